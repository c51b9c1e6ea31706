package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of the width and height are no pixels. */
final class FractionsTest {

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImages() {
    files = new FieldFolder(folder).image("a.png", 200, 100).image("b.png", 200, 100);
  }

  private static String voc(String left, String right) {
    return "<annotation><object><name>WBC</name><bndbox><xmin>%1$s</xmin><ymin>%1$s</ymin><xmax>%2$s</xmax><ymax>%2$s</ymax></bndbox></object></annotation>"
        .formatted(left, right);
  }

  private void expectRefusal() {
    assertThatThrownBy(() -> files.read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("look like fractions of the width")
        .hasMessageContaining("give pixels");
  }

  @Test
  void voc_isRefused() {
    files.text("a.xml", voc("0.1", "0.3"));
    expectRefusal();
  }

  @Test
  void coco_isRefused() {
    files.text(
        "all.json",
        "{\"images\":[{\"id\":1,\"file_name\":\"a.png\"}],\"categories\":[{\"id\":1,\"name\":\"x\"}],\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[0.1,0.1,0.5,0.5]}]}");
    expectRefusal();
  }

  @Test
  void labelMe_isRefused() {
    files.text(
        "a.json",
        "{\"shapes\":[{\"label\":\"x\",\"points\":[[0.1,0.1],[0.5,0.9]],\"shape_type\":\"rectangle\"}],\"imagePath\":\"a.png\"}");
    expectRefusal();
  }

  @Test
  void cvat_isRefused() {
    files.text(
        "all.xml",
        "<annotations><image id=\"0\" name=\"a.png\"><box label=\"x\" xtl=\"0.1\" ytl=\"0.1\" xbr=\"0.9\" ybr=\"0.9\"/></image></annotations>");
    expectRefusal();
  }

  @Test
  void oneFieldOfSeveral_isNoted() {
    files.text("a.xml", voc("0.1", "0.3")).text("b.xml", voc("10", "30"));

    assertThat(files.read().notes().toString()).contains("a.png: has all its labels within the");
  }

  private static String boxes(double scale) {
    StringBuilder objects = new StringBuilder();
    for (int i = 1; i <= 10; i++) {
      objects.append(
          "<object><name>WBC</name><bndbox><xmin>%1$s</xmin><ymin>%1$s</ymin><xmax>%2$s</xmax><ymax>%2$s</ymax></bndbox></object>"
              .formatted(8 * i * scale, (8 * i + 5) * scale));
    }
    return "<annotation>" + objects + "</annotation>";
  }

  @Test
  void micrometres_areNoted() {
    files.text("a.xml", boxes(0.1)).text("b.xml", boxes(0.1));

    assertThat(files.read().notes().toString())
        .contains("a.png, b.png: has all its labels in the upper left quarter");
  }

  @Test
  void labelsAllOver_haveNoNote() {
    files.text("a.xml", boxes(1)).text("b.xml", voc("10", "30"));

    assertThat(files.read().notes()).isEmpty();
  }
}
