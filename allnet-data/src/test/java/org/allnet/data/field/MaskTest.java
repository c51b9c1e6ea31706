package org.allnet.data.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MaskTest {

  @Test
  void square_hasItsFourCorners() {
    Polygon traced = DrawnMask.of("....", ".##.", ".##.").toPolygon();

    assertThat(traced).isEqualTo(Polygon.of(1, 1, 3, 1, 3, 3, 1, 3));
    assertThat(traced.area()).isEqualTo(4);
    assertThat(traced.box()).isEqualTo(new BoundingBox(1, 1, 3, 3));
  }

  @Test
  void runsThatTouch_areJoined() {
    assertThat(DrawnMask.of("###").runs()).isEqualTo(1);
    assertThat(DrawnMask.of("#.#").runs()).isEqualTo(2);
  }

  @Test
  void ring_hasAHole() {
    Polygon traced = DrawnMask.of("###", "#.#", "###").toPolygon();

    assertThat(traced.shells()).hasSize(1);
    assertThat(traced.holes()).hasSize(1);
    assertThat(traced.area()).isEqualTo(8);
  }

  @Test
  void pixelsThatTouchAtACorner_areApart() {
    Polygon traced = DrawnMask.of("#.", ".#").toPolygon();

    assertThat(traced.shells()).hasSize(2);
    assertThat(traced.holes()).isEmpty();
  }

  @Test
  void holeThatIsOpenAtACorner_isAHole() {
    Polygon traced = DrawnMask.of("###.", "#.#.", "##..", "...#").toPolygon();

    assertThat(traced.shells()).hasSize(2);
    assertThat(traced.area()).isEqualTo(8);
    assertThat(traced.shells()).allMatch(Ring::isSimple);
    assertThat(traced.holes()).allMatch(Ring::isSimple);
  }

  @Test
  void dice_hand_isTwiceTheCommonByBoth() {
    Mask four = DrawnMask.of("##", "##");

    assertThat(four.dice(DrawnMask.of(".##", ".##"))).isEqualTo(0.5);
    assertThat(four.dice(four)).isEqualTo(1);
    assertThat(four.dice(DrawnMask.of("..##"))).isZero();
    assertThat(DrawnMask.of("").dice(DrawnMask.of(""))).isEqualTo(1);
  }

  @Test
  void parts_cornersOnly_areApart() {
    List<Mask> parts = DrawnMask.of("#.###", "#.#.#", ".#..#").parts();

    assertThat(parts)
        .containsExactly(
            DrawnMask.of("..###", "..#.#", "....#"),
            DrawnMask.of("#", "#"),
            DrawnMask.of("", "", ".#"));
  }

  @Test
  void parts_joinedBelow_areOne() {
    assertThat(DrawnMask.of("#.#", "#.#", "###").parts()).hasSize(1);
    assertThat(DrawnMask.of("").parts()).isEmpty();
  }

  @Test
  void withoutHoles_ring_isFilled() {
    assertThat(DrawnMask.of("###", "#.#", "###").withoutHoles())
        .isEqualTo(DrawnMask.of("###", "###", "###"));
    assertThat(DrawnMask.of("").withoutHoles().isEmpty()).isTrue();
  }

  @Test
  void randomMasks_comeBackFromTheirOutline() {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      Mask.Rows rows = new Mask.Rows();
      for (int y = 0; y < 12; y++) {
        for (int x = 0; x < 15; x++) {
          if (random.nextDouble() < 0.55) {
            rows.add(y, x, x + 1);
          }
        }
      }
      Mask mask = rows.mask();
      Polygon traced = mask.toPolygon();

      assertThat(traced.toMask()).isEqualTo(mask);
      assertThat(traced.area()).isEqualTo(mask.area());
      assertThat(traced.shells()).allMatch(Ring::isSimple);
      assertThat(traced.holes()).allMatch(Ring::isSimple);
    }
  }

  @Test
  void polygonWithAHole_isFilledAroundIt() {
    Polygon polygon =
        new Polygon(
            List.of(Ring.of(0, 0, 4, 0, 4, 4, 0, 4)), List.of(Ring.of(1, 1, 3, 1, 3, 3, 1, 3)));

    assertThat(polygon.toMask().area()).isEqualTo(12);
  }

  @Test
  void runsInTheWrongOrder_areRefused() {
    Mask.Rows rows = new Mask.Rows();
    rows.add(2, 0, 1);

    assertThatThrownBy(() -> rows.add(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rows.add(2, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rows.add(3, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ringThatCrossesItself_isNotSimple() {
    assertThat(Ring.of(0, 0, 2, 2, 2, 0, 0, 2).isSimple()).isFalse();
    assertThat(Ring.of(0, 0, 4, 0, 2, 0, 2, 3).isSimple()).isFalse();
    assertThat(Ring.of(0, 0, 1, 0).isSimple()).isFalse();
    assertThat(Ring.of(0, 0, 2, 0, 2, 2, 0, 2, 0, 0).isSimple()).isTrue();
  }

  @Test
  void repeatedPoints_areLeftOutOfARing() {
    assertThat(Ring.of(0, 0, 0, 0, 2, 0, 2, 2, 2, 2, 0, 0)).isEqualTo(Ring.of(0, 0, 2, 0, 2, 2));
  }
}
