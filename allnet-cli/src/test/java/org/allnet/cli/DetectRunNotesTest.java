package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.testing.PagedTiff;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to be known of fields is in every output of {@code detect run}. */
final class DetectRunNotesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PAGES = "has 2 pictures; page 1 is read (120x90)";

  @TempDir static Path folder;

  private static BufferedImage field() {
    BufferedImage field = new BufferedImage(120, 90, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = field.createGraphics();
    pen.setColor(new Color(230, 215, 220));
    pen.fillRect(0, 0, 120, 90);
    pen.setColor(new Color(90, 40, 140));
    pen.fillOval(40, 30, 30, 30);
    pen.dispose();
    return field;
  }

  @BeforeAll
  static void files() throws IOException {
    ModelFixture.detector(folder.resolve("d.safetensors"), List.of(0.0, 1.0), 6);
    ModelFixture.model(folder.resolve("m.safetensors"));
    PagedTiff.write(folder.resolve("fields/a.tif"), List.of(field(), field()));
  }

  private static Ran run(Path field, Object... more) {
    return allnet(
        Stream.concat(
                Stream.of("detect", "run", "--detector", folder.resolve("d.safetensors"), field),
                Stream.of(more))
            .toArray());
  }

  private static List<String> notes(JsonNode of) {
    List<String> notes = new ArrayList<>();
    of.get("notes").forEach(note -> notes.add(note.asText()));
    return notes;
  }

  @Test
  void notes_areInEveryOutput() throws IOException {
    Path out = folder.resolve("out");
    Ran ran =
        run(
            folder.resolve("fields"),
            FieldOutputs.into(
                out, "--json", "--classify", folder.resolve("m.safetensors").toString()));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("note: a.tif: " + PAGES);
    JsonNode json = JSON.readTree(ran.out());
    String unscaled =
        "not classified, scale unknown (0 isolated round red cells of the folder's fields)";
    assertThat(notes(json.at("/fields/0"))).contains(PAGES, unscaled);
    assertThat(json.at("/all/synthetic/0").asText()).isEqualTo("classifier");
    List<String> rows = Files.readAllLines(out.resolve("boxes.csv"));
    assertThat(rows).hasSizeGreaterThan(1);
    assertThat(rows.subList(1, rows.size()))
        .allMatch(row -> row.contains(PAGES + "; "))
        .allMatch(row -> row.contains("; " + unscaled + "\",classifier,"));
    JsonNode geojson = JSON.readTree(out.resolve("geojson/geojson/all/a.geojson").toFile());
    JsonNode coco = JSON.readTree(out.resolve("coco/annotations/instances_all.json").toFile());
    for (JsonNode file : List.of(geojson, coco.at("/images/0"))) {
      assertThat(notes(file)).contains(PAGES, unscaled);
      assertThat(file.at("/synthetic/0").asText()).isEqualTo("classifier");
    }
    assertThat(Files.readString(out.resolve("page.html")))
        .contains(
            "H" + PAGES.substring(1) + ".",
            "N" + unscaled.substring(1).replace("'", "&#39;") + ".",
            "This model was trained on synthetic cells; it knows nothing of blood.");
  }

  @Test
  void whiteCells_haveTheirStateInGeoJson() throws IOException {
    Path out = folder.resolve("states");
    Ran ran = run(folder.resolve("fields"), "--json", "--geojson", out);

    JsonNode cells = JSON.readTree(ran.out()).at("/fields/0/cells");
    JsonNode features =
        JSON.readTree(out.resolve("geojson/all/a.geojson").toFile()).get("features");
    assertThat(features.findValuesAsText("ALLNet white cell"))
        .hasSize(6)
        .isEqualTo(cells.findValuesAsText("whiteCell"));
  }

  /** A JPEG file of a camera that was held upright. */
  private static byte[] turned() throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(field(), "jpeg", jpeg);
    byte[] plain = jpeg.toByteArray();
    byte[] exif = {
      'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0,
      0, 0, 0, 0, 0
    };
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain, 0, 2);
    file.write(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)});
    file.write(exif);
    file.write(plain, 2, plain.length - 2);
    return file.toByteArray();
  }

  @Test
  void orientation_isSaidAndNotApplied() throws IOException {
    Path file = folder.resolve("turned/a.jpg");
    Files.createDirectories(file.getParent());
    Files.write(file, turned());

    Ran ran = run(file, "--json", "--coco", folder.resolve("turned-coco"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("note: ", "a.jpg: says that it is to be turned or mirrored (orientation 6");
    JsonNode image =
        JSON.readTree(folder.resolve("turned-coco/annotations/instances_all.json").toFile())
            .at("/images/0");
    assertThat(image.get("width").asInt()).isEqualTo(120);
    assertThat(image.get("height").asInt()).isEqualTo(90);
    assertThat(notes(JSON.readTree(ran.out()).at("/fields/0")))
        .anyMatch(note -> note.contains("places are in pixels as the file holds them"));
  }

  @Test
  void syntheticDetector_isSaid() {
    Path detector = folder.resolve("synthetic.safetensors");
    ModelFixture.syntheticDetector(detector);

    Ran ran = allnet("detect", "run", "--detector", detector, folder.resolve("fields"), "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("warning: This detector was trained on synthetic fields");
    assertThat(ran.out().replaceAll("\\s", "")).contains("\"synthetic\":[\"detector\"]");
  }

  @Test
  void unknownClasses_areInJsonAndOnThePage() throws IOException {
    Path detector = folder.resolve("unknown.safetensors");
    ModelFixture.detectorOf(detector, "trophozoite", "RBC");
    Path page = folder.resolve("unknown.html");

    Ran ran =
        allnet(
            "detect",
            "run",
            "--detector",
            detector,
            folder.resolve("fields"),
            "--json",
            "--page",
            page);

    String said = "counted as white cells, though their names tell no kind of cell: trophozoite";
    assertThat(ran.err()).contains("note: " + said);
    assertThat(notes(JSON.readTree(ran.out()).get("all"))).containsExactly(said);
    assertThat(Files.readString(page)).contains("C" + said.substring(1) + ".");
  }
}
