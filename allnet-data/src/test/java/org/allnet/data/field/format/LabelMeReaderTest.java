package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.LabelledPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelMeReaderTest {

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImage() {
    files = new FieldFolder(folder).image("imgs/a.jpg", 100, 80);
  }

  private static String shape(String type, String points) {
    return "{\"label\":\"WBC\",\"points\":%s,\"shape_type\":\"%s\",\"group_id\":null,\"flags\":{}}"
        .formatted(points, type);
  }

  private FieldFolder shapes(String... shapes) {
    return files.text(
        "json/a.json",
        "{\"version\":\"5.0\",\"flags\":{},\"shapes\":[",
        String.join(",", shapes),
        "],\"imagePath\":\"..\\\\imgs\\\\a.jpg\",\"imageData\":\"%s\"}"
            .formatted("QUJD".repeat(100_000)));
  }

  @Test
  void rectangle_hasItsCornersInAnyOrder() {
    LabelledBox box = shapes(shape("rectangle", "[[50,60],[10,20]]")).onlyBox("imgs/a.jpg");

    assertThat(box).isEqualTo(LabelledBox.of("WBC", new BoundingBox(10, 20, 50, 60)));
    assertThat(files.read().layout()).isEqualTo(FieldLayout.LABELME);
  }

  @Test
  void pathOfWindows_leadsToTheImage() {
    files.text(
        "json/other.json",
        "{\"shapes\":[],\"imagePath\":\"..\\\\imgs\\\\a.jpg\",\"imageData\":null}");

    assertThat(files.read().fields()).hasSize(1);
  }

  @Test
  void polygonCircleAndPoint_areRead() {
    assertThat(shapes(shape("polygon", "[[0,0],[10,0],[10,10]]")).onlyBox("imgs/a.jpg").area())
        .isEqualTo(50);
    assertThat(shapes(shape("circle", "[[50,40],[60,40]]")).onlyBox("imgs/a.jpg").area())
        .isCloseTo(Math.PI * 100, within(1.0));
    assertThat(shapes(shape("point", "[[5,6]]")).field("imgs/a.jpg").points())
        .containsExactly(new LabelledPoint("WBC", 5, 6));
  }

  private static String grouped(String label, int group, String points) {
    return shape("rectangle", points)
        .replace("\"group_id\":null", "\"group_id\":" + group)
        .replace("WBC", label);
  }

  @Test
  void shapesOfAGroup_areOneCell() {
    shapes(
        grouped("WBC", 1, "[[10,10],[20,20]]"),
        grouped("WBC", 1, "[[30,10],[40,20]]"),
        grouped("RBC", 1, "[[50,50],[60,60]]"),
        grouped("WBC", 2, "[[70,50],[80,60]]"));

    assertThat(files.field("imgs/a.jpg").boxes())
        .extracting(LabelledBox::box)
        .containsExactlyInAnyOrder(
            new BoundingBox(10, 10, 40, 20),
            new BoundingBox(50, 50, 60, 60),
            new BoundingBox(70, 50, 80, 60));
    assertThat(files.read().notes().toString()).contains("a.jpg: has shapes of one group_id");
  }

  @Test
  void groupThatOverlaps_hasItsAreaOnce() {
    shapes(grouped("WBC", 1, "[[10,10],[20,20]]"), grouped("WBC", 1, "[[15,10],[25,20]]"));

    assertThat(files.onlyBox("imgs/a.jpg").area()).isEqualTo(150);
  }

  @Test
  void mask_isInItsBox() throws Exception {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(1, 0, 0, 1);
    picture.getRaster().setSample(2, 1, 0, 1);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    String mask =
        "{\"label\":\"WBC\",\"points\":[[10,20],[12,21]],\"shape_type\":\"mask\",\"mask\":\"%s\"}"
            .formatted(Base64.getEncoder().encodeToString(png.toByteArray()));

    LabelledBox box = shapes(mask).onlyBox("imgs/a.jpg");

    assertThat(box.area()).isEqualTo(2);
    assertThat(box.box()).isEqualTo(new BoundingBox(11, 20, 13, 22));
  }

  @Test
  void line_isPassedOverAndNoted() {
    assertThat(shapes(shape("line", "[[0,0],[9,9]]")).read().notes().toString())
        .contains("type 'line', which is no cell");
  }

  @Test
  void wrongShapes_areOneClearLine() {
    assertThatThrownBy(() -> shapes(shape("rectangle", "[[0,0]]")).read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a rectangle has the wrong number of points");
    assertThatThrownBy(() -> shapes("{\"points\":[]}").read())
        .hasMessageContaining("a shape has no label");
    assertThatThrownBy(() -> shapes(shape("polygon", "[[0,0],[1,\"x\"],[2,2]]")).read())
        .hasMessageContaining("y is 'x', no number");
  }
}
