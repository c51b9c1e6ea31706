package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/**
 * What {@code detect run} writes of two fields by a detector that finds six white cells in each.
 */
final class DetectRunFilesTest {

  @TempDir static Path folder;

  private static Ran ran;
  private static List<String> rows;

  @BeforeAll
  static void run() throws IOException {
    ModelFixture.detector(folder.resolve("d.safetensors"), List.of(0.0, 1.0), 6);
    ModelFixture.disc(folder.resolve("fields/p <1>/a.png"), 14, 1);
    ModelFixture.disc(folder.resolve("fields/p2/a.png"), 9, 2);
    ran =
        allnet(
            FieldOutputs.into(
                folder.resolve("out"),
                "detect",
                "run",
                "--detector",
                folder.resolve("d.safetensors"),
                folder.resolve("fields")));
    rows = Files.readAllLines(folder.resolve("out/boxes.csv"));
    rows = rows.subList(1, rows.size());
  }

  private static long rows(String word) {
    return rows.stream().filter(row -> row.contains(word)).count();
  }

  private static List<Path> files(String place) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(place))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void page_twoFields_hasABoxForEachCell() throws Exception {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).hasLineCount(3).containsPattern("all fields: WBC \\d+, RBC \\d+");
    assertThat(rows).hasSize(12);
    String page = Files.readString(folder.resolve("out/page.html"));
    Document read =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));

    assertThat(read.getElementsByTagName("rect").getLength()).isEqualTo(12);
    // Each field, and each white cell.
    assertThat(read.getElementsByTagName("img").getLength()).isEqualTo(2 + (int) rows(",WBC,"));
    assertThat(page).contains("Research use only", "p &lt;1&gt;/a.png").doesNotContain("<script");
  }

  @Test
  void pictures_twoFields_haveTheFieldsSize() throws IOException {
    List<Path> files = files("out/pictures");

    assertThat(files).hasSize(2);
    BufferedImage field = ImageIO.read(folder.resolve("fields/p2/a.png").toFile());
    BufferedImage drawn = ImageIO.read(folder.resolve("out/pictures/p2/a.png").toFile());
    assertThat(drawn.getWidth()).isEqualTo(field.getWidth());
    assertThat(drawn.getHeight()).isEqualTo(field.getHeight());
  }

  @Test
  void crops_twoFields_areOneForEachWhiteCell() throws IOException {
    List<Path> files = files("out/crops");

    assertThat(files).hasSize((int) rows(",WBC,")).isNotEmpty();
    assertThat(files).allMatch(file -> file.getParent().equals(folder.resolve("out/crops/WBC")));
  }

  @Test
  void labels_twoFields_haveAllBoxesWithScores() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode coco =
        json.readTree(folder.resolve("out/coco/annotations/instances_all.json").toFile());
    JsonNode fields = json.createArrayNode();
    int features = 0;
    for (Path file : files("out/geojson")) {
      fields = json.readTree(file.toFile()).get("features");
      features += fields.size();
    }

    assertThat(coco.get("images")).hasSize(2);
    assertThat(coco.at("/images/0/scale/source").asText()).isEqualTo("unknown");
    assertThat(coco.at("/images/0/scale").has("redCellPixels")).isTrue();
    assertThat(coco.at("/images/0/scale/redCells").isInt()).isTrue();
    assertThat(coco.at("/images/0/scale/spread").isNumber()).isTrue();
    assertThat(coco.get("annotations")).hasSize(12);
    assertThat(coco.at("/annotations/0/score").asDouble()).isBetween(0.0, 1.0);
    assertThat(coco.at("/annotations/0/score").isNumber()).isTrue();
    assertThat(features).isEqualTo(12);
    assertThat(fields.at("/0/properties/measurements/score").isNumber()).isTrue();
  }

  @Test
  void twoOutputsInOneFile_areRefused() {
    List<List<Object>> pairs =
        List.of(
            List.of("--csv", "same.html", "--page", "same.html"),
            List.of("--csv", "same.html", "--page", "./x/../same.html"),
            List.of("--csv", "same.csv", "--resume", "same.csv"),
            List.of("--csv", "same", "--pictures", "same"),
            List.of("--csv", "same", "--geojson", "same/a"));
    for (List<Object> pair : pairs) {
      Ran refused =
          allnet(
              "detect",
              "run",
              "--detector",
              folder.resolve("d.safetensors"),
              folder.resolve("fields"),
              pair.get(0),
              folder.resolve((String) pair.get(1)),
              pair.get(2),
              folder.resolve((String) pair.get(3)));

      assertThat(refused.exitCode()).as("%s", pair).isEqualTo(2);
      assertThat(refused.err()).as("%s", pair).hasLineCount(1).contains("name another");
      assertThat(folder.resolve("same.html")).doesNotExist();
    }
  }

  @Test
  void filesOfBefore_areNamed() throws IOException {
    Path old = Files.createDirectories(folder.resolve("again")).resolve("old.png");
    Files.writeString(old, "old");

    Ran again =
        allnet(
            "detect",
            "run",
            "--detector",
            folder.resolve("d.safetensors"),
            folder.resolve("fields/p2"),
            "--overwrite",
            "--pictures",
            folder.resolve("again"));

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("warning: " + folder.resolve("again") + ": 1 file was there");
  }

  @Test
  void twoOutputsInOneFolder_areRefused() {
    Ran refused = refused("--crops", folder.resolve("new"), "--coco", folder.resolve("new/coco"));

    assertThat(refused.err()).contains("--coco", "--crops", "name another");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void pageOfAnotherEnding_isRefused() {
    assertThat(refused("--page", folder.resolve("new.txt")).err()).contains("ends in .html");
  }

  @Test
  void picturesAmongTheFields_areRefused() {
    assertThat(refused("--pictures", folder.resolve("fields/new")).err())
        .contains("apart from the input");
  }

  private static Ran refused(Object... more) {
    Object[] line =
        Stream.concat(
                Stream.of(
                    "detect",
                    "run",
                    "--detector",
                    folder.resolve("d.safetensors"),
                    folder.resolve("fields")),
                Stream.of(more))
            .toArray();
    Ran refused = allnet(line);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).hasLineCount(1);
    return refused;
  }

  @Test
  void syntheticFields_areSaidEverywhere() throws IOException {
    Path fields = folder.resolve("made/fields");
    ModelFixture.disc(fields.resolve("a.png"), 14, 1);
    Files.writeString(fields.resolve("SYNTHETIC.txt"), "made");

    Ran made =
        allnet(
            "detect",
            "run",
            "--detector",
            folder.resolve("d.safetensors"),
            fields,
            "--page",
            folder.resolve("made/page.html"),
            "--crops",
            folder.resolve("made/crops"));

    assertThat(made.err()).contains("SYNTHETIC");
    assertThat(Files.readString(folder.resolve("made/page.html"))).contains("Synthetic data");
    assertThat(folder.resolve("made/crops/SYNTHETIC.txt")).exists();
  }
}
