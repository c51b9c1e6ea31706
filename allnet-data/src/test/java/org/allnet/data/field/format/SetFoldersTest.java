package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of an image that is missing are not those of another's of the same name. */
final class SetFoldersTest {

  private static final String VOC =
      "<annotation><filename>2.jpg</filename><object><name>WBC</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>9</xmax><ymax>8</ymax></bndbox></object></annotation>";
  private static final String GEOJSON =
      "[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[9,1],[9,9],[1,1]]]}}]";
  private static final String YOLO = "0 .5 .5 .1 .1";

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void begin() {
    files = new FieldFolder(folder);
  }

  private FieldFolder images(String... names) {
    for (String name : names) {
      files.image(name, 40, 30);
    }
    return files;
  }

  private static String labelMe(String path) {
    return "{\"shapes\":[{\"label\":\"WBC\",\"points\":[[1,1],[9,9]],\"shape_type\":\"rectangle\"}],\"imagePath\":\"%s\"}"
        .formatted(path);
  }

  private static String coco(String image) {
    return "{\"images\":[{\"id\":1,\"file_name\":\"%s\"}],\"categories\":[{\"id\":1,\"name\":\"WBC\"}],\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,5,5]}]}"
        .formatted(image);
  }

  private static String cvat(String image) {
    return "<annotations><image id=\"0\" name=\"%s\" width=\"40\" height=\"30\"><box label=\"WBC\" xtl=\"1\" ytl=\"1\" xbr=\"9\" ybr=\"9\"/></image></annotations>"
        .formatted(image);
  }

  private static int cells(FieldSet set) {
    return set.fields().stream().map(Field::boxes).mapToInt(List::size).sum();
  }

  private void assertTaken(String image) {
    assertThat(files.field(image).boxes()).as(image).hasSize(1);
  }

  @Test
  void vocOfAnotherPatient_isNotTaken() {
    images("patient1/1.jpg", "patient2/1.jpg", "patient2/2.jpg")
        .text("patient1/1.xml", VOC.replace("2.jpg", "1.jpg"))
        .text("patient1/2.xml", VOC)
        .text("patient2/1.xml", VOC.replace("2.jpg", "1.jpg"));

    assertThat(cells(files.read())).isEqualTo(2);
    assertThat(files.read().notes().toString())
        .contains("patient1/2.xml: has labels and no image")
        .contains("patient2/2.jpg: has no labels and is no field");
  }

  @Test
  void namedPatients_areToldByTheirImages() {
    images("Anna/1.jpg", "Berta/1.jpg", "Berta/2.jpg")
        .text("Anna/1.xml", VOC.replace("2.jpg", "1.jpg"))
        .text("Anna/2.xml", VOC);

    assertThat(cells(files.read())).isEqualTo(1);
  }

  @Test
  void yoloOfAnotherPart_isNotTaken() {
    images("train/images/1.jpg", "valid/images/1.jpg", "valid/images/2.jpg")
        .text("data.yaml", "names: [WBC, RBC]")
        .text("train/labels/1.txt", YOLO)
        .text("train/labels/2.txt", YOLO)
        .text("valid/labels/1.txt", YOLO);

    assertThat(files.field("valid/images/2.jpg").isBackground()).isTrue();
    assertThat(files.read().notes().toString()).contains("train/labels/2.txt: has labels and no");
  }

  @Test
  void cocoOfAnotherPart_isNotTaken() {
    images("val/1.jpg", "val/2.jpg")
        .text("annotations/instances_train.json", coco("train/2.jpg"))
        .text("annotations/instances_val.json", coco("val/1.jpg"));

    assertThat(cells(files.read())).isEqualTo(1);
    assertThat(files.read().notes().toString()).contains("train/2.jpg: is named in");
  }

  @Test
  void cocoWithoutFolders_isOfItsPart() {
    images("train/1.jpg", "val/1.jpg", "val/2.jpg")
        .text("annotations/instances_train.json", coco("2.jpg"))
        .text("annotations/instances_val.json", coco("1.jpg"));

    assertThat(cells(files.read())).isEqualTo(1);
  }

