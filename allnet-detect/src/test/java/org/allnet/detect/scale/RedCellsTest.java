package org.allnet.detect.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;

final class RedCellsTest {

  private static final int RED = 1;

  private static Detection cell(int classIndex, double x, double y, double width, double height) {
    return new Detection(classIndex, BoundingBox.ofSize(x, y, width, height), 0.9);
  }

  /** In rows of ten, 100 pixels apart. */
  private static List<Detection> redCells(int count, double side) {
    List<Detection> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(cell(RED, 10 + 100 * (i % 10), 10 + 100 * (i / 10), side, side));
    }
    return cells;
  }

  private static FieldScale scale(List<Detection> cells) {
    RedCells red = new RedCells();
    red.add(cells, RED, 1100, 1100);
    return red.scale();
  }

  @Test
  void scale_twentyCells_isTheirMedian() {
    FieldScale scale = scale(redCells(20, 60));

    assertThat(scale.source()).isEqualTo(FieldScale.Source.RED_CELLS);
    assertThat(scale.redCell()).isEqualTo(60);
    assertThat(scale.redCells()).isEqualTo(20);
    assertThat(scale.spread()).isZero();
  }

  @Test
  void scale_nineteenCells_isUnknown() {
    assertThat(scale(redCells(19, 60))).isEqualTo(FieldScale.unknown(19));
    assertThat(scale(List.of()).isKnown()).isFalse();
  }

  @Test
  void scale_spread_isTheScaledMedianDeviation() {
    List<Detection> cells = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      // 50 to 70 in steps of one: the median deviation of a half of them is 5.
      cells.add(cell(RED, 10 + 100 * (i % 10), 10 + 100 * (i / 10), 50 + i, 50 + i));
    }

    assertThat(scale(cells).redCell()).isEqualTo(60);
    assertThat(scale(cells).spread()).isCloseTo(1.4826 * 5 / 60, within(1e-9));
  }

  @Test
  void scale_fewLargeOnes_doNotMoveIt() {
    List<Detection> cells = redCells(30, 60);
    for (int i = 0; i < 12; i++) {
      cells.add(cell(RED, 10 + 90 * i, 900, 80, 80));
    }
    assertThat(scale(cells).redCell()).isEqualTo(60);
  }

  @Test
  void longTouchingAndCutCells_areNotMeasured() {
    List<Detection> cells = redCells(20, 60);
    cells.add(cell(RED, 10, 500, 60, 80)); // long
    cells.add(cell(RED, 0, 600, 60, 60)); // at the edge
    cells.add(cell(RED, 300, 600, 60, 60)); // these two overlap
    cells.add(cell(RED, 350, 600, 60, 60));
    cells.add(cell(RED, 600, 600, 60, 60)); // a white cell lies on it
    cells.add(cell(0, 640, 600, 120, 120));

    assertThat(scale(cells).redCells()).isEqualTo(20);
  }

  @Test
  void metadata_quarterMicrometre_isThirtyPixels() {
    assertThat(FieldScale.ofMetadata(0.25, "Aperio metadata").redCell()).isEqualTo(30);
    assertThat(FieldScale.ofMetadata(0.25, "Aperio metadata").text())
        .isEqualTo("30.0 pixels per red cell (Aperio metadata)");
  }
}
