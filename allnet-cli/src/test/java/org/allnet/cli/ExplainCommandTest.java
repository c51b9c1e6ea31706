package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code allnet explain} as a user meets it. */
final class ExplainCommandTest {

  @TempDir Path folder;
  private Path model;
  private Path cells;
  private Path out;

  @BeforeEach
  void make() throws IOException {
    model = ModelFixture.model(folder.resolve("model.safetensors"));
    cells = folder.resolve("cells");
    ModelFixture.disc(cells.resolve("a.png"), 12);
    ModelFixture.disc(cells.resolve("deep/b.bmp"), 9);
    out = folder.resolve("out");
  }

  @ParameterizedTest
  @CsvSource({
    "grad-cam, network-1, 1-1-1",
    "hirescam, network-1, 1-1-1",
    "integrated-gradients, network-1, 27-27",
    "occlusion, image, 40-40",
    "shap, superpixels, 40-40"
  })
  void everyMethod_writesMapsAndAPage(String method, String raw, String shape) throws Exception {
    Ran ran = Ran.allnet("explain", model, cells, "--out", out, "--method", method);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.contains("  why "));
    assertThat(ran.err()).contains("index.html", "synthetic cells");
    BufferedImage overlay = ImageIO.read(out.resolve("overlay/a.png").toFile());
    assertThat(overlay.getWidth()).isEqualTo(360);
    assertThat(out.resolve("overlay/deep/b.png")).exists();
    assertThat(Files.size(out.resolve("map/a.npy"))).isEqualTo(128 + 40 * 40 * 4);
    assertThat(shapeOf(out.resolve("raw/" + raw + "/a.npy"))).isEqualTo(shape);
    JsonNode json = new ObjectMapper().readTree(out.resolve("json/a.json").toFile());
    assertThat(json.path("method").asText()).isEqualTo(method);
    assertThat(json.path("class").asText()).isEqualTo(json.path("predicted").asText());
    assertThat(json.path("logit").isNumber()).isTrue();
    if (!json.path("empty").asBoolean()) {
      JsonNode heat = json.path("positiveHeat");
      assertThat(heat.path("cell").asDouble() + heat.path("background").asDouble())
          .isBetween(0.999, 1.001);
      // a disc of one colour, whose radius is 12 of 40
      assertThat(heat.path("cellArea").asDouble()).isBetween(0.2, 0.3);
    }
    String page = Files.readString(out.resolve("index.html"));
    assertThat(page)
        .contains("Research use only", "a.png", "deep/b.bmp", "by heat on the cell")
        .doesNotContain("<script", "http://", "https://");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(out.resolve("index.html").toFile());
  }

  /** The numbers in an array's header. */
  private static String shapeOf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    String header = new String(bytes, 10, length, java.nio.charset.StandardCharsets.US_ASCII);
    return header
        .replaceAll("(?s).*\\(([^)]*)\\).*", "$1")
        .replaceAll(",\\s*$|\\s", "")
        .replace(",", "-");
  }

  @Test
  void classOption_explainsThatClass() throws IOException {
    Ran ran = Ran.allnet("explain", model, cells, "--out", out, "--class", "hem");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).allMatch(line -> line.contains("why hem"));
  }

  /** Attributions at their own resolution: logit less what the biases add. */
  @Test
  void hiresCam_saysWhatTheBiasesAdd() throws IOException {
    Ran.allnet("explain", model, cells, "--out", out);

    JsonNode json = new ObjectMapper().readTree(out.resolve("json/a.json").toFile());
    assertThat(json.path("method").asText()).isEqualTo("hirescam");
    JsonNode facts = json.path("facts");
    assertThat(facts.path("attributed").asDouble() + facts.path("biases").asDouble())
        .isBetween(json.path("logit").asDouble() - 1e-5, json.path("logit").asDouble() + 1e-5);
  }

  @Test
  void badImages_areNamedTheOthersExplained() throws IOException {
    Files.writeString(cells.resolve("broken.png"), "no picture");
    ModelFixture.disc(cells.resolve("blank.png"), 0);
    Path other = folder.resolve("missing.png");

    Ran ran = Ran.allnet("explain", model, cells, other, "--out", out);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out().lines()).hasSize(2);
    assertThat(ran.err())
        .contains("skipped: " + cells.resolve("broken.png"))
        .contains("skipped: blank.png: ")
        .contains("missing.png: no such file or folder")
        .contains("allnet: 2 explained, 2 skipped, 1 other problem; see above");
    assertThat(out.resolve("overlay/blank.png")).doesNotExist();
    assertThat(Files.readString(out.resolve("index.html")).split("Not on this page, and why"))
        .satisfiesExactly(
            explained -> assertThat(explained).doesNotContain("blank.png"),
            aside ->
                assertThat(aside)
                    .contains("blank.png: nothing to see", "broken.png: ", "missing.png: no such"));
  }

  @Test
  void nothingButBlankImages_leaveNoPage() throws IOException {
    Path blank = ModelFixture.disc(folder.resolve("blank/a.png"), 0);

    Ran ran = Ran.allnet("explain", model, blank, "--out", out);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(out.resolve("index.html")).doesNotExist();
  }

  @Test
  void imageTooSmallForOcclusion_isSkipped() throws IOException {
    Path small = folder.resolve("small.png");
    BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
    for (int x = 2; x < 7; x++) {
      for (int y = 2; y < 7; y++) {
        image.setRGB(x, y, 0x602090);
      }
    }
    ImageIO.write(image, "png", small.toFile());

    Ran ran = Ran.allnet("explain", model, cells, small, "--out", out, "--method", "occlusion");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out().lines()).hasSize(2);
    assertThat(ran.err()).contains("small.png: an image of 9 x 9 pixels is too small");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--method grad|--method 'grad' is unknown; use grad-cam, hirescam",
        "--class blast|--class 'blast' is unknown; use all, hem",
        "--steps 8|--steps can't act without --method integrated-gradients; leave it out",
        "--method integrated-gradients --steps 0|--steps 0 is out of range",
        "--method shap --samples 2|samples 2 is out of range",
        "--method occlusion --baseline white|--baseline 'white' is unknown; use black, mean",
        "--baseline mean|--baseline can't act here"
      })
  void wrongOption_isOneLine(String options, String line) throws IOException {
    Object[] words =
        ("explain " + model + " " + cells + " --out " + out + " " + options).split(" ");

    Ran ran = Ran.allnet(words);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(line);
    assertThat(ran.err().lines().filter(one -> one.startsWith("allnet: "))).hasSize(1);
    assertThat(out.resolve("index.html")).doesNotExist();
  }

  /** Nobody can tell from two images; the figures are there all the same. */
  @Test
  void check_ofFewImages_doesNotPass() throws IOException {
    Ran ran = Ran.allnet("explain", model, cells, "--out", out, "--check", "--method", "occlusion");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.resolve("check.json").toFile());
    assertThat(json.path("images").asInt()).isEqualTo(2);
    assertThat(json.path("randomisation")).hasSize(4);
    assertThat(json.path("randomisation").path(3).path("layer").asText()).isEqualTo("conv1");
    assertThat(json.path("comparisons")).hasSize(6);
    String verdict = json.path("verdict").asText();
    assertThat(verdict).startsWith("Occlusion ").containsAnyOf("fails", "not checked");
    assertThat(ran.out()).contains("check: " + verdict, "deletion: ", "rank correlation");
    assertThat(Files.readString(out.resolve("index.html"))).contains(verdict);
  }

  /** What is measured now is known before the first map is written. */
  @Test
  void check_thatFails_marksEachMap() throws IOException {
    for (int i = 0; i < 6; i++) {
      ModelFixture.disc(cells.resolve("n" + i + ".png"), 8 + i, i);
    }

    Ran ran = Ran.allnet("explain", model, cells, "--out", out, "--check", "--method", "grad-cam");

    ObjectMapper mapper = new ObjectMapper();
    String verdict = mapper.readTree(out.resolve("check.json").toFile()).path("verdict").asText();
    assertThat(verdict).as(ran.err()).contains("Grad-CAM fails for this model");
    JsonNode json = mapper.readTree(out.resolve("json/a.json").toFile());
    assertThat(json.path("check").asText()).isEqualTo("fails");
    assertThat(json.path("checkVerdict").asText()).isEqualTo(verdict);
    assertThat(ran.out().lines().filter(line -> line.contains("  why ")))
        .hasSize(8)
        .allMatch(line -> line.endsWith("; the method fails for this model"));
  }

  /** A last map of 1 x 1 is even, whatever the image. */
  @ParameterizedTest
  @CsvSource({"grad-cam, false", "hirescam, false", "occlusion, true"})
  void mapOfASinglePlace_isMarkedAsThat(String method, boolean tells) throws IOException {
    Ran ran = Ran.allnet("explain", model, cells, "--out", out, "--method", method);

    JsonNode json = new ObjectMapper().readTree(out.resolve("json/a.json").toFile());
    assertThat(json.path("tellsPlaces").isBoolean()).isTrue();
    assertThat(json.path("tellsPlaces").asBoolean()).isEqualTo(tells);
    assertThat(ran.out().lines())
        .allMatch(line -> line.contains(", of a single place, which tells nothing") != tells);
    assertThat(Files.readString(out.resolve("index.html")).split("tells nothing of places", -1))
        .hasSize(tells ? 1 : 3);
  }

  /** An image votes on itself too, so that of seven voters six are others. */
  @Test
  void correctedAnswers_showNeighboursAndVotes() throws IOException {
    for (int i = 0; i < 8; i++) {
      ModelFixture.disc(cells.resolve("n" + i + ".png"), 8 + i, i);
    }
    Path corrected = ModelFixture.corrected(model, folder.resolve("corrected.safetensors"), false);

    Ran ran = Ran.allnet("explain", corrected, cells, "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(out.resolve("neighbours.json").toFile());
    assertThat(json.path("images")).hasSize(10);
    JsonNode first = json.path("images").path(0);
    assertThat(first.path("image").asText()).isEqualTo("a.png");
    assertThat(first.path("mixtures").asInt()).isEqualTo(10);
    assertThat(first.path("neighbours")).hasSize(7);
    JsonNode itself = first.path("neighbours").path(0);
    assertThat(itself.path("image").asText()).isEqualTo("a.png");
    assertThat(itself.path("times").asInt()).isEqualTo(10);
    String page = Files.readString(out.resolve("index.html"));
    assertThat(page.split("class=\"voters\"", -1)).hasSize(10 + 1);
    assertThat(page.split("background-image", -1)).hasSize(10 + 1);
    assertThat(ran.out()).contains("a.png  corrected by neighbours: ");
  }

  /** Fewer than seven images correct each other by nothing. */
  @Test
  void correctedAnswers_fewImages_stayAsTheyAre() throws IOException {
    Path corrected = ModelFixture.corrected(model, folder.resolve("corrected.safetensors"), false);

    Ran ran = Ran.allnet("explain", corrected, cells, "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(Files.readString(out.resolve("index.html"))).contains("too few for it");
    assertThat(ran.out()).doesNotContain("corrected by neighbours");
  }

  /** What the model file says of a method is said of each of its maps. */
  @Test
  void methodThatFailsForTheModel_isMarked() throws IOException {
    Path failing = ModelFixture.mapsChecked(model, folder.resolve("failing.safetensors"), true);

    Ran ran = Ran.allnet("explain", failing, cells, "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    String verdict =
        "HiResCAM fails for this model, checked on 16 images of 12 subjects: its maps stay alike";
    assertThat(ran.err()).contains("warning: " + verdict);
    assertThat(ran.out().lines())
        .allMatch(line -> line.endsWith("; the method fails for this model"));
    JsonNode json = new ObjectMapper().readTree(out.resolve("json/a.json").toFile());
    assertThat(json.path("check").asText()).isEqualTo("fails");
    assertThat(json.path("checkVerdict").asText()).isEqualTo(verdict);
    assertThat(Files.readString(out.resolve("index.html")))
        .contains(verdict, "method fails for this model");
  }

  @Test
  void otherMethodOrOldModel_isNotChecked() throws IOException {
    Path passing = ModelFixture.mapsChecked(model, folder.resolve("passing.safetensors"), false);

    Ran ran = Ran.allnet("explain", passing, cells, "--out", out);
    Path other = folder.resolve("other");
    Ran.allnet("explain", passing, cells, "--out", other, "--method", "grad-cam");
    Path old = folder.resolve("old");
    Ran ofOld = Ran.allnet("explain", model, cells, "--out", old);

    assertThat(ran.out()).doesNotContain("fails");
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(out.resolve("json/a.json").toFile()).path("check").asText())
        .isEqualTo("passes");
    assertThat(Files.readString(out.resolve("index.html")))
        .contains("HiResCAM passes for this model, checked on 16 images of 12 subjects");
    assertThat(mapper.readTree(other.resolve("json/a.json").toFile()).path("check").asText())
        .isEqualTo("not checked");
    assertThat(mapper.readTree(old.resolve("json/a.json").toFile()).path("check").asText())
        .isEqualTo("not checked");
    assertThat(Files.readString(old.resolve("index.html")))
        .contains("HiResCAM is not checked for this model");
    assertThat(ofOld.err()).doesNotContain("not checked");
  }

  @Test
  void learners_areExplainedByFeatures() throws IOException {
    Path forest = ModelFixture.learned(model, folder.resolve("forest.safetensors"));

    Ran ran = Ran.allnet("explain", forest, cells, "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    String tenth = org.allnet.inference.image.feature.HandcraftedFeatures.names().get(9);
    assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.contains(" " + tenth + " ("));
    JsonNode json = new ObjectMapper().readTree(out.resolve("json/deep/b.json").toFile());
    assertThat(json.path("method").asText()).isEqualTo("features");
    assertThat(json.path("workedOutBy").asText()).isEqualTo("TreeSHAP");
    double sum = 0;
    for (JsonNode feature : json.path("features")) {
      sum += feature.path("contribution").asDouble();
    }
    assertThat(sum + json.path("baseProbabilityOfLearners").asDouble())
        .isCloseTo(
            json.path("probabilityOfLearners").asDouble(),
            org.assertj.core.data.Offset.offset(1e-9));
    assertThat(out.resolve("overlay")).doesNotExist();
    assertThat(Files.readString(out.resolve("index.html"))).contains(tenth, "blast");
  }

  @Test
  void methodOfAnotherKindOfModel_isOneLine() {
    Path forest = ModelFixture.learned(model, folder.resolve("forest.safetensors"));

    Ran ran = Ran.allnet("explain", forest, cells, "--out", out, "--method", "grad-cam");
    Ran other = Ran.allnet("explain", model, cells, "--out", out, "--method", "features");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            "allnet: --method grad-cam: learners on features answer in this model, and they have no gradients and see no places; use --method features");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("networks answer in this model", "use --method hirescam");
    assertThat(out).doesNotExist();
  }

  @Test
  void folderWithFiles_isLeftAlone() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("mine.txt"), "mine");

    Ran ran = Ran.allnet("explain", model, cells, "--out", out);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("is not empty");
    assertThat(Ran.allnet("explain", model, cells, "--out", out, "--overwrite").exitCode())
        .isZero();
    assertThat(out.resolve("mine.txt")).hasContent("mine");
    Ran other = Ran.allnet("explain", model, cells.resolve("a.png"), "--out", out, "--overwrite");
    assertThat(other.err())
        .contains(out + ": 5 files were there before and stay beside what is written now")
        .contains("(the first is json/deep/b.json)");
  }
}