  @Test
  void cvatOfAnotherPatient_isNotTaken() {
    images("p2/2.jpg", "p3/1.jpg")
        .text(
            "annotations.xml",
            cvat("p1/2.jpg")
                .replace("</annotations>", "<image id=\"1\" name=\"p3/1.jpg\"/></annotations>"));

    assertThat(cells(files.read())).isZero();
  }

  @Test
  void geoJsonAndLabelMeOfAnother_areNotTaken() {
    images("p2/2.jpg", "p2/3.jpg").text("p1/2.geojson", GEOJSON).text("p2/3.geojson", GEOJSON);
    assertThat(cells(files.read())).isEqualTo(1);

    FieldFolder labelMe = new FieldFolder(folder.resolve("l"));
    labelMe.image("p2/2.jpg", 40, 30).image("p2/3.jpg", 40, 30);
    labelMe.text("p1/2.json", labelMe("2.jpg")).text("p2/3.json", labelMe("3.jpg"));
    assertThat(cells(labelMe.read())).isEqualTo(1);
  }

  @Test
  void centroidsOfAnother_areNotTaken() {
    images("p2/2.jpg", "p2/3.jpg").text("p1/2.xyc", "5\t5").text("p2/3.xyc", "5\t5");

    assertThat(files.read().fields()).hasSize(1);
  }

  @Test
  void imagePathOfAnother_isNotTaken() {
    images("p2/2.jpg", "p2/3.jpg")
        .text("2.json", labelMe("p1\\\\2.jpg"))
        .text("3.json", labelMe("p2\\\\3.jpg"));

    assertThat(cells(files.read())).isEqualTo(1);
    assertTaken("p2/3.jpg");
  }

  @Test
  void foldersOfLabelsAndImages_arePaired() {
    images("JPEGImages/2.jpg").text("Annotations/2.xml", VOC);
    assertTaken("JPEGImages/2.jpg");
  }

  @Test
  void anyNamesOfTheTwoFolders_arePaired() {
    images("Blutbilder/mm20260301_2.jpg", "Blutbilder/3.jpg")
        .text("Marken/mm20260301_2.xml", VOC.replace("2.jpg", "mm20260301_2.jpg"));
    assertTaken("Blutbilder/mm20260301_2.jpg");
    assertThat(files.read().notes().toString())
        .contains(
            "Blutbilder/mm20260301_2.jpg (Marken/mm20260301_2.xml): has labels in a folder of another name");
  }

  /** Anna's labels are not taken for Berta's image because both have an image of that name. */
  @Test
  void numberAlone_pairsNoFoldersOfOtherNames() {
    for (String name : List.of("2", "image_02", "Bild 2")) {
      files = new FieldFolder(folder.resolve(name));
      images("Berta/" + name + ".jpg")
          .text("Anna/" + name + ".xml", VOC.replace("2.jpg", name + ".jpg"));

      assertThatThrownBy(() -> files.read())
          .isInstanceOf(InputException.class)
          .hasMessageContaining("Anna/" + name + ".xml: may be about Berta/" + name + ".jpg, but");
    }
  }

  @Test
  void namedPatientsWithoutPairs_areNotTaken() {
    images("Berta/2.jpg", "Clara/3.jpg").text("Anna/2.xml", VOC).text("Dora/3.xml", VOC);
    files.image("Emma/1.jpg", 40, 30).text("Emma/1.xml", VOC.replace("2.jpg", "1.jpg"));

    assertThat(cells(files.read())).isEqualTo(1);
    assertThat(files.read().notes().toString())
        .contains("Anna/2.xml, Dora/3.xml: has labels and no image: one of its name is in another");
  }

  @Test
  void labelsBesideOtherImages_areOfThese() {
    images("Anna/1.jpg", "Berta/2.jpg", "Anna/3.jpg")
        .text("Anna/2.xml", VOC)
        .text("3.xml", VOC.replace("2.jpg", "3.jpg"));

    assertThat(cells(files.read())).isEqualTo(1);
  }

  @Test
  void cocoOfNamedPatients_isNotTaken() {
    images("Anna/1.jpg", "Berta/1.jpg", "Berta/2.jpg")
        .text("Anna/coco.json", coco("2.jpg"))
        .text("Berta/coco.json", coco("1.jpg"));

    assertThat(cells(files.read())).isEqualTo(1);
    assertThat(files.read().notes().toString()).contains("2.jpg: is named in Anna/coco.json");
  }

