package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Polygon;
import org.allnet.data.file.FilePlace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CocoReaderTest {

  private static final String IMAGES =
      "\"images\":[{\"id\":7,\"file_name\":\"a.png\",\"width\":4,\"height\":3}]";
  private static final String CATEGORIES =
      "\"categories\":[{\"id\":90,\"name\":\"WBC\"},{\"id\":3,\"name\":\"RBC\"}]";

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImage() {
    files = new FieldFolder(folder).image("train/a.png", 4, 3);
  }

  private FieldSet read(String... annotations) {
    return set(IMAGES, CATEGORIES, "\"annotations\":[" + String.join(",", annotations) + "]");
  }

  private FieldSet set(String... parts) {
    return files.text("train/_annotations.coco.json", "{" + String.join(",\n", parts) + "}").read();
  }

  private static String annotation(String rest) {
    return "{\"id\":1,\"image_id\":7,\"category_id\":90,%s}".formatted(rest);
  }

  private LabelledBox box(String rest) {
    return read(annotation(rest)).fields().get(0).boxes().get(0);
  }

  @Test
  void box_isReadWithItsStatedArea() {
    FieldSet set = read(annotation("\"bbox\":[1,0.5,2,2],\"area\":3.25,\"iscrowd\":0"));

    Field field = set.fields().get(0);
    assertThat(set.layout()).isEqualTo(FieldLayout.COCO);
    assertThat(set.classes()).containsExactly("WBC", "RBC");
    assertThat(field.boxes())
        .containsExactly(
            new LabelledBox("WBC", new BoundingBox(1, 0.5, 3, 2.5), 3.25, false, null, null));
    assertThat(field.part()).isEqualTo(FieldPart.TRAINING);
  }

  @Test
  void annotationsBeforeImages_areReadAlike() {
    FieldSet set =
        set("\"annotations\":[" + annotation("\"bbox\":[0,0,1,1]") + "]", CATEGORIES, IMAGES);

    assertThat(set.fields().get(0).boxes()).hasSize(1);
  }

  @Test
  void crowd_isKeptAsOne() {
    assertThat(box("\"bbox\":[0,0,1,1],\"iscrowd\":1").crowd()).isTrue();
  }

  @Test
  void polygons_areOutlines() {
    LabelledBox box = box("\"bbox\":[0,0,2,2],\"segmentation\":[[0,0,2,0,2,2]]");

    assertThat(box.outline()).isEqualTo(Polygon.of(0, 0, 2, 0, 2, 2));
    assertThat(box.area()).isEqualTo(2);
  }

  @Test
  void runLengths_goDownTheColumns() {
    Mask.Rows rows = new Mask.Rows();
    rows.add(1, 0, 1);
    rows.add(2, 0, 1);

    LabelledBox box =
        box("\"bbox\":[0,1,1,2],\"segmentation\":{\"counts\":[1,2,9],\"size\":[3,4]}");

    assertThat(box.outline()).isEqualTo(rows.mask());
  }

  @Test
  void packedRunLengths_areTheSame() {
    assertThat(RunLengths.unpacked("129", FilePlace.of(folder))).containsExactly(1, 2, 9);
    // Of pycocotools: encode(np.asfortranarray([[0,1,1],[0,1,0],[1,1,0]]))
    assertThat(RunLengths.unpacked("242N", FilePlace.of(folder))).containsExactly(2, 4, 2, 2);
  }

  @Test
  void countsOfAMask_comeBack() {
    LabelledBox box =
        box("\"bbox\":[0,1,1,2],\"segmentation\":{\"counts\":[1,2,3,4,2],\"size\":[3,4]}");

    assertThat(box.outline().toMask().columnCounts(4, 3)).containsExactly(1, 2, 3, 4, 2);
  }

  @Test
  void maskOfAnotherSize_isRefused() {
    assertThatThrownBy(
            () -> box("\"bbox\":[0,1,1,2],\"segmentation\":{\"counts\":[1],\"size\":[9,9]}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a mask is of an image of 9x9");
    assertThatThrownBy(
            () ->
                box(
                    "\"bbox\":[0,1,1,2],\"segmentation\":{\"counts\":[1,999999999999],\"size\":[3,4]}"))
        .hasMessageContaining("don't fit");
    assertThatThrownBy(
            () -> box("\"bbox\":[0,1,1,2],\"segmentation\":{\"counts\":\"~~\",\"size\":[3,4]}"))
        .hasMessageContaining("packed counts are broken");
  }

  @Test
  void projectOfRoboflow_isNoClass() {
    FieldSet set =
        set(
            IMAGES,
            "\"categories\":[{\"id\":0,\"name\":\"bccd\",\"supercategory\":\"none\"},"
                + "{\"id\":1,\"name\":\"WBC\",\"supercategory\":\"bccd\"}]",
            "\"annotations\":[{\"id\":0,\"image_id\":7,\"category_id\":1,\"bbox\":[0,0,1,1]}]");

    assertThat(set.classes()).containsExactly("WBC");
    assertThat(set.notes().toString()).contains("'bccd'", "no class");
  }

  @Test
  void textIds_areRead() {
    FieldSet set =
        set(
            "\"images\":[{\"id\":\"x\",\"file_name\":\"C:\\\\imgs\\\\a.png\"}]",
            "\"categories\":[{\"id\":\"c\",\"name\":\"WBC\"}]",
            "\"annotations\":[{\"image_id\":\"x\",\"category_id\":\"c\",\"bbox\":[0,0,1,1]}]");

    assertThat(set.fields().get(0).boxes()).hasSize(1);
  }

  @Test
  void imageWithoutAnnotations_isBackground() {
    assertThat(read().fields().get(0).isBackground()).isTrue();
  }

  @Test
  void unknownIds_areOneClearLine() {
    assertThatThrownBy(
            () -> read("{\"id\":1,\"image_id\":8,\"category_id\":90,\"bbox\":[0,0,1,1]}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("image 8, which 'images' lacks");
    assertThatThrownBy(() -> read("{\"id\":1,\"image_id\":7,\"category_id\":1,\"bbox\":[0,0,1,1]}"))
        .hasMessageContaining("category 1, which 'categories' lacks");
    assertThatThrownBy(() -> read(annotation("\"area\":1"))).hasMessageContaining("no 'bbox'");
    assertThatThrownBy(() -> read(annotation("\"bbox\":[0,0,-1,1]")))
        .hasMessageContaining("negative");
  }

  @Test
  void brokenJson_namesFileAndLine() {
    files.text("x.json", "{" + IMAGES + ",", "\"annotations\":[{\"id\":");

    assertThatThrownBy(() -> files.read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.json: line 2: is no well-formed JSON")
        .hasMessageNotContaining("\n");
  }

  @Test
  void imageThatIsNotThere_isNoted() {
    FieldSet set =
        set(
            "\"images\":[{\"id\":1,\"file_name\":\"a.png\"},{\"id\":2,\"file_name\":\"../../b.png\"}]",
            CATEGORIES,
            "\"annotations\":[{\"image_id\":2,\"category_id\":3,\"bbox\":[0,0,1,1]}]");

    assertThat(set.fields()).hasSize(1);
    assertThat(set.notes().toString()).contains("../../b.png: is named in").contains("not there");
  }

  @Test
  void imageInTwoFiles_isRefused() {
    files.text("all.json", "{" + IMAGES + "," + CATEGORIES + ",\"annotations\":[]}");

    assertThatThrownBy(() -> read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("keep one of the two files");
  }

  @Test
  void listOfDetections_isRefusedWithWhy() {
    files.text("pred.json", "[{\"image_id\":1,\"category_id\":1,\"bbox\":[0,0,1,1],\"score\":1}]");

    assertThatThrownBy(() -> files.read()).hasMessageContaining("what a detector found");
  }

  @Test
  void notANumber_isSaidInOurWords() {
    assertThatThrownBy(
            () ->
                files
                    .text(
                        "y.json",
                        "{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":NaN}],\"categories\":[],\"annotations\":[]}")
                    .read())
        .hasMessageContaining("y.json: line 1: is no well-formed JSON (NaN is no number in JSON)")
        .hasMessageNotContaining("Parser");
  }
}
