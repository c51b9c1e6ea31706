package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.testing.TiledTiff;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect run} on a picture that is looked at tile by tile. */
final class LargeFieldsTest {

  @TempDir static Path folder;

  private static Path slide;
  private static Path model;

  @BeforeAll
  static void slide() throws IOException {
    model = folder.resolve("d.safetensors");
    ModelFixture.detector(model, List.of(0.0, 1.0), 3);
    slide = folder.resolve("slide.tif");
    BufferedImage picture = new BufferedImage(4400, 600, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 4400, 600);
    pen.setColor(new Color(120, 60, 150));
    pen.fillOval(300, 200, 120, 120);
    pen.fillOval(900, 300, 120, 120);
    pen.dispose();
    new TiledTiff(4400, 600, 256, 3, true, true, "Aperio |MPP = 0.125|")
        .write(slide, TiledTiff.of(picture));
  }

  private static Ran run(Object... more) {
    return allnet(
        Stream.concat(Stream.of("detect", "run", "--detector", model), Stream.of(more)).toArray());
  }

  @Test
  void slide_allFiles_areWrittenAtItsScale() throws IOException {
    Ran ran = run(FieldOutputs.into(folder.resolve("out"), slide));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("slide.tif: 60.0 pixels per red cell (Aperio metadata); ", "of ground alone");
    List<String> rows = Files.readAllLines(folder.resolve("out/boxes.csv"));
    assertThat(rows.size()).isGreaterThan(1);
    assertThat(folder.resolve("out/boxes.csv.partial")).doesNotExist();
    try (Stream<Path> crops = Files.list(folder.resolve("out/crops/WBC"))) {
      assertThat(crops).hasSize(rows.size() - 1);
    }
    try (Stream<Path> pictures = Files.walk(folder.resolve("out/pictures"))) {
      BufferedImage shown =
          ImageIO.read(
              pictures
                  .filter(file -> file.toString().endsWith("png"))
                  .findAny()
                  .orElseThrow()
                  .toFile());
      assertThat(shown.getWidth()).isEqualTo(4096);
    }
    JsonNode features =
        new ObjectMapper()
            .readTree(folder.resolve("out/geojson/geojson/all/slide.geojson").toFile())
            .get("features");
    assertThat(features).hasSize(rows.size() - 1);
    assertThat(Files.readString(folder.resolve("out/page.html"))).contains("60.0 pixels per red");
  }

  /** A part of the ground, which nobody has to look at to find cells. */
  @Test
  void brokenTile_losesNeitherFieldNorPictures() throws IOException {
    byte[] bytes = Files.readAllBytes(slide);
    int tiles = 0;
    int at = 0;
    while (tiles < 31) {
      at++;
      boolean begins = bytes[at] == (byte) 0xFF && bytes[at + 1] == (byte) 0xD8;
      tiles += begins && bytes[at + 2] == (byte) 0xFF ? 1 : 0;
    }
    Arrays.fill(bytes, at + 2, at + 200, (byte) 0); // of the finest resolution, in the second row
    Path broken = Files.write(folder.resolve("broken.tif"), bytes);
    Path out = folder.resolve("of-broken");

    Ran ran = run(FieldOutputs.into(out, broken));

    assertThat(ran.err())
        .doesNotContain("passed over: ")
        .contains("parts of 1 field could not be read and are grey in the picture");
    assertThat(Files.readAllLines(out.resolve("boxes.csv")).size()).isGreaterThan(1);
    assertThat(Files.readString(out.resolve("page.html"))).doesNotContain("be read any more");
    try (Stream<Path> pictures = Files.walk(out.resolve("pictures"))) {
      assertThat(pictures.filter(file -> file.toString().endsWith("png"))).hasSize(1);
    }
  }

  @Test
  void resume_finishedTiles_areNotLookedAtAgain() throws IOException {
    Path tiles = folder.resolve("new/tiles.jsonl");
    Ran first = run(slide, "--json", "--resume", tiles);
    Ran second = run(slide, "--json", "--resume", tiles);

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).containsPattern("(\\d+) tiles, \\1 of them before");
    JsonNode field = new ObjectMapper().readTree(first.out()).at("/fields/0");
    assertThat(field.at("/scale/source").asText()).isEqualTo("metadata");
    assertThat(field.at("/scale/redCellPixels").asDouble()).isEqualTo(60);
    assertThat(field.at("/tiles/all").asInt()).isPositive();
    assertThat(field.at("/tiles/ground").asInt()).isPositive();
    assertThat(field.at("/tiles/thick").isInt()).isTrue();
    assertThat(field.at("/tiles/scored").isInt()).isTrue();

    Ran other = run(slide, "--resume", tiles, "--red-cell", "55");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("is of tiles of another size or scale");
  }

  @Test
  void resume_otherFiles_areRefusedAndKept() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThat(run(slide, "--resume", notes).err()).contains("is no file of finished tiles");
    assertThat(notes).hasContent("mine");

    Ran input = run(slide, "--resume", slide);
    assertThat(input.exitCode()).isEqualTo(2);
    assertThat(input.err()).hasLineCount(1).contains("--resume", "is an input too");
  }

  @Test
  void redCell_outOfRange_isRefused() {
    for (String bad : List.of("0", "-3", "NaN", "1e9")) {
      Ran refused = run(slide, "--red-cell", bad);
      assertThat(refused.exitCode()).as(bad).isEqualTo(2);
      assertThat(refused.err()).hasLineCount(1).contains("--red-cell");
    }
  }

  @Test
  void unknownScale_namesTheOption() throws IOException {
    Path bare = folder.resolve("bare/slide.tif");
    Files.createDirectories(bare.getParent());
    new TiledTiff(4400, 300, 256, 1, false, true, "")
        .write(bare, TiledTiff.of(new BufferedImage(4400, 300, BufferedImage.TYPE_INT_RGB)));

    Ran ran = run(bare);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("its scale is unknown", "by --red-cell");
    assertThat(run(bare, "--red-cell", "60").exitCode()).isZero();
  }

  @Test
  void partialTableOfAStoppedRun_isKept() throws IOException {
    Path csv = folder.resolve("kept/boxes.csv");
    Files.createDirectories(csv.getParent());
    Path partial = Files.writeString(csv.resolveSibling("boxes.csv.partial"), "rows");

    Ran refused = run(slide, "--csv", csv);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).hasLineCount(1).contains("boxes.csv.partial: is there already");
    assertThat(partial).hasContent("rows");
  }
}
