package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelledBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CvatReaderTest {

  @TempDir Path folder;

  private FieldFolder shapes(String... shapes) {
    return new FieldFolder(folder)
        .image("set/a.png", 100, 80)
        .text(
            "annotations.xml",
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><annotations><version>1.1</version>",
            "<meta><task><labels><label><name>RBC</name></label></labels></task></meta>",
            "<image id=\"0\" name=\"set/a.png\" width=\"100\" height=\"80\">",
            String.join("\n", shapes),
            "</image></annotations>");
  }

  private LabelledBox only(String shape) {
    return shapes(shape).onlyBox("set/a.png");
  }

  @Test
  void box_isReadWithClassesOfTheTask() {
    FieldSet set =
        shapes(
                "<box label=\"WBC\" occluded=\"0\" xtl=\"1.5\" ytl=\"2\" xbr=\"30\" ybr=\"40\"><attribute name=\"x\">1</attribute></box>")
            .read();

    assertThat(set.layout()).isEqualTo(FieldLayout.CVAT);
    assertThat(set.classes()).containsExactly("RBC", "WBC");
    assertThat(set.fields().get(0).boxes())
        .containsExactly(LabelledBox.of("WBC", new BoundingBox(1.5, 2, 30, 40)));
  }

  @Test
  void turnedBox_isAnOutline() {
    LabelledBox box =
        only(
            "<box label=\"WBC\" xtl=\"40\" ytl=\"30\" xbr=\"60\" ybr=\"40\" rotation=\"90\"></box>");

    assertThat(box.box().left()).isCloseTo(45, within(1e-9));
    assertThat(box.box().bottom()).isCloseTo(45, within(1e-9));
    assertThat(box.area()).isCloseTo(200, within(1e-9));
  }

  @Test
  void polygonEllipseAndPoints_areRead() {
    assertThat(only("<polygon label=\"WBC\" points=\"0,0;10,0;10,10\"></polygon>").area())
        .isEqualTo(50);
    assertThat(only("<ellipse label=\"WBC\" cx=\"50\" cy=\"40\" rx=\"10\" ry=\"5\"/>").area())
        .isCloseTo(Math.PI * 50, within(0.5));
    assertThat(shapes("<points label=\"WBC\" points=\"1,2;3,4\"/>").field("set/a.png").points())
        .hasSize(2);
  }

  @Test
  void turnedEllipse_isTurned() {
    BoundingBox box =
        only("<ellipse label=\"WBC\" cx=\"50\" cy=\"40\" rx=\"20\" ry=\"5\" rotation=\"90\"/>")
            .box();

    assertThat(box.left()).isCloseTo(45, within(1e-9));
    assertThat(box.bottom()).isCloseTo(60, within(1e-9));
  }

  @Test
  void mask_runsAlongTheRowsOfItsBox() {
    LabelledBox box =
        only(
            "<mask label=\"WBC\" rle=\"1, 2, 1, 2\" left=\"10\" top=\"20\" width=\"3\" height=\"2\"/>");

    assertThat(box.area()).isEqualTo(4);
    assertThat(box.box()).isEqualTo(new BoundingBox(11, 20, 13, 22));
  }

  @Test
  void brokenShapes_areOneClearLine() {
    assertThatThrownBy(
            () ->
                only(
                    "<mask label=\"WBC\" rle=\"1,99\" left=\"1\" top=\"2\" width=\"3\" height=\"2\"/>"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("annotations.xml: line 4: a mask's rle doesn't fit");
    assertThatThrownBy(() -> only("<polygon label=\"WBC\" points=\"0,0;1\"/>"))
        .hasMessageContaining("no 'x,y;x,y'");
    assertThatThrownBy(() -> only("<box label=\"WBC\" xtl=\"0\"/>"))
        .hasMessageContaining("ytl is missing");
    assertThatThrownBy(() -> only("<box xtl=\"0\"/>")).hasMessageContaining("no label");
    assertThatThrownBy(
            () ->
                only(
                    "<mask label=\"WBC\" rle=\"1\" left=\"1\" top=\"2\" width=\"1e9\" height=\"1e9\"/>"))
        .hasMessageContaining("no size that can be");
  }

  @Test
  void video_isRefused() {
    assertThatThrownBy(
            () ->
                new FieldFolder(folder)
                    .image("a.png", 10, 10)
                    .text(
                        "v.xml",
                        "<annotations><track id=\"0\" label=\"WBC\"><box frame=\"0\"/></track></annotations>")
                    .read())
        .hasMessageContaining("video");
  }
}
