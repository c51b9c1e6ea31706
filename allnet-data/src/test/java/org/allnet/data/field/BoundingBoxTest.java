package org.allnet.data.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class BoundingBoxTest {

  private static final BoundingBox HUNDRED = BoundingBox.ofSize(0, 0, 100, 100);

  @Test
  void halfOfABox_hasIouOfOneHalf() {
    assertThat(HUNDRED.iou(BoundingBox.ofSize(0, 0, 100, 50))).isEqualTo(0.5);
    assertThat(HUNDRED.iou(HUNDRED)).isEqualTo(1);
    assertThat(BoundingBox.ofSize(0, 0, 2, 2).iou(BoundingBox.ofSize(1, 1, 2, 2)))
        .isEqualTo(1.0 / 7, within(1e-15));
  }

  @Test
  void boxesThatOnlyTouch_shareNothing() {
    BoundingBox beside = BoundingBox.ofSize(100, 0, 100, 100);

    assertThat(HUNDRED.intersectionArea(beside)).isZero();
    assertThat(HUNDRED.intersection(beside)).isEmpty();
    assertThat(HUNDRED.iou(beside)).isZero();
  }

  @Test
  void boxesApartInBothDirections_shareNothing() {
    assertThat(HUNDRED.intersectionArea(BoundingBox.ofSize(200, 200, 50, 50))).isZero();
  }

  @Test
  void boxWithoutArea_isEmptyAndHasIouZero() {
    BoundingBox point = BoundingBox.ofSize(5, 5, 0, 0);

    assertThat(point.isEmpty()).isTrue();
    assertThat(point.iou(point)).isZero();
    assertThat(HUNDRED.isEmpty()).isFalse();
  }

  @Test
  void centre_givesTheEdges() {
    BoundingBox box = BoundingBox.ofCentre(10, 20, 6, 8);

    assertThat(box).isEqualTo(new BoundingBox(7, 16, 13, 24));
    assertThat(box.centreX()).isEqualTo(10);
    assertThat(box.centreY()).isEqualTo(20);
    assertThat(box.area()).isEqualTo(48);
  }

  @Test
  void clipping_cutsWhatIsOutside() {
    assertThat(new BoundingBox(-2, 3, 12, 7).clippedTo(10, 10))
        .isEqualTo(new BoundingBox(0, 3, 10, 7));
    assertThat(new BoundingBox(20, 20, 30, 30).clippedTo(10, 10).isEmpty()).isTrue();
  }

  @Test
  void wrongOrderOrNotFinite_isRefused() {
    assertThatThrownBy(() -> new BoundingBox(5, 0, 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BoundingBox(0, 0, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BoundingBox.ofSize(0, 0, Double.POSITIVE_INFINITY, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void randomBoxes_iouIsSymmetricAndBounded() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      BoundingBox a = any(random);
      BoundingBox b = any(random);

      assertThat(a.iou(b)).isEqualTo(b.iou(a)).isBetween(0.0, 1.0);
      assertThat(a.intersection(b).map(BoundingBox::area).orElse(0.0))
          .isEqualTo(a.intersectionArea(b));
    }
  }

  private static BoundingBox any(Random random) {
    return BoundingBox.ofSize(
        random.nextDouble() * 100,
        random.nextDouble() * 100,
        random.nextDouble() * 50,
        random.nextDouble() * 50);
  }
}