  @Test
  void masksOfNamedPatients_areNotTaken() {
    BufferedImage mask = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    images("Anna/1.png", "Berta/2.png")
        .picture("Anna/masks/1.png", mask)
        .picture("Anna/masks/2.png", mask);

    assertThat(files.read().fields()).extracting(Field::name).containsExactly("Anna/1.png");
  }

  @Test
  void folderInTheReference_tellsTheImage() {
    images("Anna/2.jpg", "Berta/2.jpg").text("Labor/all.json", coco("Anna/2.jpg"));
    assertTaken("Anna/2.jpg");
    assertThat(files.read().notes().toString()).doesNotContain("another name");
  }

  @Test
  void labelsInAnotherLayout_arePairedToo() {
    images("yolo/train/images/2.jpg").text("yolo/train/images/2.txt", YOLO).text("voc/2.xml", VOC);

    assertThat(cells(FieldSetReader.read(folder, new FieldReadingOptions(FieldLayout.VOC, false))))
        .isEqualTo(1);
  }

  @Test
  void previewsBesideLabels_doNoHarm() {
    images("images/2.jpg", "images/1.jpg", "labels/1.jpg")
        .text("data.yaml", "names: [WBC]")
        .text("labels/1.txt", YOLO)
        .text("labels/2.txt", YOLO);
    assertTaken("images/2.jpg");
  }

  @Test
  void pathsOfAnotherComputer_areTaken() {
    images("bilder/2.jpg").text("annotations/all.json", coco("C:\\\\lab7\\\\train\\\\x\\\\2.jpg"));
    assertTaken("bilder/2.jpg");
  }

  @Test
  void splitFilesOverOneFolder_areTaken() {
    images("train/1.jpg", "train/2.jpg")
        .text("annotations/train.json", coco("1.jpg"))
        .text("annotations/val.json", coco("2.jpg"));
    assertTaken("train/2.jpg");
  }

  @Test
  void partsInBothFolders_arePaired() {
    images("images/train/2.jpg", "images/val/2.jpg")
        .text("data.yaml", "names: [WBC]")
        .text("labels/train/2.txt", YOLO)
        .text("labels/val/2.txt", "");
    assertTaken("images/train/2.jpg");
  }

  /** Each person has a folder images, so that its name tells nobody. */
  @Test
  void pathToAFolderOfImages_tellsNoPerson() {
    images("Anna/images/1.png", "Anna/images/2.png", "Berta/images/3.png")
        .text("Anna/result.json", coco("images/2.png"))
        .text("Berta/result.json", coco("images/1.png"));
    assertThat(cells(files.read())).isEqualTo(1);
    assertTaken("Anna/images/2.png");

    FieldFolder labelMe = new FieldFolder(folder.resolve("l"));
    labelMe.image("Anna/images/1.png", 40, 30).image("Berta/images/3.png", 40, 30);
    labelMe.text("Berta/labels/1.json", labelMe("../images/1.png"));
    labelMe.text("Berta/labels/3.json", labelMe("../images/3.png"));
    assertThat(cells(labelMe.read())).isEqualTo(1);
    assertThat(labelMe.field("Berta/images/3.png").boxes()).hasSize(1);
  }

  @Test
  void pathToAPersonsFolder_tellsThePerson() {
    images("Anna/images/1.png", "Berta/images/1.png")
        .text("result.json", coco("/home/x/Berta/images/1.png"));

    assertThat(cells(files.read())).isEqualTo(1);
    assertTaken("Berta/images/1.png");
  }

  /** A folder further down may name the person too. */
  @Test
  void labelsBelowAnotherFolder_areOfTheirPerson() {
    images("Anna/1.jpg", "Berta/2.jpg").text("export/Berta/1.geojson", GEOJSON);
    files.text("export/Berta/2.geojson", GEOJSON);
    assertThat(cells(files.read())).isEqualTo(1);

    FieldFolder deep = new FieldFolder(folder.resolve("d"));
    deep.image("pics/Anna/1.jpg", 40, 30).image("pics/Berta/2.jpg", 40, 30);
    deep.text("Berta/1.geojson", GEOJSON).text("Berta/2.geojson", GEOJSON);
    assertThat(cells(deep.read())).isEqualTo(1);
  }
}
