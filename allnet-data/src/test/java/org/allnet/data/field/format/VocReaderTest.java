package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelFault.Kind;
import org.allnet.data.field.LabelledBox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VocReaderTest {

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImage() {
    files = new FieldFolder(folder).image("JPEGImages/a.jpg", 640, 480);
  }

  private static String voc(String filename, int width, int height, String... objects) {
    return "<annotation><filename>%s</filename><size><width>%d</width><height>%d</height></size>%s</annotation>"
        .formatted(filename, width, height, String.join("\n", objects));
  }

  private static String object(String name, Object x1, Object y1, Object x2, Object y2) {
    return "<object><name>%s</name><bndbox><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox></object>"
        .formatted(name, x1, y1, x2, y2);
  }

  private FieldSet read(String... objects) {
    return files.text("Annotations/a.xml", voc("a.jpg", 640, 480, objects)).read();
  }

  @Test
  void edges_areReadAsWritten() {
    FieldSet set = read(object("RBC", 10, 20, 110, 140.5));

    assertThat(set.layout()).isEqualTo(FieldLayout.VOC);
    assertThat(set.classes()).containsExactly("RBC");
    assertThat(set.fields().get(0).boxes())
        .containsExactly(LabelledBox.of("RBC", new BoundingBox(10, 20, 110, 140.5)));
    assertThat(set.faults()).isEmpty();
    assertThat(set.notes()).isEmpty();
  }

  @Test
  void oneBased_takesOneFromTheFirstCorner() {
    read(object("RBC", 1, 1, 100, 100));
    FieldSet set = FieldSetReader.read(folder, new FieldReadingOptions(null, true));

    assertThat(set.fields().get(0).boxes().get(0).box()).isEqualTo(new BoundingBox(0, 0, 100, 100));
  }

  @Test
  void sizeInTheFile_isNotBelieved() {
    FieldSet set =
        files
            .text("Annotations/a.xml", voc("a.jpg", 480, 640, object("RBC", 0, 0, 640, 480)))
            .read();

    assertThat(set.fields().get(0).size()).isEqualTo("640x480");
    assertThat(set.faults()).isEmpty();
    assertThat(set.notes().toString()).contains("another size", "640x480", "480x640");
  }

  @Test
  void boxOutside_isClippedAndCounted() {
    FieldSet set = read(object("RBC", -3, 470, 50, 481), object("WBC", 5, 5, 9, 9));

    assertThat(set.fields().get(0).boxes()).hasSize(2);
    assertThat(set.fields().get(0).boxes().get(0).box())
        .isEqualTo(new BoundingBox(0, 470, 50, 480));
    assertThat(set.count(Kind.CLIPPED)).isEqualTo(1);
    assertThat(set.faults().get(0).pixels()).isEqualTo(3);
  }

  @Test
  void zeroBoxes_areDroppedAndCounted() {
    FieldSet set = read(object("RBC", 5, 5, 5, 90), object("RBC", 0, 0, 0, 0));

    assertThat(set.fields().get(0).boxes()).isEmpty();
    assertThat(set.count(Kind.EMPTY)).isEqualTo(2);
  }

  @Test
  void boxFarOutside_isDroppedAndCounted() {
    FieldSet set = read(object("RBC", 700, 5, 800, 90));

    assertThat(set.fields().get(0).boxes()).isEmpty();
    assertThat(set.count(Kind.OUTSIDE)).isEqualTo(1);
  }

  @Test
  void doubledBox_isCountedOnce() {
    FieldSet set =
        read(object("RBC", 5, 5, 50, 90), object("RBC", 5, 5, 50, 90), object("WBC", 5, 5, 50, 90));

    assertThat(set.fields().get(0).boxes()).hasSize(2);
    assertThat(set.count(Kind.DOUBLED)).isEqualTo(1);
  }

  @Test
  void cornersInAnyOrder_areOneBox() {
    assertThat(read(object("RBC", 50, 90, 5, 5)).fields().get(0).boxes().get(0).box())
        .isEqualTo(new BoundingBox(5, 5, 50, 90));
  }

  @Test
  void wrongFilename_ownNameCounts() {
    files.image("JPEGImages/b.jpg", 100, 100);
    FieldSet set =
        files.text("Annotations/a.xml", voc("b.jpg", 640, 480, object("RBC", 5, 5, 50, 90))).read();

    assertThat(set.fields()).hasSize(1);
    assertThat(set.fields().get(0).name()).isEqualTo("JPEGImages/a.jpg");
    assertThat(set.notes().toString()).contains("names another image", "b.jpg");
  }

  @Test
  void maskOfTheSameName_isNotTheImage() {
    files.image("SegmentationClass/a.png", 640, 480);

    assertThat(read(object("RBC", 5, 5, 50, 90)).fields().get(0).name())
        .isEqualTo("JPEGImages/a.jpg");
  }

  @Test
  void partsOfAnObject_areNoObjects() {
    FieldSet set =
        read(
            "<object><name>WBC</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox>"
                + "<part><name>nucleus</name><bndbox><xmin>2</xmin><ymin>2</ymin><xmax>3</xmax><ymax>3</ymax></bndbox></part></object>");

    assertThat(set.classes()).containsExactly("WBC");
    assertThat(set.fields().get(0).boxes().get(0).box()).isEqualTo(new BoundingBox(1, 1, 9, 9));
  }

  @Test
  void entities_areRefused() {
    files.text(
        "Annotations/a.xml",
        "<!DOCTYPE annotation [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<annotation><object><name>&x;</name></object></annotation>");

    assertThatThrownBy(() -> files.read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.xml: line 1: has a document type");
  }

  @Test
  void brokenXml_namesFileAndLine() {
    files.text("Annotations/a.xml", "<annotation>", "<object></annotation>");

    assertThatThrownBy(() -> files.read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.xml: line 2: is no well-formed XML")
        .hasMessageNotContaining("\n");
  }

  @Test
  void encodings_areThoseOfTheFile() throws Exception {
    String text = voc("a.jpg", 640, 480, object("Zelle \u00fc", 1, 2, 30, 40));
    Path file = folder.resolve("Annotations/a.xml");
    files.text("Annotations/a.xml", text);
    for (byte[] bytes :
        new byte[][] {
          text.getBytes(StandardCharsets.UTF_8),
          ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
          ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
          ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + text)
              .getBytes(StandardCharsets.ISO_8859_1)
        }) {
      Files.write(file, bytes);
      assertThat(files.read().classes()).containsExactly("Zelle \u00fc");
    }
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> read(FieldLayout.VOC)).hasMessageContaining("save it as UTF-8");
  }

  private FieldSet read(FieldLayout layout) {
    return FieldSetReader.read(
        folder.resolve("Annotations/a.xml"), new FieldReadingOptions(layout, false));
  }

  @Test
  void missingCorner_isOneClearLine() {
    assertThatThrownBy(() -> read("<object><name>RBC</name></object>"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.xml: line 1: xmin is missing");
    assertThatThrownBy(() -> read(object("RBC", "five", 1, 2, 3)))
        .hasMessageContaining("xmin is 'five', no number");
    assertThatThrownBy(() -> read(object("RBC", "NaN", 1, 2, 3)))
        .hasMessageContaining("xmin is 'NaN', no number");
  }

  @Test
  void imageWithoutLabels_isNoBackground() {
    files.image("JPEGImages/b.jpg", 64, 48);

    FieldSet set = read(object("RBC", 5, 5, 50, 90));

    assertThat(set.fields()).hasSize(1);
    assertThat(set.notes().toString()).contains("b.jpg", "no field of the set");
  }

  @Test
  void labelsWithoutTheirImage_areNoted() {
    files.text("Annotations/c.xml", voc("c.jpg", 640, 480));

    assertThat(read(object("RBC", 5, 5, 50, 90)).notes().toString())
        .contains("Annotations/c.xml: has labels and no image");
  }

  @Test
  void emptyLabelFile_isNoted() {
    files.image("JPEGImages/b.jpg", 64, 48).text("Annotations/b.xml", "");

    assertThat(read(object("RBC", 5, 5, 50, 90)).notes().toString())
        .contains("Annotations/b.xml: is named like an image and holds no labels");
  }

  @Test
  void brokenImage_leavesTheOthers() {
    files.text("JPEGImages/b.jpg", "no image");
    files.text("Annotations/b.xml", voc("b.jpg", 640, 480, object("RBC", 5, 5, 50, 90)));

    FieldSet set = read(object("RBC", 5, 5, 50, 90));

    assertThat(set.fields()).hasSize(1);
    assertThat(set.notes().toString()).contains("b.jpg").contains("can't be read");
  }
}
