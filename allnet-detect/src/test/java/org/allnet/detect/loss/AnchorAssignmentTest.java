package org.allnet.detect.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.detect.loss.AnchorAssignment.Positive;
import org.allnet.inference.network.design.DetectionAnchors;
import org.allnet.inference.network.design.YoloV4;
import org.junit.jupiter.api.Test;

/** Inputs of 64 pixels: grids of 8, 4 and 2 cells, so 192, 48 and 12 places. */
class AnchorAssignmentTest {

  private static List<Positive> assign(TrueCell... cells) {
    return new AnchorAssignment(new Places(64, YoloV4.STRIDES), DetectionAnchors.COCO)
        .assign(List.of(cells));
  }

  @Test
  void assign_smallCell_takesEveryShapeThatFits() {
    // 12 x 16: overlaps 12,16 by 1; 19,36 by .28; 40,28 by .17; the others by less
    assertThat(assign(new TrueCell(0, 20, 33, 12, 16)))
        .containsExactly(new Positive(4 * 8 + 2, 0), new Positive(64 + 4 * 8 + 2, 0));
  }

  @Test
  void assign_cellLikeNoShape_takesTheBest() {
    // 4 x 4 overlaps the smallest shape by 1/12
    assertThat(assign(new TrueCell(0, 0, 0, 4, 4))).containsExactly(new Positive(0, 0));
  }

  @Test
  void assign_largeCell_liesInTheCoarsestGrid() {
    // 459 x 401 at (40, 10): column 1, row 0 of the last shape; 192,243 overlaps it by .25
    assertThat(assign(new TrueCell(0, 40, 10, 459, 401)))
        .containsExactly(new Positive(192 + 48 + 4 + 1, 0), new Positive(192 + 48 + 8 + 1, 0));
  }

  @Test
  void assign_twoCellsOfOneShape_takeOnePlace() {
    TrueCell cell = new TrueCell(0, 0, 0, 4, 4);

    assertThat(assign(cell, cell)).containsExactly(new Positive(0, 0), new Positive(0, 1));
  }
}
