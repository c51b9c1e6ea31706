package org.allnet.detect.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One grid of 4 x 4 places, 8 pixels apart; their middles are at 4, 12, 20 and 28. */
class SimOtaTest {

  private static final Places PLACES = new Places(32, List.of(8));

  /** Every place says the same box around its own middle, and no class. */
  private static float[] boxes(float size) {
    float[] boxes = new float[4 * 16];
    for (int place = 0; place < 16; place++) {
      boxes[4 * place] = 8 * (place % 4) + 4;
      boxes[4 * place + 1] = 8 * (place / 4) + 4;
      boxes[4 * place + 2] = size;
      boxes[4 * place + 3] = size;
    }
    return boxes;
  }

  private static SimOta.Assignment assign(float[] boxes, TrueCell... truths) {
    return new SimOta(PLACES).assign(boxes, new float[2 * 16], 1, List.of(truths));
  }

  @Test
  void assign_smallCell_takesThePlaceThatFitsBest() {
    // its overlaps sum up to less than 2, so it takes one place
    SimOta.Assignment assignment = assign(boxes(8), new TrueCell(0, 12, 12, 8, 8));

    assertThat(Arrays.stream(assignment.cellOfPlace()).filter(cell -> cell == 0)).hasSize(1);
    assertThat(assignment.cellOfPlace()[5]).isZero();
    assertThat(assignment.overlap()[5]).isCloseTo(1, within(1e-9));
  }

  @Test
  void assign_largeCell_takesTheSumOfItsOverlaps() {
    TrueCell cell = new TrueCell(0, 16, 16, 32, 32);
    // every place says the whole image, so the ten best overlaps sum up to ten
    float[] boxes = new float[4 * 16];
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = i % 4 < 2 ? 16 : 32;
    }

    SimOta.Assignment assignment = assign(boxes, cell);

    assertThat(Arrays.stream(assignment.cellOfPlace()).filter(c -> c == 0)).hasSize(10);
  }

  @Test
  void assign_placeOfTwoCells_goesToTheCheaper() {
    // both take place 5: the first overlaps its box by 1, the second by less
    SimOta.Assignment assignment =
        assign(boxes(8), new TrueCell(0, 12, 12, 8, 8), new TrueCell(0, 13, 12, 8, 8));

    assertThat(assignment.cellOfPlace()[5]).isZero();
    assertThat(Arrays.stream(assignment.cellOfPlace()).filter(cell -> cell == 1)).isEmpty();
  }

  @Test
  void assign_placeThatSaysTheClass_isCheaper() {
    TrueCell between = new TrueCell(0, 16, 12, 12, 8);
    float[] logits = new float[2 * 16];
    logits[2 * 6] = 3;
    logits[2 * 6 + 1] = 3;

    SimOta.Assignment assignment = new SimOta(PLACES).assign(boxes(8), logits, 1, List.of(between));

    assertThat(assignment.cellOfPlace()[6]).isZero();
    assertThat(assignment.cellOfPlace()[5]).isEqualTo(-1);
  }

  @Test
  void assign_placeOutsideOfTheBox_isLeft() {
    // place 7 says the right box, but its middle is not in the cell; place 5 says half of it
    float[] boxes = boxes(5.6f);
    boxes[4 * 7] = 12;
    boxes[4 * 7 + 2] = 8;
    boxes[4 * 7 + 3] = 8;

    SimOta.Assignment assignment = assign(boxes, new TrueCell(0, 12, 12, 8, 8));

    assertThat(assignment.cellOfPlace()[7]).isEqualTo(-1);
    assertThat(assignment.cellOfPlace()[5]).isZero();
  }

  @Test
  void assign_noCell_takesNone() {
    assertThat(assign(boxes(8)).cellOfPlace()).containsOnly(-1);
  }
}
