package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.allnet.testing.DrawnField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two fields of twelve drawn red cells each, which the shipped detector finds: too few for a scale
 * of their own, and enough together. Each says so in every output of {@code detect run}.
 */
final class DetectRunScaleTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OF_BOTH = "of 24 red cells of the folder's fields";

  @TempDir static Path folder;

  private static Ran ran;

  @BeforeAll
  static void run() throws IOException {
    Files.createDirectories(folder.resolve("fields"));
    for (String name : List.of("a.png", "b.png")) {
      ImageIO.write(
          DrawnField.ofRedCells(), "png", folder.resolve("fields").resolve(name).toFile());
    }
    ran =
        allnet(
            FieldOutputs.into(
                folder.resolve("out"),
                "detect",
                "run",
                folder.resolve("fields").toString(),
                "--json"));
  }

  private static void scaleOfBoth(JsonNode scale) {
    assertThat(scale.get("source").asText()).isEqualTo("red-cells");
    assertThat(scale.get("redCellPixels").asDouble()).isBetween(100.0, 115.0);
    assertThat(scale.get("redCells").asInt()).isEqualTo(24);
    assertThat(scale.get("words").asText()).isEqualTo("of the folder's fields");
  }

  private static JsonNode read(String file) throws IOException {
    return JSON.readTree(folder.resolve("out").resolve(file).toFile());
  }

  @Test
  void json_eachField_hasTheScaleOfBoth() throws IOException {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode fields = JSON.readTree(ran.out()).get("fields");
    assertThat(fields.findValuesAsText("image")).containsExactly("a.png", "b.png");
    fields.forEach(field -> scaleOfBoth(field.get("scale")));
  }

  @Test
  void labels_eachField_haveTheScaleOfBoth() throws IOException {
    JsonNode images = read("coco/annotations/instances_all.json").get("images");
    assertThat(images).hasSize(2);
    images.forEach(image -> scaleOfBoth(image.get("scale")));
    scaleOfBoth(read("geojson/geojson/all/a.geojson").get("scale"));
    scaleOfBoth(read("geojson/geojson/all/b.geojson").get("scale"));
  }

  @Test
  void csv_eachRow_hasTheScaleOfBoth() throws IOException {
    List<String> rows = Files.readAllLines(folder.resolve("out/boxes.csv"));
    assertThat(rows).hasSize(1 + 24);
    assertThat(rows.subList(1, 25)).allMatch(row -> row.contains(",red-cells,24,0.0"));
  }

  @Test
  void page_eachField_saysTheScaleOfBoth() throws IOException {
    assertThat(Files.readString(folder.resolve("out/page.html")))
        .containsPattern("(?s)(640 x 480 pixels, .*" + OF_BOTH.replace("'", "&#39;") + ".*){2}");
  }

  @Test
  void lines_eachField_saysTheScaleOfBoth() {
    Ran lines = allnet("detect", "run", folder.resolve("fields"));

    assertThat(lines.out().lines().filter(line -> line.contains(OF_BOTH)))
        .hasSize(2)
        .allMatch(line -> line.contains("RBC 12"));
  }

  /** Nobody can tell of the first field alone how large its red cells are. */
  @Test
  void sizeThatALaterFieldTells_holdsForTheFirst() throws IOException {
    Path small = Files.createDirectories(folder.resolve("small"));
    BufferedImage drawn = DrawnField.ofRedCells();
    BufferedImage ground = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    BufferedImage nine = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    for (BufferedImage field : List.of(ground, nine)) {
      Graphics2D pen = field.createGraphics();
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      pen.setColor(new Color(232, 226, 222));
      pen.fillRect(0, 0, 640, 480);
      for (int i = 0; field == nine && i < 9; i++) {
        pen.drawImage(drawn, i % 3 * 213, i / 3 * 160, 213, 160, null);
      }
      pen.dispose();
    }
    ImageIO.write(ground, "png", small.resolve("a.png").toFile());
    ImageIO.write(nine, "png", small.resolve("b.png").toFile());

    Ran ran = allnet("detect", "run", small, "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode fields = JSON.readTree(ran.out()).get("fields");
    assertThat(fields.findValuesAsText("image")).containsExactly("a.png", "b.png");
    for (JsonNode field : fields) {
      assertThat(field.get("notes").toString()).contains("looked at tile by tile");
      assertThat(field.get("scale").get("redCellPixels").asDouble()).isBetween(32.0, 38.0);
    }
  }
}
