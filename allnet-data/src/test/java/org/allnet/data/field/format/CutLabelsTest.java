package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.LabelFault.Kind;
import org.allnet.data.field.LabelledBox;
import org.assertj.core.api.AbstractDoubleAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boxes and areas of labels that reach outside are those of the outline that is inside. */
final class CutLabelsTest {

  private static final String TRIANGLE = "-100,0,100,0,100,200";

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImages() {
    files = new FieldFolder(folder).image("a.png", 200, 300);
  }

  private static AbstractDoubleAssert<?> area(LabelledBox box) {
    return assertThat(box.area());
  }

  /** The triangle has 20,000 square pixels, of which a smaller one of 5,000 is outside. */
  private void assertTriangle() {
    LabelledBox box = files.onlyBox("a.png");
    area(box).isCloseTo(15000, within(1e-6));
    assertThat(box.box()).isEqualTo(new BoundingBox(0, 0, 100, 200));
    assertThat(files.read().count(Kind.CLIPPED)).isEqualTo(1);
  }

  @Test
  void cvatPolygon_isCut() {
    files.text("all.xml", cvat("<polygon label=\"x\" points=\"-100,0;100,0;100,200\"/>"));
    assertTriangle();
  }

  @Test
  void labelMePolygon_isCut() {
    files.text(
        "a.json",
        "{\"shapes\":[{\"label\":\"x\",\"points\":[[-100,0],[100,0],[100,200]],\"shape_type\":\"polygon\"}],\"imagePath\":\"a.png\"}");
    assertTriangle();
  }

  @Test
  void geoJsonPolygon_isCut() {
    files.text(
        "a.geojson",
        "[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-100,0],[100,0],[100,200],[-100,0]]]}}]");
    assertTriangle();
  }

  @Test
  void yoloOutline_isCut() {
    files
        .text("data.yaml", "names: [x]")
        .text("a.txt", "0 -0.5 0 0.5 0 0.5 0.33333333333333333 0.5 0.66666666666666667");
    assertTriangle();
  }

  @Test
  void cocoPolygonAndBox_areCut() {
    files.text(
        "all.json",
        coco(
            "\"segmentation\":[[%s]],\"bbox\":[-100,0,200,200],\"area\":20000"
                .formatted(TRIANGLE)));
    assertTriangle();
  }

  @Test
  void cocoAreaOfABox_isCutWithIt() {
    files.text("all.json", coco("\"bbox\":[150,0,100,40],\"area\":4000"));

    LabelledBox box = files.onlyBox("a.png");
    assertThat(box.box()).isEqualTo(new BoundingBox(150, 0, 200, 40));
    area(box).isCloseTo(2000, within(1e-9));
  }

  @Test
  void cocoBoxOfItsOwn_isClippedAlone() {
    files.text(
        "all.json", coco("\"segmentation\":[[%s]],\"bbox\":[-40,0,200,200]".formatted(TRIANGLE)));

    assertThat(files.onlyBox("a.png").box()).isEqualTo(new BoundingBox(0, 0, 160, 200));
  }

  @Test
  void cvatEllipse_isCut() {
    files.text("all.xml", cvat("<ellipse label=\"x\" cx=\"-30\" cy=\"100\" rx=\"50\" ry=\"80\"/>"));

    BoundingBox box = files.onlyBox("a.png").box();
    assertThat(box.top()).isCloseTo(36, within(0.5));
    assertThat(box.bottom()).isCloseTo(164, within(0.5));
    assertThat(box.right()).isCloseTo(20, within(1e-9));
  }

  @Test
  void uShape_staysInTwoParts() {
    files.text(
        "all.xml",
        cvat(
            "<polygon label=\"x\" points=\"40,10;40,30;-20,30;-20,80;40,80;40,100;-40,100;-40,10\"/>"));

    LabelledBox box = files.onlyBox("a.png");
    area(box).isCloseTo(2 * 40 * 20, within(1e-9));
    assertThat(box.outline().toPolygon().shells()).hasSize(2);
  }

  private static String cvat(String shape) {
    return "<annotations><image id=\"0\" name=\"a.png\">%s</image></annotations>".formatted(shape);
  }

  private static String coco(String label) {
    return "{\"images\":[{\"id\":1,\"file_name\":\"a.png\"}],\"categories\":[{\"id\":1,\"name\":\"x\"}],\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":1,%s}]}"
        .formatted(label);
  }
}
