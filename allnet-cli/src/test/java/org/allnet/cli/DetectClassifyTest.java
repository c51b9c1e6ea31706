package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.cli.terminal.Version;
import org.allnet.data.file.Sha256;
import org.allnet.testing.PagedTiff;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect classify} on cells that other programs have found. */
final class DetectClassifyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static final String CELLS =
      """
      {"type": "FeatureCollection", "made-by": {"scale": 1.50, "big": 12345678901234567890.125},
       "features": [
        {"type": "Feature", "id": "a", "geometry": {"type": "Polygon", "coordinates":
           [[[100, 100], [180, 100], [180, 180], [100, 180], [100, 100]]]},
         "nucleusGeometry": {"type": "Polygon", "coordinates":
           [[[120, 120], [160, 120], [160, 160], [120, 120]]]},
         "properties": {"objectType": "cell", "isLocked": false, "measurements": {"Area": 6400.50},
           "classification": {"name": "Immune", "color": [1, 2, 3]}, "mine": [null, true]}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates":
           [[[300, 100], [380, 100], [340, 180], [300, 100]]]},
         "properties": {"object_type": "detection", "measurements": [{"name": "Area", "value": 1}]}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates":
           [[[9000, 100], [9100, 100], [9100, 200], [9000, 100]]]}, "properties": {}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates":
           [[[10, 10], [50, 10], [50, 50], [10, 10]]]},
         "properties": {"classification": {"name": "RBC"}}},
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [5, 6]}, "properties": {}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates":
           [[[0, 0], [600, 0], [600, 400], [0, 0]]]}, "properties": {"objectType": "annotation"}}
       ], "last": 1}
      """;

  @BeforeAll
  static void files() throws IOException {
    ModelFixture.model(folder.resolve("m.safetensors"));
    BufferedImage field = new BufferedImage(600, 400, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = field.createGraphics();
    pen.setColor(new Color(230, 215, 220));
    pen.fillRect(0, 0, 600, 400);
    pen.setColor(new Color(90, 40, 140));
    pen.fillOval(100, 100, 80, 80);
    pen.fillOval(300, 100, 80, 80);
    pen.fillOval(300, 250, 80, 80);
    pen.setColor(new Color(110, 50, 150));
    pen.fillOval(370, 250, 80, 80);
    pen.dispose();
    ImageIO.write(field, "png", folder.resolve("f.png").toFile());
    Files.writeString(folder.resolve("cells.geojson"), CELLS);
  }

  private static Ran run(String cells, String out, Object... more) {
    return allnet(
        Stream.concat(
                Stream.of(
                    "detect",
                    "classify",
                    folder.resolve("m.safetensors"),
                    folder.resolve("f.png"),
                    folder.resolve(cells),
                    "--out",
                    folder.resolve(out)),
                Stream.of(more))
            .toArray());
  }

  private static JsonNode features(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile()).get("features");
  }

  @Test
  void cells_haveClassAndProbability_restIsUntouched() throws IOException {
    Ran ran = run("cells.geojson", "out.geojson", "--red-cell", "60");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains(
            "2 cells classified, 0 left out, 1 outside of it, 3 other features",
            "60.0 pixels per red cell");
    JsonNode before = JSON.readTree(CELLS);
    ObjectNode after = (ObjectNode) JSON.readTree(folder.resolve("out.geojson").toFile());
    JsonNode said = after.remove("ALLNet");
    assertThat(said.at("/scale/redCellPixels").asDouble()).isEqualTo(60);
    assertThat(said.at("/scale/source").asText()).isEqualTo("given");
    assertThat(said.get("modelSha256").asText())
        .isEqualTo(Sha256.ofFile(folder.resolve("m.safetensors")));
    assertThat(said.get("version").asText()).isEqualTo(Version.withCommit());
    assertThat(said.at("/synthetic/0").asText()).isEqualTo("classifier");
    for (int i = 0; i < 2; i++) {
      ObjectNode properties = (ObjectNode) after.get("features").get(i).get("properties");
      JsonNode metadata = properties.remove("metadata");
      String word = metadata.get("ALLNet").asText();
      assertThat(metadata.get("ALLNet white cell").asText()).isEqualTo("whole");
      assertThat(word).isIn("all", "hem", "refer");
      if (!word.equals("refer")) {
        assertThat(properties.at("/classification/name").asText()).isEqualTo(word);
        assertThat(properties.at("/classification/color")).hasSize(3);
        JsonNode known = before.at("/features/" + i + "/properties/classification");
        if (known.isMissingNode()) {
          properties.remove("classification");
        } else {
          properties.set("classification", known);
        }
      }
    }
    ObjectNode measured = (ObjectNode) after.at("/features/0/properties/measurements");
    double sum = measured.remove("p(all)").asDouble() + measured.remove("p(hem)").asDouble();
    assertThat(sum).isBetween(0.999, 1.001);
    JsonNode list = after.at("/features/1/properties/measurements");
    assertThat(list).hasSize(3);
    assertThat(list.at("/1/name").asText()).isEqualTo("p(all)");
    ((com.fasterxml.jackson.databind.node.ArrayNode) list).remove(2);
    ((com.fasterxml.jackson.databind.node.ArrayNode) list).remove(1);
    assertThat(after).isEqualTo(before);
    // Numbers to the last digit.
    assertThat(Files.readString(folder.resolve("out.geojson")))
        .contains("\"scale\":1.50", "12345678901234567890.125", "\"Area\":6400.50");
  }

  @Test
  void scaleCheck_saysBothAnswers() throws IOException {
    Ran ran =
        run("cells.geojson", "checked.geojson", "--red-cell", "60", "--scale-check", "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode said = JSON.readTree(ran.out());
    assertThat(said.at("/scale/source").asText()).isEqualTo("given");
    assertThat(said.at("/white/all/cells").asInt()).isEqualTo(2);
    assertThat(said.get("scaleCheck").size()).isEqualTo(2);
    assertThat(said.at("/scaleCheck/-10 %/changed").isInt()).isTrue();
    assertThat(features("checked.geojson").at("/0/properties/metadata/ALLNet at +10 %").asText())
        .isNotEmpty();
    assertThat(said.at("/white/all/decisions/all/high").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void unknownScale_isNotClassified() {
    Ran ran = run("cells.geojson", "unknown.geojson");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).hasLineCount(1).contains("scale is unknown", "by --red-cell");
    assertThat(folder.resolve("unknown.geojson")).doesNotExist();
  }

  @Test
  void twentyRedCells_tellTheScale() throws IOException {
    StringBuilder cells = new StringBuilder("[");
    for (int i = 0; i < 24; i++) {
      int x = 20 + 70 * (i % 8);
      int y = 20 + 70 * (i / 8);
      cells.append(
          "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]},\"properties\":{\"classification\":\"Red cell\"}},"
              .formatted(x, y, x + 40, y, x + 40, y + 40, x, y + 40, x, y));
    }
    cells.append(
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[300,300],[380,300],[380,380],[300,300]]]},\"properties\":{}}]");
    Files.writeString(folder.resolve("red.geojson"), cells);

    Ran ran = run("red.geojson", "red-out.geojson");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("40.0 pixels per red cell (of 24 red cells, spread 0 %)");
    assertThat(JSON.readTree(folder.resolve("red-out.geojson").toFile())).hasSize(25);
  }

  private static String square(int left, int top, int side, String label) {
    return "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]},\"properties\":{\"classification\":\"%s\"}}"
        .formatted(
            left,
            top,
            left + side,
            top,
            left + side,
            top + side,
            left,
            top + side,
            left,
            top,
            label);
  }

  @Test
  void cutAndSmudgedCells_areCountedApart() throws IOException {
    Files.writeString(
        folder.resolve("apart.geojson"),
        "["
            + String.join(
                ",",
                square(100, 100, 80, "WBC"),
                square(0, 200, 80, "WBC"),
                square(300, 100, 80, "Smudge cell"),
                square(300, 250, 80, "WBC"),
                square(370, 250, 80, "WBC"),
                square(100, 100, 80, "WBC"))
            + "]");

    Ran text = run("apart.geojson", "apart-out.geojson", "--red-cell", "60");
    Ran json = run("apart.geojson", "apart-2.geojson", "--red-cell", "60", "--json");

    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .contains(
            "3 cells classified, 0 left out, 0 other features",
            "not classified: 1 cell cut by the edge of a field",
            "not classified: 1 smudge cell, 33.3 for 100 that are counted",
            "2 cells touch another white cell",
            "first 100: there are no more than 3");
    assertThat(text.err())
        .contains("1 feature has class and box of another one, and is not counted again");
    JsonNode features = JSON.readTree(folder.resolve("apart-out.geojson").toFile());
    assertThat(features.findValuesAsText("ALLNet white cell"))
        .containsExactly("whole", "cut", "smudge", "touching", "touching", "whole");
    assertThat(features.at("/1/properties/metadata").has("ALLNet")).isFalse();
    assertThat(features.at("/2/properties/metadata").has("ALLNet")).isFalse();
    assertThat(features.at("/5/properties/metadata").has("ALLNet")).isTrue();
    JsonNode white = JSON.readTree(json.out()).get("white");
    assertThat(white.get("cut").asInt()).isEqualTo(1);
    assertThat(white.get("smudge").asInt()).isEqualTo(1);
    assertThat(white.at("/first100/cells").asInt()).isEqualTo(3);
  }

  @Test
  void statedScale_isDoubtedIfRedCellsAreOfAnother() throws IOException {
    StringBuilder cells = new StringBuilder("[" + square(300, 300, 80, "WBC"));
    for (int i = 0; i < 6; i++) {
      cells.append(",").append(square(20 + 70 * i, 20, 40, "RBC"));
    }
    Files.writeString(folder.resolve("doubt.geojson"), cells.append("]"));

    Ran ran = run("doubt.geojson", "doubt-out.geojson", "--red-cell", "80", "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains(
            "f.png: its scale is 80.0 pixels per red cell (given), but 6 red cells measure 40.0 pixels");
    assertThat(JSON.readTree(ran.out()).at("/notes/0").asText()).contains("6 red cells measure");
  }

  private static Ran classified(String out, String... features) throws IOException {
    Files.writeString(folder.resolve(out + ".json"), "[" + String.join(",", features) + "]");
    return run(out + ".json", out + ".geojson", "--red-cell", "60");
  }

  @Test
  void namesOfOtherLanguages_areNoWhiteCells() throws IOException {
    Ran ran =
        classified(
            "languages",
            square(100, 100, 80, "Leukozyt"),
            square(300, 100, 80, "Erythrozyt"),
            square(300, 250, 80, "globule rouge"),
            square(20, 20, 40, "Thrombozyt"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("1 cell classified, 0 left out, 3 other features");
    assertThat(ran.err()).doesNotContain("counted as white cells");
  }

  @Test
  void unknownClasses_areNamed() throws IOException {
    Ran ran =
        classified("unnamed", square(100, 100, 80, "WBC"), square(300, 100, 80, "trophozoite"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("counted as white cells, though their names tell no kind of cell: trophozoite");
  }

  @Test
  void regions_areNamedAndTouchNoCell() throws IOException {
    String region =
        square(5, 5, 380, "Region*")
            .replace("\"properties\":{", "\"properties\":{\"objectType\":\"annotation\",");
    Ran ran =
        classified(
            "regions", square(100, 100, 80, "WBC"), region, region.replace("Region*", "Tumor"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("1 cell classified, 0 left out, 2 other features")
        .doesNotContain("touch");
    assertThat(ran.err())
        .contains(
            "2 features are no cells and passed over: a region of the class Region*, a region of the class Tumor");
  }

  @Test
  void featuresWithoutGeometry_areCounted() throws IOException {
    Ran ran =
        classified(
            "shapeless",
            square(100, 100, 80, "WBC"),
            "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("1 feature is no cell and passed over: a feature without a geometry");
  }

  @Test
  void tooLargeCells_areLeftOutWithTheReason() throws IOException {
    Ran ran = classified("large", square(100, 100, 80, "WBC"), square(10, 10, 370, "WBC"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains(
            "1 cell classified, 1 left out",
            "not classified: 1 cell is wider than 5.6 red cells; look whether the scale is right");
  }

  @Test
  void placesInMicrometres_areDoubted() throws IOException {
    Ran ran = classified("micrometres", square(10, 10, 8, "WBC"), square(30, 10, 8, "WBC"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("micrometres.json: its white cells have 8.0 pixels in the median, 0.13 of a red");
  }

  @Test
  void placesInParts_areRefused() throws IOException {
    Ran ran = classified("parts", square(0, 0, 1, "WBC"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).hasLineCount(1).contains("1.00 pixels", "export them in pixels");
    assertThat(folder.resolve("parts.geojson")).doesNotExist();
  }

  private static Ran classified(Path image, String out) {
    return allnet(
        "detect",
        "classify",
        folder.resolve("m.safetensors"),
        image,
        folder.resolve("cells.geojson"),
        "--red-cell",
        "60",
        "--out",
        folder.resolve(out));
  }

  @Test
  void channelsAsPages_areRefused() throws IOException {
    BufferedImage grey = new BufferedImage(600, 400, BufferedImage.TYPE_BYTE_GRAY);

    Ran ran =
        classified(
            PagedTiff.write(folder.resolve("channels.tif"), List.of(grey, grey, grey)),
            "channels.geojson");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).hasLineCount(1).contains("channels.tif: holds the channels of a picture");
    assertThat(folder.resolve("channels.geojson")).doesNotExist();
  }

  @Test
  void severalPages_areSaid() throws IOException {
    BufferedImage field = ImageIO.read(folder.resolve("f.png").toFile());

    Ran ran =
        classified(
            PagedTiff.write(folder.resolve("pages.tif"), List.of(field, field)), "pages.geojson");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("note: ", "pages.tif: has 2 pictures; page 1 is read (600x400)");
    assertThat(
            JSON.readTree(folder.resolve("pages.geojson").toFile()).at("/ALLNet/notes/0").asText())
        .isEqualTo("has 2 pictures; page 1 is read (600x400)");
  }

  @Test
  void badCells_areOneLineAndNothingIsWritten() throws IOException {
    int number = 0;
    for (String bad :
        List.of(
            "",
            "no json",
            "3",
            "{}",
            "{\"features\": 3}",
            "{\"features\": [3]}",
            "[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 3, 4], \"score\": 0.9}]",
            "{\"images\": [], \"annotations\": []}",
            "[{\"x\": 3}]",
            "{\"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": []}}]}",
            "{\"features\": [{\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[\"x\", 1]]]}}]}",
            "{\"features\": [{\"geometry\": ",
            "[".repeat(3000))) {
      Files.writeString(folder.resolve("bad.geojson"), bad);
      String out = "bad-" + number++ + ".geojson";

      Ran ran = run("bad.geojson", out, "--red-cell", "60");

      assertThat(ran.exitCode()).as(bad).isEqualTo(1);
      assertThat(ran.err()).as(bad).hasLineCount(1).contains("bad.geojson");
      assertThat(ran.err()).doesNotContain("Exception", "com.fasterxml");
      assertThat(folder.resolve(out)).doesNotExist();
    }
  }

  @Test
  void outputThatIsAnInput_isRefused() {
    Ran ran = run("cells.geojson", "cells.geojson", "--red-cell", "60", "--overwrite");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).hasLineCount(1).contains("is an input too");
  }
}
