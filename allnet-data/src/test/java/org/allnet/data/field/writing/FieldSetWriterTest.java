package org.allnet.data.field.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.DrawnMask;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.LabelledPoint;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.allnet.data.field.format.FieldReadingOptions;
import org.allnet.data.field.format.FieldSetReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FieldSetWriterTest {

  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void makeImage() throws IOException {
    image = folder.resolve("a.png");
    ImageIO.write(
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
  }

  private FieldSet set(List<LabelledBox> boxes, List<LabelledPoint> points) {
    return set(new Field("x/a.png", image, WIDTH, HEIGHT, FieldPart.TRAINING, boxes, points));
  }

  private FieldSet set(Field... fields) {
    return new FieldSet(
        "set",
        folder,
        FieldLayout.VOC,
        List.of("WBC", "RBC, old: 'x' #1"),
        List.of(fields),
        List.of(),
        List.<Sentence>of());
  }

  private FieldSet there(FieldSet set, FieldLayout layout) {
    Path out = folder.resolve("out");
    FieldSetWriter.write(set, layout, out, true, WorkProgress.NONE);
    return FieldSetReader.read(out, FieldReadingOptions.DEFAULTS);
  }

  private JsonNode json(FieldSet set, FieldLayout layout, String file) throws IOException {
    Path out = folder.resolve("json");
    FieldSetWriter.write(set, layout, out, false, WorkProgress.NONE);
    return new ObjectMapper().readTree(out.resolve(file).toFile());
  }

  private static List<LabelledBox> someBoxes() {
    Random random = new Random(5);
    List<LabelledBox> boxes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double left = Math.rint(random.nextDouble() * 3000) / 100;
      double top = Math.rint(random.nextDouble() * 2000) / 100;
      double width = 1 + random.nextInt(30);
      double height = 1 + random.nextInt(25);
      boxes.add(
          LabelledBox.of(
              i % 3 == 0 ? "WBC" : "RBC, old: 'x' #1",
              BoundingBox.ofSize(left, top, width, height)));
    }
    return boxes;
  }

  private static void expectSame(FieldSet back, List<LabelledBox> boxes, double pixels) {
    Field field = back.fields().get(0);
    assertThat(back.faults()).isEmpty();
    assertThat(field.boxes()).hasSameSizeAs(boxes);
    for (int i = 0; i < boxes.size(); i++) {
      assertThat(field.boxes().get(i).label()).isEqualTo(boxes.get(i).label());
      BoundingBox was = boxes.get(i).box();
      BoundingBox is = field.boxes().get(i).box();
      assertThat(is.left()).isCloseTo(was.left(), within(pixels));
      assertThat(is.top()).isCloseTo(was.top(), within(pixels));
      assertThat(is.right()).isCloseTo(was.right(), within(pixels));
      assertThat(is.bottom()).isCloseTo(was.bottom(), within(pixels));
    }
  }

  @Test
  void coco_comesBack() {
    FieldSet back = there(set(someBoxes(), List.of()), FieldLayout.COCO);

    expectSame(back, someBoxes(), 1e-4);
    assertThat(back.classes()).containsExactly("WBC", "RBC, old: 'x' #1");
    assertThat(back.fields().get(0).part()).isEqualTo(FieldPart.TRAINING);
  }

  @Test
  void yolo_comesBack() {
    FieldSet back = there(set(someBoxes(), List.of()), FieldLayout.YOLO);

    expectSame(back, someBoxes(), 1e-5);
    assertThat(back.classes()).containsExactly("WBC", "RBC, old: 'x' #1");
    assertThat(back.fields().get(0).part()).isEqualTo(FieldPart.TRAINING);
  }

  @Test
  void geoJson_comesBack() {
    expectSame(there(set(someBoxes(), List.of()), FieldLayout.GEOJSON), someBoxes(), 0.005);
  }

  @Test
  void outlinesOfCoco_comeBack() {
    Mask mask = DrawnMask.of("..##", "..#.", "###.");
    Polygon polygon = Polygon.of(1, 1, 20.5, 1, 20.5, 30.25);
    List<LabelledBox> boxes =
        List.of(
            LabelledBox.of("WBC", mask),
            LabelledBox.of("WBC", polygon),
            new LabelledBox("WBC", mask.box(), mask.area(), true, mask, null));

    assertThat(there(set(boxes, List.of()), FieldLayout.COCO).fields().get(0).boxes())
        .isEqualTo(boxes);
  }

  @Test
  void idsOfCoco_countFromOne() throws IOException {
    JsonNode json =
        json(set(someBoxes(), List.of()), FieldLayout.COCO, "annotations/instances_train.json");

    assertThat(json.path("annotations").path(0).path("id").asInt()).isEqualTo(1);
    assertThat(json.path("images").path(0).path("id").asInt()).isEqualTo(1);
    assertThat(json.path("categories").path(0).path("id").asInt()).isEqualTo(1);
    assertThat(json.path("annotations").path(0).has("area")).isTrue();
    assertThat(json.path("annotations").path(0).path("iscrowd").asInt()).isZero();
  }

  @Test
  void score_isWrittenOfFoundCellsAlone() throws IOException {
    BoundingBox box = new BoundingBox(1, 2, 9, 12);
    FieldSet set =
        set(List.of(LabelledBox.found("WBC", box, 0.12345), LabelledBox.of("WBC", box)), List.of());

    JsonNode coco = json(set, FieldLayout.COCO, "annotations/instances_train.json");
    JsonNode geoJson = json(set, FieldLayout.GEOJSON, "geojson/train/a.geojson");

    assertThat(coco.at("/annotations/0/score").asDouble()).isEqualTo(0.1234);
    assertThat(coco.get("annotations").get(1).has("score")).isFalse();
    assertThat(geoJson.at("/features/0/properties/measurements/score").asDouble())
        .isEqualTo(0.1234);
    assertThat(geoJson.at("/features/1/properties").has("measurements")).isFalse();
  }

  @Test
  void cellAndNucleusOfGeoJson_comeBack() {
    Polygon cell = Polygon.of(0, 0, 20.25, 0, 20, 20, 0, 20);
    LabelledBox box =
        new LabelledBox(
            "WBC", cell.box(), cell.area(), false, cell, Polygon.of(5, 5, 9, 5, 9, 9, 5, 9));
    LabelledPoint point = new LabelledPoint("WBC", 3.25, 4);

    Field back = there(set(List.of(box), List.of(point)), FieldLayout.GEOJSON).fields().get(0);

    assertThat(back.boxes()).containsExactly(box);
    assertThat(back.points()).containsExactly(point);
  }

  @Test
  void nucleusOutsideOfItsCell_isCutAtTheCell() {
    Polygon cell = Polygon.of(0, 0, 20, 0, 20, 20, 0, 20);
    LabelledBox box =
        new LabelledBox(
            "WBC", cell.box(), cell.area(), false, cell, Polygon.of(15, 5, 30, 5, 30, 9, 15, 9));

    LabelledBox back =
        there(set(List.of(box), List.of()), FieldLayout.GEOJSON).fields().get(0).boxes().get(0);

    assertThat(back.nucleus()).isEqualTo(Polygon.of(15, 5, 20, 5, 20, 9, 15, 9));
  }

  @Test
  void polygonThatCrossesItself_isWrittenSimple() throws IOException {
    LabelledBox bow = LabelledBox.of("WBC", Polygon.of(0, 0, 20, 20, 20, 0, 0, 21));
    JsonNode json =
        json(set(List.of(bow), List.of()), FieldLayout.GEOJSON, "geojson/train/a.geojson");

    assertThat(expectValid(json)).isEqualTo(1);
  }

  @Test
  void holeAroundAnIsland_isOfTheOuterRing() {
    Mask mask = DrawnMask.of("######", "#....#", "#.##.#", "#....#", "######");

    ValidRings rings = ValidRings.of(mask).orElseThrow();

    assertThat(rings.parts()).hasSize(2);
    assertThat(rings.parts().get(0).holes()).hasSize(1);
    assertThat(rings.parts().get(1).holes()).isEmpty();
  }

  @Test
  void randomOutlines_areWrittenValid() throws IOException {
    Random random = new Random(11);
    List<LabelledBox> boxes = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Mask.Rows rows = new Mask.Rows();
      for (int y = 0; y < 14; y++) {
        for (int x = 0; x < 16; x++) {
          if (random.nextDouble() < 0.6) {
            rows.add(y, x, x + 1);
          }
        }
      }
      boxes.add(LabelledBox.of("WBC", rows.mask()));
      double[] xy = new double[2 * (3 + random.nextInt(8))];
      for (int at = 0; at < xy.length; at++) {
        xy[at] = random.nextDouble() * 40;
      }
      boxes.add(LabelledBox.of("WBC", Polygon.of(xy)));
    }

    JsonNode json = json(set(boxes, List.of()), FieldLayout.GEOJSON, "geojson/train/a.geojson");

    assertThat(expectValid(json)).isEqualTo(boxes.size());
  }

  /** Rings are closed, simple, have four points or more, an area and two decimals at most. */
  private static int expectValid(JsonNode collection) {
    assertThat(collection.path("type").asText()).isEqualTo("FeatureCollection");
    for (JsonNode feature : collection.path("features")) {
      JsonNode geometry = feature.path("geometry");
      boolean several = geometry.path("type").asText().equals("MultiPolygon");
      for (JsonNode polygon :
          several ? geometry.path("coordinates") : List.of(geometry.path("coordinates"))) {
        for (JsonNode ring : polygon) {
          assertThat(ring.size()).isGreaterThanOrEqualTo(4);
          assertThat(ring.get(0)).isEqualTo(ring.get(ring.size() - 1));
          double[] xy = new double[2 * ring.size()];
          for (int i = 0; i < xy.length; i++) {
            JsonNode number = ring.get(i / 2).get(i % 2);
            assertThat(number.asText()).matches("\\d+(\\.\\d{1,2})?");
            xy[i] = number.asDouble();
          }
          assertThat(Ring.of(xy).size()).isEqualTo(ring.size() - 1);
          assertThat(Ring.of(xy).isSimple()).isTrue();
        }
      }
    }
    return collection.path("features").size();
  }

  @Test
  void whatAFormatHasNoPlaceFor_isCounted() {
    Mask mask = DrawnMask.of("##");
    FieldSet set =
        set(
            List.of(
                new LabelledBox("WBC", mask.box(), 2, true, mask, null),
                LabelledBox.of("WBC", mask)),
            List.of(new LabelledPoint("WBC", 1, 1)));

    WrittenSet written =
        FieldSetWriter.write(
            set, FieldLayout.YOLO, folder.resolve("out"), false, WorkProgress.NONE);

    assertThat(written.labels()).isEqualTo(1);
    assertThat(written.lost().values()).containsExactly(1, 1, 1);
  }

  @Test
  void fieldsOfOneName_areToldApart() {
    Field one =
        new Field("x/a.png", image, WIDTH, HEIGHT, FieldPart.TRAINING, List.of(), List.of());
    Field other =
        new Field("y/a.png", image, WIDTH, HEIGHT, FieldPart.TRAINING, List.of(), List.of());

    assertThat(there(set(one, other), FieldLayout.YOLO).fields())
        .extracting(Field::name)
        .containsExactlyInAnyOrder("images/train/a.png", "images/train/y_a.png");
  }

  @Test
  void imagesAreCopied_byteByByte() throws IOException {
    there(set(List.of(), List.of()), FieldLayout.COCO);

    assertThat(folder.resolve("out/images/train/a.png")).hasSameBinaryContentAs(image);
    assertThat(Files.exists(folder.resolve("out/annotations/instances_train.json"))).isTrue();
  }
}
