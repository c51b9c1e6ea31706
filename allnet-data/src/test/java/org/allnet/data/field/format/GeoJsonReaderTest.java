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
import org.allnet.data.field.Polygon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeoJsonReaderTest {

  private static final String CELL =
      "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[20,0],[20,20],[0,20],[0,0]]]}";
  private static final String NUCLEUS =
      "{\"type\":\"Polygon\",\"coordinates\":[[[5,5],[9,5],[9,9],[5,9],[5,5]]]}";

  @TempDir Path folder;

  private FieldFolder file(String... lines) {
    return new FieldFolder(folder).image("a.png", 100, 80).text("a.geojson", lines);
  }

  private static String feature(String geometry, String rest) {
    return "{\"type\":\"Feature\",\"id\":\"x\",\"geometry\":%s%s}".formatted(geometry, rest);
  }

  private FieldFolder features(String... features) {
    return file("{\"type\":\"FeatureCollection\",\"features\":[", String.join(",", features), "]}");
  }

  @Test
  void bowTie_keepsItsBox() {
    FieldFolder files =
        file(
            "[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[10,10],[30,30],[30,10],[10,30],[10,10]]]}}]");

    LabelledBox box = files.read().fields().get(0).boxes().get(0);
    assertThat(box.box()).isEqualTo(new BoundingBox(10, 10, 30, 30));
    assertThat(box.area()).isCloseTo(200, within(25.0));
    assertThat(files.read().notes().toString()).contains("an outline that crosses itself");
  }

  @Test
  void cell_hasItsNucleusAndClass() {
    FieldSet set =
        features(
                feature(
                    CELL,
                    ",\"nucleusGeometry\":"
                        + NUCLEUS
                        + ",\"properties\":{\"objectType\":\"cell\",\"classification\":{\"name\":\"Blast\",\"color\":[200,0,0]}}"))
            .read();

    LabelledBox cell = set.fields().get(0).boxes().get(0);
    assertThat(set.layout()).isEqualTo(FieldLayout.GEOJSON);
    assertThat(cell.label()).isEqualTo("Blast");
    assertThat(cell.outline()).isEqualTo(Polygon.of(0, 0, 20, 0, 20, 20, 0, 20));
    assertThat(cell.nucleus()).isEqualTo(Polygon.of(5, 5, 9, 5, 9, 9, 5, 9));
  }

  @Test
  void nullGeometry_isPassedOverAndCounted() {
    FieldSet set =
        features(
                feature("null", ""),
                feature("null", ""),
                "{\"type\":\"Feature\"}",
                feature(CELL, ""))
            .read();

    assertThat(set.fields().get(0).boxes()).hasSize(1);
    assertThat(set.notes().toString()).contains("(3 times): has a feature without a geometry");
  }

  @Test
  void bareListAndOneFeature_areReadAlike() {
    assertThat(file("[", feature(CELL, ""), "]").onlyBox("a.png").label()).isEqualTo("cell");
    assertThat(file(feature(CELL, "")).onlyBox("a.png").area()).isEqualTo(400);
  }

  private static String of(String kind, String label) {
    return feature(
        CELL,
        ",\"properties\":{\"objectType\":\"%s\",\"classification\":{\"name\":\"%s\"}}"
            .formatted(kind, label));
  }

  @Test
  void regionsWithAClass_areNoCells() {
    FieldSet set =
        features(
                of("annotation", "Region*"),
                of("detection", "Ignore*"),
                of("annotation", "Tumor"),
                of("annotation", "Background"),
                of("tma_core", "Blast"),
                of("annotation", "Blast"),
                of("cell", "Tumor"))
            .read();

    assertThat(set.fields().get(0).boxes())
        .extracting(LabelledBox::label)
        .containsExactly("Blast", "Tumor");
    assertThat(set.notes().toString())
        .contains(
            "a region of the class Region*",
            "a region of the class Ignore*",
            "a region of the class Tumor",
            "a region of the class Background",
            "a TMA core");
  }

  @Test
  void classificationAsTextOrNames_isRead() {
    assertThat(
            features(feature(CELL, ",\"properties\":{\"classification\":\"WBC\"}"))
                .onlyBox("a.png")
                .label())
        .isEqualTo("WBC");
    assertThat(
            features(
                    feature(
                        CELL, ",\"properties\":{\"classification\":{\"names\":[\"WBC\",\"Pos\"]}}"))
                .onlyBox("a.png")
                .label())
        .isEqualTo("WBC: Pos");
  }

  @Test
  void holesAndSeveralParts_areRead() {
    String ring = "[[0,0],[20,0],[20,20],[0,20],[0,0]]";
    String hole = "[[5,5],[9,5],[9,9],[5,9],[5,5]]";
    String far = "[[30,30],[40,30],[40,40],[30,40],[30,30]]";

    assertThat(
            features(
                    feature(
                        "{\"type\":\"MultiPolygon\",\"coordinates\":[[%s,%s],[%s]]}"
                            .formatted(ring, hole, far),
                        ""))
                .onlyBox("a.png")
                .area())
        .isEqualTo(400 - 16 + 100);
  }

  @Test
  void points_areRead() {
    assertThat(
            features(
                    feature("{\"type\":\"Point\",\"coordinates\":[3,4]}", ""),
                    feature("{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[5,6]]}", ""))
                .field("a.png")
                .points())
        .hasSize(3);
  }

  @Test
  void regionWithoutAClass_isNoCell() {
    FieldSet set =
        features(feature(CELL, ",\"properties\":{\"objectType\":\"annotation\"}")).read();

    assertThat(set.fields().get(0).isBackground()).isTrue();
    assertThat(set.notes().toString()).contains("a region without a class");
  }

  @Test
  void brokenFeature_isOneClearLine() {
    assertThatThrownBy(
            () ->
                features(feature("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1]]]}", ""))
                    .read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("y is missing");
  }
}
