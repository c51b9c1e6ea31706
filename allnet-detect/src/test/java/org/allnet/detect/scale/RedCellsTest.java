package org.allnet.detect.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.field.LabelledField;
import org.allnet.evaluation.detection.Detection;
import org.allnet.evaluation.detection.TrueBox;
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

  /** As people draw around the part of a film that they look at. */
  @Test
  void regionAroundCells_coversNone() {
    List<Detection> cells = redCells(20, 60);
    cells.add(cell(0, 5, 5, 1000, 400));

    assertThat(scale(cells).redCells()).isEqualTo(20);
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
  void isWhole_marginGrowsWithTheField() {
    BoundingBox near = new BoundingBox(1.2, 20, 51.2, 70);

    assertThat(RedCells.isWhole(near, 640, 480)).isFalse();
    assertThat(RedCells.isWhole(near.scaled(4, 4), 2560, 1920)).isFalse();
    assertThat(RedCells.isWhole(near.scaled(0.4, 0.4), 256, 192)).isFalse();
    BoundingBox whole = new BoundingBox(1.8, 20, 51.8, 70);
    assertThat(RedCells.isWhole(whole, 640, 480)).isTrue();
    assertThat(RedCells.isWhole(whole.scaled(4, 4), 2560, 1920)).isTrue();
  }

  @Test
  void isWhole_largePicture_marginOfItsRedCells() {
    BoundingBox box = new BoundingBox(3, 200, 63, 260);

    assertThat(RedCells.isWhole(box, 20_000, 20_000, FieldScale.given(60))).isTrue();
    assertThat(RedCells.isWhole(box, 20_000, 20_000, FieldScale.given(100))).isFalse();
  }

  @Test
  void isNamed_cellWithNucleus_isNoRedCell() {
    for (String red : List.of("RBC", "Red blood cell", "red_cell", "erythrocytes")) {
      assertThat(RedCells.isNamed(red)).as(red).isTrue();
    }
    for (String other :
        List.of("Nucleated red blood cell", "NRBC", "erythroblast", "RBC nucleated")) {
      assertThat(RedCells.isNamed(other)).as(other).isFalse();
    }
  }

  @Test
  void metadata_quarterMicrometre_isThirtyPixels() {
    assertThat(FieldScale.ofMetadata(0.25, "Aperio metadata").redCell()).isEqualTo(30);
    assertThat(FieldScale.ofMetadata(0.25, "Aperio metadata").text())
        .isEqualTo("30.0 pixels per red cell (Aperio metadata)");
  }

  private static LabelledField labelled(int count, double side) {
    List<TrueBox> truths = new ArrayList<>();
    truths.add(new TrueBox(1, 1, new BoundingBox(10, 10, 110, 110)));
    for (int i = 0; i < count; i++) {
      truths.add(new TrueBox(i + 2, 0, new BoundingBox(10 + i, 20, 10 + i + side, 20 + side)));
    }
    truths.add(new TrueBox(99, 0, new BoundingBox(0, 20, 90, 110)));
    return new LabelledField("f", null, new FieldPixels(200, 120, new byte[72_000]), truths);
  }

  @Test
  void inInput_isMedianOfWholeRedCells() {
    List<String> classes = List.of("RBC", "WBC");

    assertThat(RedCells.inInput(List.of(labelled(9, 40), labelled(11, 50)), classes))
        .isEqualTo(0.25);
    assertThat(RedCells.inInput(List.of(labelled(19, 40)), classes)).isNull();
    assertThat(RedCells.inInput(List.of(labelled(20, 40)), List.of("a", "b"))).isNull();
  }
}
