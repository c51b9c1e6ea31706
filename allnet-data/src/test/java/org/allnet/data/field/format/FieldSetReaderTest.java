package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.allnet.data.InputException;
import org.allnet.data.field.FieldLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FieldSetReaderTest {

  private static final String VOC =
      "<annotation><object><name>RBC</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>";

  @TempDir Path folder;

  private FieldFolder twoLayouts() {
    return new FieldFolder(folder)
        .image("images/a.png", 20, 20)
        .text("voc/a.xml", VOC)
        .text("labels/a.txt", "0 0.5 0.5 0.1 0.1")
        .text("data.yaml", "names: [WBC]");
  }

  @Test
  void twoLayouts_areNamedAndAsked() {
    FieldFolder files = twoLayouts();

    assertThatThrownBy(files::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Pascal VOC XML (a.xml) and YOLO text (a.txt)")
        .hasMessageContaining("layout voc");
    assertThat(read(folder, FieldLayout.YOLO).classes()).containsExactly("WBC");
    assertThat(read(folder, FieldLayout.VOC).classes()).containsExactly("RBC");
  }

  private static org.allnet.data.field.FieldSet read(Path path, FieldLayout layout) {
    return FieldSetReader.read(path, new FieldReadingOptions(layout, false));
  }

  @Test
  void layoutThatIsNotThere_isRefused() {
    twoLayouts();

    assertThatThrownBy(() -> read(folder, FieldLayout.COCO))
        .hasMessageContaining("holds no COCO JSON");
  }

  @Test
  void dataYamlInPlaceOfTheFolder_isRead() {
    twoLayouts();

    assertThat(read(folder.resolve("data.yaml"), null).layout()).isEqualTo(FieldLayout.YOLO);
  }

  @Test
  void fileInAnnotations_hasItsImagesBeside() {
    new FieldFolder(folder)
        .image("images/a.png", 20, 20)
        .text(
            "annotations/x.json",
            "{\"images\":[{\"id\":1,\"file_name\":\"a.png\"}],\"categories\":[],\"annotations\":[]}");

    assertThat(read(folder.resolve("annotations/x.json"), null).fields()).hasSize(1);
  }

  @Test
  void oneBased_isOfVocAlone() {
    twoLayouts();

    assertThatThrownBy(
            () -> FieldSetReader.read(folder, new FieldReadingOptions(FieldLayout.YOLO, true)))
        .hasMessageContaining("one-based");
  }

  @Test
  void noLabels_namesWhatIsRead() {
    FieldFolder files = new FieldFolder(folder).image("a.png", 20, 20).text("notes.txt", "hello");

    assertThatThrownBy(files::read)
        .hasMessageContaining("holds no labels of fields; read are Pascal VOC XML, COCO JSON");
    assertThatThrownBy(() -> read(folder.resolve("none"), null))
        .hasMessageContaining("no such folder or file");
  }

  @Test
  void labelsWithoutAnyImage_areRefused() {
    FieldFolder files = new FieldFolder(folder).text("a.xml", VOC);

    assertThatThrownBy(files::read)
        .hasMessageContaining("holds labels (Pascal VOC XML) and no image")
        .hasMessageContaining("a.xml");
  }

  @Test
  void sameNameInTwoFolders_nearestIsTaken() {
    FieldFolder files =
        new FieldFolder(folder)
            .image("one/images/a.png", 20, 20)
            .image("two/images/a.png", 30, 30)
            .text("one/xml/a.xml", VOC)
            .text("two/xml/a.xml", VOC);

    assertThat(files.read().fields()).hasSize(2);
  }

  @Test
  void imageOutsideOfTheFolder_isNeverTaken() throws Exception {
    new FieldFolder(folder).image("secret.png", 20, 20);
    FieldFolder files =
        new FieldFolder(folder.resolve("set"))
            .image("b.png", 20, 20)
            .text(
                "x.json",
                "{\"images\":[{\"id\":1,\"file_name\":\"../secret.png\"},{\"id\":2,\"file_name\":\"%s\"},{\"id\":3,\"file_name\":\"b.png\"}],\"categories\":[],\"annotations\":[]}"
                    .formatted(folder.resolve("secret.png").toString().replace("\\", "/")));

    assertThat(files.read().fields())
        .extracting(field -> Files.isSameFile(field.file(), folder.resolve("set/b.png")))
        .containsExactly(true);
  }

  /** Labels of a turned picture would be beside its cells, and YOLO's say no size. */
  @Test
  void exifOrientation_isNoted() throws Exception {
    FieldFolder files =
        new FieldFolder(folder)
            .image("images/a.jpg", 40, 20)
            .text("labels/a.txt", "0 0.5 0.5 0.1 0.1")
            .text("data.yaml", "names: [WBC]");
    assertThat(files.read().notes()).isEmpty();
    Path image = folder.resolve("images/a.jpg");
    String plain = HexFormat.of().formatHex(Files.readAllBytes(image));
    String exif = "ffe10022457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000";
    Files.write(
        image,
        HexFormat.of().parseHex(plain.substring(0, 4) + exif + "00000000" + plain.substring(4)));

    assertThat(files.read().notes().toString())
        .contains("images/a.jpg: says that it is to be turned or mirrored (orientation 6 of EXIF)");
    assertThat(files.field("images/a.jpg").size()).isEqualTo("40x20");
  }
}
