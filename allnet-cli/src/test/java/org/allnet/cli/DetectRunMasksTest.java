package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code detect run --masks}: by a detector that finds six cells in a field, and a segmenter that
 * takes all it sees for nucleus.
 */
final class DetectRunMasksTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Ran ran;

  @BeforeAll
  static void run() throws IOException {
    ModelFixture.detector(folder.resolve("d.safetensors"), List.of(0.0, 1.0), 6);
    ModelFixture.segmenter(folder.resolve("s.safetensors"), true);
    ModelFixture.segmenter(folder.resolve("none.safetensors"), false);
    ModelFixture.model(folder.resolve("m.safetensors"));
    ModelFixture.disc(folder.resolve("fields/p/a.png"), 14, 1);
    ran =
        run(
            "s.safetensors",
            "--csv",
            folder.resolve("out/a.csv"),
            "--coco",
            folder.resolve("out/coco"),
            "--geojson",
            folder.resolve("out/g"),
            "--label-images",
            folder.resolve("out/labels"),
            "--page",
            folder.resolve("out/page.html"));
  }

  private static Ran run(String segmenter, Object... more) {
    return allnet(
        Stream.concat(
                Stream.of(
                    "detect",
                    "run",
                    "--detector",
                    folder.resolve("d.safetensors"),
                    folder.resolve("fields"),
                    "--masks",
                    folder.resolve(segmenter)),
                Stream.of(more))
            .toArray());
  }

  private static JsonNode read(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile());
  }

  @Test
  void geojson_outlinedCell_hasItsNucleusAndAreas() throws IOException {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("6 cells outlined");
    JsonNode features = read("out/g/geojson/all/a.geojson").get("features");
    assertThat(features).hasSize(6);
    for (JsonNode feature : features) {
      JsonNode ring = feature.at("/geometry/coordinates/0");
      assertThat(feature.at("/geometry/type").asText()).isEqualTo("Polygon");
      assertThat(feature.at("/nucleusGeometry/coordinates/0")).isEqualTo(ring);
      assertThat(ring.get(0)).isEqualTo(ring.get(ring.size() - 1));
      assertThat(feature.at("/properties/objectType").asText()).isEqualTo("cell");
      JsonNode measured = feature.at("/properties/measurements");
      assertThat(measured.get("Cell: Area px^2").asDouble()).isPositive();
      assertThat(measured.get("Nucleus: Area px^2")).isEqualTo(measured.get("Cell: Area px^2"));
      assertThat(measured.get("Nucleus/Cell area ratio").asDouble()).isEqualTo(1);
    }
  }

  @Test
  void coco_outlinedCell_hasASegmentation() throws IOException {
    JsonNode annotations = read("out/coco/annotations/instances_all.json").get("annotations");
    assertThat(annotations).hasSize(6);
    for (JsonNode one : annotations) {
      int pixels = 0;
      JsonNode counts = one.at("/segmentation/counts");
      for (int i = 1; i < counts.size(); i += 2) {
        pixels += counts.get(i).asInt();
      }
      assertThat(one.get("area").asInt()).isEqualTo(pixels).isPositive();
    }
  }

  @Test
  void labelImage_overlap_showsTheMoreCertain() throws IOException {
    Raster labels = ImageIO.read(folder.resolve("out/labels/p_a_masks.png").toFile()).getRaster();
    assertThat(labels.getWidth()).isEqualTo(40);
    int most = 0;
    int first = 0;
    for (int i = 0; i < 1600; i++) {
      most = Math.max(most, labels.getSample(i % 40, i / 40, 0));
      first += labels.getSample(i % 40, i / 40, 0) == 1 ? 1 : 0;
    }
    assertThat(most).isBetween(1, 6);
    String row = Files.readAllLines(folder.resolve("out/a.csv")).get(1);
    assertThat(row).contains("," + first + "," + first + ",1.0000");
  }

  @Test
  void csv_outlinedCells_haveAreas() throws IOException {
    List<String> rows = Files.readAllLines(folder.resolve("out/a.csv"));
    assertThat(rows.get(0))
        .endsWith("white_cell,counted,notes,synthetic,cell_area,nucleus_area,nucleus_fraction");
    assertThat(rows).hasSize(7);
    assertThat(rows.subList(1, 7)).allMatch(row -> row.matches(".*,([1-9]\\d*),\\1,1\\.0000"));
  }

  @Test
  void page_outlinedCells_areDrawnWithTheirNuclei() throws IOException {
    String page = Files.readString(folder.resolve("out/page.html"));

    assertThat(page.split("<path class=\"cell\" d=\"M")).hasSize(1 + 6);
    assertThat(page.split("<path class=\"nucleus\" d=\"M")).hasSize(1 + 6);
    assertThat(page.split(" outlined\" tabindex")).hasSize(1 + 6);
  }

  @Test
  void classify_byMask_isAnotherCellThanTheEllipse() throws IOException {
    String model = folder.resolve("m.safetensors").toString();
    Ran byMask = run("s.safetensors", "--classify", model, "--red-cell", "12", "--json");
    Ran byBox = run("none.safetensors", "--classify", model, "--red-cell", "12", "--json");

    assertThat(byMask.exitCode()).as(byMask.err()).isZero();
    assertThat(byBox.err()).contains("0 cells outlined, none found in 6 boxes");
    JsonNode mask = JSON.readTree(byMask.out()).at("/fields/0/cells/0");
    JsonNode box = JSON.readTree(byBox.out()).at("/fields/0/cells/0");
    assertThat(mask.get("nucleusFraction").asDouble()).isEqualTo(1);
    assertThat(box.has("cellArea")).isFalse();
    assertThat(mask.get("left")).isEqualTo(box.get("left"));
    assertThat(mask.get("probabilities")).isNotEqualTo(box.get("probabilities"));
  }

  @Test
  void otherFile_isRefused() {
    Ran wrong = run("d.safetensors");

    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("is no segmenter of ALLNet; give one that");
  }

  @Test
  void syntheticSegmenter_isSaidEverywhere() throws IOException {
    ModelFixture.syntheticSegmenter(folder.resolve("synthetic.safetensors"));
    Ran said =
        run("synthetic.safetensors", FieldOutputs.into(folder.resolve("synthetic"), "--json"));

    assertThat(said.exitCode()).as(said.err()).isZero();
    String warning = "This segmenter was trained on synthetic cells; it knows nothing of blood.";
    assertThat(said.err()).contains("warning: " + warning);
    JsonNode all = JSON.readTree(said.out()).get("all");
    JsonNode geojson = read("synthetic/geojson/geojson/all/a.geojson");
    JsonNode coco = read("synthetic/coco/annotations/instances_all.json").at("/images/0");
    for (JsonNode file : List.of(all, geojson, coco)) {
      assertThat(file.get("synthetic")).hasToString("[\"segmenter\"]");
    }
    List<String> rows = Files.readAllLines(folder.resolve("synthetic/boxes.csv"));
    assertThat(rows.subList(1, 7)).allMatch(row -> row.contains(",segmenter,"));
    assertThat(Files.readString(folder.resolve("synthetic/page.html"))).contains(warning);
  }
}
