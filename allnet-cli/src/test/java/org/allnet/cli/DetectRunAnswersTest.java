package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect run --classify}: answers about the cells that a detector finds. */
final class DetectRunAnswersTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  @BeforeAll
  static void files() throws IOException {
    ModelFixture.detector(folder.resolve("d.safetensors"), List.of(0.0, 1.0), 6);
    ModelFixture.model(folder.resolve("m.safetensors"));
    ModelFixture.disc(folder.resolve("fields/a.png"), 14, 1);
    ModelFixture.disc(folder.resolve("fields/b.png"), 9, 2);
  }

  private static Ran run(Object... more) {
    return allnet(
        Stream.concat(
                Stream.of(
                    "detect",
                    "run",
                    "--detector",
                    folder.resolve("d.safetensors"),
                    folder.resolve("fields")),
                Stream.of(more))
            .toArray());
  }

  @Test
  void knownScale_cellsHaveAnswers() throws IOException {
    Ran ran =
        run(
            "--classify",
            folder.resolve("m.safetensors"),
            "--red-cell",
            "12",
            "--scale-check",
            "--csv",
            folder.resolve("out/a.csv"),
            "--page",
            folder.resolve("out/a.html"),
            "--geojson",
            folder.resolve("out/g"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("12.0 pixels per red cell (given)", "all fields: ", "cells classified")
        .containsPattern("all: \\d+ of \\d+ cells, ")
        .contains("scale check: with red cells -10 %", "scale check: with red cells +10 %");
    List<String> rows = Files.readAllLines(folder.resolve("out/a.csv"));
    assertThat(rows.get(0))
        .endsWith(
            "scale_source,scale_red_cells,scale_spread,monolayer,white_cell,counted,notes,synthetic,answer,reason,p_all,p_hem");
    assertThat(rows).hasSize(13);
    long answered = rows.stream().filter(row -> row.matches(".*,(all|hem|refer),.*")).count();
    assertThat(answered).isPositive();
    assertThat(ran.out()).contains("all fields: " + answered + " cells classified");
    JsonNode features =
        JSON.readTree(folder.resolve("out/g/geojson/all/a.geojson").toFile()).get("features");
    assertThat(features).hasSize(6);
    assertThat(features.findValuesAsText("ALLNet")).isNotEmpty();
    assertThat(Files.readString(folder.resolve("out/a.html")))
        .containsPattern("WBC 0\\.\\d\\d, ")
        .containsPattern("<span>score 0\\.\\d\\d, (all|hem|refer)</span>");
  }

  @Test
  void cellsCutByTheEdge_areCountedApart() throws IOException {
    Path detector = folder.resolve("many.safetensors");
    ModelFixture.detector(detector, List.of(0.0, 1.0), 300);
    Object[] words = {
      "detect",
      "run",
      "--detector",
      detector,
      folder.resolve("fields/a.png"),
      "--red-cell",
      "12",
      "--classify",
      folder.resolve("m.safetensors")
    };
    Ran text = allnet(words);
    Ran json = allnet(Stream.concat(Stream.of(words), Stream.of("--json")).toArray());

    int cut = 0;
    for (JsonNode cell : JSON.readTree(json.out()).at("/fields/0/cells")) {
      cut += cell.get("atEdge").asBoolean() ? 1 : 0;
      assertThat(cell.has("answer")).isNotEqualTo(cell.get("atEdge").asBoolean());
    }
    assertThat(cut).isPositive();
    assertThat(text.out()).contains("not classified: " + cut + " cells cut by the edge of a field");
  }

  @Test
  void manyCells_theFirstHundredAreCountedToo() throws IOException {
    Path detector = folder.resolve("hundreds.safetensors");
    ModelFixture.detector(detector, List.of(0.0, 1.0), 90);
    Path csv = folder.resolve("counted/a.csv");
    Object[] words = {
      "detect",
      "run",
      folder.resolve("fields"),
      "--detector",
      detector,
      "--red-cell",
      "12",
      "--classify",
      folder.resolve("m.safetensors"),
    };
    Ran json = allnet(with(words, "--json", "--csv", csv));
    Ran text = allnet(with(words, "--page", folder.resolve("counted/a.html")));

    JsonNode white = JSON.readTree(json.out()).at("/all/white");
    int all = white.at("/all/cells").asInt();
    assertThat(all).as(json.err()).isBetween(100, 199);
    assertThat(white.at("/first100/cells").asInt()).isEqualTo(100);
    assertThat(white.at("/first200/cells").asInt()).isEqualTo(all);
    assertThat(white.get("countedBy").asText()).isEqualTo("answer");
    assertThat(text.out())
        .contains("first 100, the fields in their order, each from top to bottom")
        .contains("first 200: there are no more than " + all);
    assertThat(folder.resolve("counted/a.html"))
        .content()
        .contains("<th scope=\"col\" class=\"n\">first 100</th>", "There are fewer than 200");
    // The rows of the table say which cells these are.
    List<String> rows = Files.readAllLines(csv);
    List<String> header = List.of(rows.get(0).split(","));
    String word = white.at("/first100/decisions").fieldNames().next();
    long first =
        rows.stream()
            .skip(1)
            .map(row -> row.split(",", -1))
            .filter(row -> !row[header.indexOf("counted")].isEmpty())
            .filter(row -> Integer.parseInt(row[header.indexOf("counted")]) <= 100)
            .filter(row -> row[header.indexOf("answer")].equals(word))
            .count();
    assertThat(white.at("/first100/decisions/" + word + "/cells").asLong()).isEqualTo(first);
  }

  private static Object[] with(Object[] words, Object... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  @Test
  void unknownScale_cellsAreFoundAndNotClassified() throws IOException {
    Ran ran = run("--classify", folder.resolve("m.safetensors"), "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode all = JSON.readTree(ran.out()).get("all");
    assertThat(all.get("fields").asInt()).isEqualTo(2);
    assertThat(all.get("unclassifiedFields").asInt()).isEqualTo(2);
    assertThat(all.at("/cells/WBC").asInt() + all.at("/cells/RBC").asInt()).isEqualTo(12);
    assertThat(ran.err())
        .contains("2 fields not classified, since the scale is unknown", "by --red-cell");
    JsonNode field = JSON.readTree(ran.out()).at("/fields/0");
    assertThat(field.get("monolayer").isNull()).isTrue();
    assertThat(field.at("/cells/0/atEdge").isBoolean()).isTrue();
    assertThat(field.get("cells")).hasSize(6);
    assertThat(field.at("/cells/0/answer").isMissingNode()).isTrue();
    assertThat(field.at("/scale/source").asText()).isEqualTo("unknown");
    assertThat(field.at("/scale/redCellPixels").isNull()).isTrue();
  }

  @Test
  void detectorAsClassifier_isRefusedInOneLine() {
    Ran ran = run("--classify", folder.resolve("d.safetensors"), "--red-cell", "12");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines().filter(line -> line.startsWith("allnet:"))).hasSize(1);
  }
}
