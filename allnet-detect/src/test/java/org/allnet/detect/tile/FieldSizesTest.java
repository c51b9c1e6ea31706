package org.allnet.detect.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.scale.FieldScale;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;

/** What fields of one folder and size tell of each other. */
final class FieldSizesTest {

  private static final int RED = 1;
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 960;

  /** Red cells of 32 pixels in a row 40 apart, and lines 40 apart. */
  private static final int SIDE = 32;

  private static final int STEP = 40;

  /** So large are red cells of the learned size in a field of that width. */
  private static final double LEARNED = 256;

  private static final FieldSizes.Whole EMPTY = whole(0);

  private final List<FieldSizes.Unscaled> doubts = new ArrayList<>();
  private final List<Integer> opened = new ArrayList<>();
  private final FieldSizes<String> sizes =
      new FieldSizes<>(new LearnedSize(320, 64, RED), this::found, doubts::add);

  /** A field in which so many red cells of the learned size were found. */
  private static FieldSizes.Whole whole(int redCells) {
    List<Detection> cells = new ArrayList<>();
    for (int i = 0; i < redCells; i++) {
      cells.add(new Detection(RED, BoundingBox.ofSize(10 + 300 * i, 10, LEARNED, LEARNED), 0.9));
    }
    return new FieldSizes.Whole(WIDTH, HEIGHT, cells, FieldScale.unknown(0));
  }

  /** Like a detector it is blind for cells of another size; black pictures show none. */
  private List<Detection> found(FieldPixels part) {
    double times = SIDE * 320.0 / part.width() / 64;
    List<Detection> cells = new ArrayList<>();
    if (part.rgb()[0] != 0 && times > 0.8 && times < 1.25) {
      for (int y = 2; y + SIDE < part.height(); y += STEP) {
        for (int x = 2; x + SIDE < part.width(); x += STEP) {
          cells.add(new Detection(RED, BoundingBox.ofSize(x, y, SIDE, SIDE), 0.9));
        }
      }
    }
    return cells;
  }

  private static PictureRegions picture(int grey) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    Arrays.fill(rgb, (byte) grey);
    return LargePictures.of(new CellPixels(HEIGHT, WIDTH, 0, 0, HEIGHT, WIDTH, rgb));
  }

  /** Learns of fields without red cells of the learned size; those of some places show others. */
  private void learn(List<FieldSizes.Whole> fields, Integer... showing) {
    sizes.learn(
        "g",
        fields,
        i -> {
          opened.add(i);
          return picture(List.of(showing).contains(i) ? 200 : 0);
        });
  }

  private FieldScale elsewhere(FieldSizes.Whole field) {
    return sizes.elsewhere("g", field, picture(0));
  }

  @Test
  void whatALaterFieldTells_holdsForThoseBefore() {
    learn(List.of(EMPTY, EMPTY, EMPTY, EMPTY), 2, 3);

    assertThat(opened).containsExactly(0, 1, 2);
    assertThat(elsewhere(EMPTY).redCell()).isCloseTo(SIDE, within(2.0));
    assertThat(doubts).isEmpty();
  }

  @Test
  void oneOfTenFieldsFits_allAreLookedAtAsAWhole() {
    List<FieldSizes.Whole> ten = new ArrayList<>(List.of(whole(3)));
    for (int i = 1; i < 10; i++) {
      ten.add(EMPTY);
    }
    learn(ten, 1, 2, 3);

    assertThat(opened).isEmpty();
    assertThat(elsewhere(EMPTY).isKnown()).isFalse();
    assertThat(doubts).as("it is known to be of the learned size").isEmpty();
  }

  /** Three pieces of debris in one of eleven fields say nothing of the others. */
  @Test
  void oneOfElevenFieldsFits_othersAreAsked() {
    List<FieldSizes.Whole> eleven = new ArrayList<>(List.of(whole(3)));
    for (int i = 1; i < 11; i++) {
      eleven.add(EMPTY);
    }
    learn(eleven, 1);

    assertThat(opened).containsExactly(1);
    assertThat(elsewhere(whole(3)).isKnown()).as("its own red cells count").isFalse();
    assertThat(elsewhere(EMPTY).redCell()).isCloseTo(SIDE, within(2.0));
  }

  @Test
  void nobodyTells_threeAreAskedAndEachIsDoubted() {
    learn(List.of(EMPTY, EMPTY, EMPTY, EMPTY), 3);

    assertThat(opened).containsExactly(0, 1, 2);
    assertThat(elsewhere(EMPTY).isKnown()).isFalse();
    assertThat(elsewhere(EMPTY).isKnown()).isFalse();
    assertThat(doubts).hasSize(2);
  }

  /** A film begins with ground, of which the first names often are. */
  @Test
  void fieldsWithMostCells_areAskedFirst() {
    learn(List.of(EMPTY, EMPTY, EMPTY, whole(1), whole(2), EMPTY), 3);

    assertThat(opened).containsExactly(4, 3);
    assertThat(elsewhere(EMPTY).redCell()).isCloseTo(SIDE, within(2.0));
    assertThat(doubts).isEmpty();
  }

  @Test
  void fieldThatCantBeReadAnyMore_tellsNothing() {
    sizes.learn(
        "g",
        List.of(EMPTY, EMPTY),
        i -> {
          if (i == 0) {
            throw new InputException("is gone");
          }
          return picture(200);
        });

    assertThat(elsewhere(EMPTY).redCell()).isCloseTo(SIDE, within(2.0));
  }

  /** A scale of another size than learned is looked at first, whatever others tell. */
  @Test
  void saidScale_asksNobody() {
    FieldSizes.Whole said = new FieldSizes.Whole(WIDTH, HEIGHT, List.of(), FieldScale.given(40));
    learn(List.of(said, said), 0, 1);

    assertThat(opened).isEmpty();
    assertThat(elsewhere(said)).isEqualTo(FieldScale.given(40));
    assertThat(sizes.elsewhere("g", said.asDoubted(), picture(200)).redCell())
        .isCloseTo(SIDE, within(2.0));
  }
}
