package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelFault.Kind;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.Polygon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class YoloReaderTest {

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImages() {
    files =
        new FieldFolder(folder)
            .image("images/train/a.png", 200, 100)
            .image("images/val/b.png", 200, 100)
            .text("labels/val/b.txt", "")
            .text("data.yaml", "train: images/train", "val: images/val", "names: [WBC, RBC]");
  }

  private FieldSet read(String... lines) {
    return files.text("labels/train/a.txt", lines).read();
  }

  @Test
  void box_isInPixelsOfTheImage() {
    FieldSet set = read("1 0.5 0.5 0.1 0.2");

    Field field = FieldFolder.field(set, "images/train/a.png");
    assertThat(set.layout()).isEqualTo(FieldLayout.YOLO);
    assertThat(set.classes()).containsExactly("WBC", "RBC");
    assertThat(field.boxes())
        .containsExactly(LabelledBox.of("RBC", new BoundingBox(90, 40, 110, 60)));
    assertThat(field.part()).isEqualTo(FieldPart.TRAINING);
    assertThat(FieldFolder.field(set, "images/val/b.png").part()).isEqualTo(FieldPart.VALIDATION);
  }

  @Test
  void classes_areMappedByName() {
    files.text("data.yaml", "names: ['Platelets', \"RBC\", WBC]  # alphabetical");

    assertThat(read("2 0.5 0.5 0.1 0.2").fields().get(0).boxes().get(0).label()).isEqualTo("WBC");
  }

  @Test
  void littleOutside_isClippedAndKeepsTheField() {
    FieldSet set = read("0 0.9502 0.5 0.1 0.2", "1 0.2 0.2 0.1 0.1");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes()).hasSize(2);
    assertThat(set.count(Kind.CLIPPED)).isEqualTo(1);
    assertThat(set.faults().get(0).pixels()).isCloseTo(0.04, within(1e-9));
  }

  @Test
  void emptyAndMissingFiles_areBackground() {
    files.image("images/train/c.png", 200, 100);

    FieldSet set = read("0 0.5 0.5 0.1 0.2");

    assertThat(set.fields()).hasSize(3);
    assertThat(FieldFolder.field(set, "images/val/b.png").isBackground()).isTrue();
    assertThat(FieldFolder.field(set, "images/train/c.png").isBackground()).isTrue();
    assertThat(set.notes().toString()).contains("c.png: has no label file");
  }

  @Test
  void folderWithoutAnyLabels_isNoBackground() {
    files.image("images/test/d.png", 200, 100);

    FieldSet set = read("0 0.5 0.5 0.1 0.2");

    assertThat(set.fields()).hasSize(2);
    assertThat(set.notes().toString()).contains("d.png: has no labels and is no field");
  }

  @Test
  void classesTxtAmongLabels_isNoLabel() {
    files.text("labels/train/classes.txt", "WBC", "RBC");

    FieldSet set = read("0 0.5 0.5 0.1 0.2");

    assertThat(set.fields()).hasSize(2);
    assertThat(set.notes()).isEmpty();
  }

  @Test
  void classesTxtAlone_namesTheClasses() throws Exception {
    java.nio.file.Files.delete(folder.resolve("data.yaml"));
    files.text("labels/train/classes.txt", "RBC", "WBC", "");

    assertThat(read("1 0.5 0.5 0.1 0.2").fields().get(0).boxes().get(0).label()).isEqualTo("WBC");
  }

  /** Programs of labels count such a line, and others don't: RBC may be 1 or 2. */
  @Test
  void classesTxtWithAGap_isRefused() throws Exception {
    java.nio.file.Files.delete(folder.resolve("data.yaml"));
    files.text("labels/train/classes.txt", "WBC", "", "RBC");

    assertThatThrownBy(() -> read("1 0.5 0.5 0.1 0.2"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("classes.txt: line 2: is blank before other classes");
  }

  @Test
  void classesTxtOfOtherNames_isNoted() {
    files.text("labels/train/classes.txt", "WBC", "PC");

    assertThat(read("1 0.5 0.5 0.1 0.2").notes().toString())
        .contains("labels/train/classes.txt: names other classes than data.yaml");
  }

  @Test
  void nothingNamesClasses_saysWhatToWrite() throws Exception {
    java.nio.file.Files.delete(folder.resolve("data.yaml"));

    assertThatThrownBy(() -> read("1 0.5 0.5 0.1 0.2"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("add a data.yaml");
  }

  @Test
  void nineValues_areAPolygon() {
    LabelledBox box =
        FieldFolder.field(read("0 0.1 0.1 0.2 0.1 0.2 0.3 0.1 0.3"), "images/train/a.png")
            .boxes()
            .get(0);

    assertThat(box.outline()).isEqualTo(Polygon.of(20, 10, 40, 10, 40, 30, 20, 30));
    assertThat(box.box()).isEqualTo(new BoundingBox(20, 10, 40, 30));
  }

  /** A triangle for Ultralytics; a tracker writes a box with score and number so. */
  @Test
  void sevenValues_areRefusedIfNothingTells() {
    assertThatThrownBy(() -> read("0 0.5 0.5 0.1 0.2", "0 0.1 0.1 0.2 0.1 0.2 0.3"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "a.txt: line 2: has 7 values, which may be three corners or a box with two more");
  }

  @Test
  void sevenValuesBesideOutlines_areATriangle() {
    FieldSet set = read("0 0.1 0.1 0.2 0.1 0.2 0.3", "1 0.5 0.5 0.6 0.5 0.6 0.7 0.5 0.7");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes().get(0).outline())
        .isEqualTo(Polygon.of(20, 10, 40, 10, 40, 30));
  }

  @Test
  void scoreAndTrack_arePassedOver() {
    FieldSet set = read("1 0.5 0.5 0.1 0.2 0.93 4");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes())
        .containsExactly(LabelledBox.of("RBC", new BoundingBox(90, 40, 110, 60)));
    assertThat(set.notes().toString()).contains("values behind the boxes");
  }

  /** Ultralytics writes it so (save_txt, save_conf); it may also be a box with three columns. */
  @Test
  void outlineWithAScore_isRefusedIfNothingTells() {
    assertThatThrownBy(() -> read("0 0.1 0.1 0.2 0.1 0.2 0.3 0.93"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "line 1: has 8 values, which may be an outline with a score or a box");
  }

  @Test
  void outlinesWithScores_areRead() {
    FieldSet set =
        read(
            "0 0.1 0.1 0.2 0.1 0.2 0.3 0.93",
            "1 0.5 0.5 0.6 0.5 0.7 0.6 0.6 0.7 0.5 0.7 0.6",
            "0 0.1 0.5 0.2 0.5 0.2 0.7 1");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes())
        .extracting(LabelledBox::outline)
        .containsExactly(
            Polygon.of(20, 10, 40, 10, 40, 30),
            Polygon.of(100, 50, 120, 50, 140, 60, 120, 70, 100, 70),
            Polygon.of(20, 50, 40, 50, 40, 70));
    assertThat(set.notes().toString()).contains("scores behind the outlines");
  }

  @Test
  void turnedBoxWithAScore_isRead() {
    FieldSet set = read("0 0.1 0.1 0.2 0.2 0.15 0.25 0.05 0.15 0.71");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes().get(0).box())
        .isEqualTo(new BoundingBox(10, 10, 40, 25));
  }

  @Test
  void outlinesWithAndWithoutScores_areRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "0 0.1 0.1 0.2 0.1 0.2 0.3 0.1 0.3",
                    "0 0.1 0.1 0.2 0.1 0.2 0.3 0.93",
                    "0 0.5 0.5 0.6 0.5 0.7 0.6 0.6 0.7 0.5 0.7 0.6"))
        .hasMessageContaining("line 2: has 8 values");
  }

  @Test
  void oddScores_areRefused() {
    assertThatThrownBy(() -> read("0 0.1 0.1 0.2 0.1 0.2 0.3 1.93"))
        .hasMessageContaining("line 1: has 8 values, which is neither a box (5) nor");
    assertThatThrownBy(() -> read("0 0.1 0.1 0.2 0.1 0.2 0.3 0.93 4"))
        .hasMessageContaining("line 1: has 9 values, which may be an outline with a score");
  }

  @Test
  void outlinesWithScoreAndTrack_areRead() {
    FieldSet set =
        read("0 0.1 0.1 0.2 0.1 0.2 0.3 0.93 4", "1 0.5 0.5 0.6 0.5 0.7 0.6 0.6 0.7 0.5 0.7 0.6 5");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes().get(0).outline())
        .isEqualTo(Polygon.of(20, 10, 40, 10, 40, 30));
  }

  @Test
  void trackNumberOne_isNoCorner() {
    assertThatThrownBy(
            () ->
                read(
                    "0 0.1 0.1 0.2 0.1 0.2 0.3 0.93 1",
                    "0 0.5 0.1 0.6 0.1 0.6 0.3 0.93 2",
                    "1 0.5 0.5 0.6 0.5 0.7 0.6 0.6 0.7 0.5 0.7 0.6 3"))
        .hasMessageContaining("line 1: ends in a whole number, which is a corner at the edge or");
  }

  /** A tracker that has seen one cell: score and track look like a corner at the edge. */
  @Test
  void trackOneAlone_isNoCorner() {
    assertThatThrownBy(
            () ->
                read("0 0.1 0.1 0.2 0.1 0.2 0.3 0.93 1", "0 0.5 0.1 0.6 0.1 0.7 0.2 0.6 0.3 0.9 1"))
        .hasMessageContaining("line 1: ends in 1, which is a single corner at the lower edge or");
  }

  /** No tracker has written the second line, so there are no tracks. */
  @Test
  void endOfOneBesideOtherEnds_isACorner() {
    FieldSet set =
        read("0 0.1 0.1 0.2 0.1 0.2 0.3 0.15 1", "1 0.5 0.5 0.6 0.5 0.7 0.6 0.6 0.7 0.5 0.7");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes().get(0).outline())
        .isEqualTo(Polygon.of(20, 10, 40, 10, 40, 30, 30, 100));
  }

  @Test
  void outlineCutByTheEdge_endsInACorner() {
    FieldSet set = read("0 0.1 0.9 0.2 0.9 0.2 1 0.1 1");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes().get(0).outline())
        .isEqualTo(Polygon.of(20, 90, 40, 90, 40, 100, 20, 100));
  }

  @Test
  void pointsBehindBoxes_needKptShape() {
    files.text("data.yaml", "names: [WBC, RBC]", "kpt_shape: [1, 2]");

    assertThat(FieldFolder.field(read("1 0.5 0.5 0.1 0.2 0.5 0.5"), "images/train/a.png").boxes())
        .containsExactly(LabelledBox.of("RBC", new BoundingBox(90, 40, 110, 60)));
  }

  @Test
  void attributesBehindTheBox_arePassedOver() {
    FieldSet set = read("1 0.5 0.5 0.1 0.2 0 1 0 0 1 0", "1 0.2 0.5 0.1 0.2 0.93");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes())
        .extracting(LabelledBox::outline)
        .containsOnlyNulls();
    assertThat(set.notes().toString()).contains("values behind the boxes");
  }

  @Test
  void doubledLines_areFoundAndCounted() {
    FieldSet set = read("0 0.5 0.5 0.1 0.2", "0 0.5 0.5 0.1 0.2");

    assertThat(FieldFolder.field(set, "images/train/a.png").boxes()).hasSize(1);
    assertThat(set.count(Kind.DOUBLED)).isEqualTo(1);
  }

  @Test
  void zeroSize_isDroppedAndCounted() {
    assertThat(read("0 0.5 0.5 0 0.2").count(Kind.EMPTY)).isEqualTo(1);
  }

  @Test
  void unknownClass_namesFileAndLine() {
    assertThatThrownBy(() -> read("0 0.5 0.5 0.1 0.2", "2 0.5 0.5 0.1 0.2"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.txt: line 2: class 2 is none of the 2 that data.yaml names");
  }

  @Test
  void pixels_areNoPartsOfTheSize() {
    assertThatThrownBy(() -> read("0 100 50 20 20"))
        .hasMessageContaining("line 1: value 2 is 100")
        .hasMessageContaining("divide");
    assertThatThrownBy(() -> read("0 100.5 20.2 110.5 20.1 110.3 22.7 100.9 22"))
        .hasMessageContaining("line 1: value 2 is 100.5")
        .hasMessageContaining("divide");
  }

  @Test
  void fewValues_areRefused() {
    assertThatThrownBy(() -> read("0 0.5 0.5 0.1 0.2", "0 0.5"))
        .hasMessageContaining("line 2: has 2 values");
  }

  @Test
  void floatsForClasses_areRead() {
    assertThat(read("1.000000e+00 5.0e-01 0.5 0.1 0.2").fields().get(0).boxes()).hasSize(1);
  }

  @Test
  void labelsWithoutAnImage_areNoted() {
    files.text("labels/train/z.txt", "0 0.5 0.5 0.1 0.2");

    assertThat(read("0 0.5 0.5 0.1 0.2").notes().toString())
        .contains("labels/train/z.txt: has labels and no image");
  }
}
