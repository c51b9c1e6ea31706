package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of which nothing is to be seen get no answer, whoever is asked. */
final class NothingToSeeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Path model;
  private static Path stretching;

  @BeforeAll
  static void lay() throws IOException {
    model = ModelFixture.model(folder.resolve("model.safetensors"));
    stretching = ModelFixture.segmenting(folder.resolve("stretching.safetensors"), "stretched");
    blank(folder.resolve("blank/black.png"), 0x000000);
    blank(folder.resolve("blank/grey.jpg"), 0x8c8c8c);
    blank(folder.resolve("blank/white.png"), 0xffffff);
    for (String set : List.of("labelled", "trained")) {
      for (int i = 0; i < 12; i++) {
        String label = i % 2 == 0 ? "all" : "hem";
        ModelFixture.disc(folder.resolve(set + "/" + label + "/" + i + ".png"), 8 + i % 5, i);
      }
      blank(folder.resolve(set + "/all/black.png"), 0x000000);
      blank(folder.resolve(set + "/hem/white.png"), 0xffffff);
    }
  }

  private static void blank(Path file, int colour) throws IOException {
    BufferedImage image = new BufferedImage(60, 50, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(colour));
    graphics.fillRect(0, 0, 60, 50);
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, file.toString().endsWith("jpg") ? "jpg" : "png", file.toFile());
  }

  /** A field whose corner alone is saturated, so that nothing else is kept. */
  private static void erased(Path file, int shade) throws IOException {
    BufferedImage image = new BufferedImage(60, 50, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0xd0c0d0));
    graphics.fillRect(0, 0, 60, 50);
    graphics.setColor(new Color(0xa890b0 + shade));
    Random places = new Random(shade);
    for (int i = 0; i < 4; i++) {
      graphics.fillOval(10 + places.nextInt(25), 5 + places.nextInt(20), 12, 12);
    }
    graphics.dispose();
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, 0x140014);
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  @Test
  void predict_answersTheOthersAndNamesThem() throws IOException {
    Path cell = folder.resolve("labelled/all/0.png");

    Ran ran = Ran.allnet("predict", model, folder.resolve("blank"), cell);
    Ran json = Ran.allnet("predict", model, folder.resolve("blank"), cell, "--json");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out().lines()).hasSize(1).first().asString().contains("0.png");
    assertThat(ran.err())
        .contains(
            "skipped: black.png: nothing to see",
            "skipped: grey.jpg: nothing to see",
            "skipped: white.png: nothing to see",
            "1 classified, 3 skipped");
    JsonNode said = JSON.readTree(json.out());
    assertThat(said.path("images")).hasSize(1);
    assertThat(said.path("unanswered")).hasSize(3);
    assertThat(said.at("/unanswered/0/cause").asText()).isEqualTo("even");
  }

  @Test
  void evaluate_leavesThemOutAndSaysSo() throws IOException {
    Path out = folder.resolve("out");

    Ran ran = Ran.allnet("evaluate", model, "--data", folder.resolve("labelled"), "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.out()).contains("12 images");
    assertThat(ran.err())
        .contains(
            "skipped: all/black.png: nothing to see",
            "skipped: hem/white.png: nothing to see",
            "there is no answer for them: 2 images (all/black.png: nothing to see",
            "12 evaluated, 2 skipped");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Left out of all metrics", "all/black.png");
    assertThat(Files.readAllLines(out.resolve("predictions.csv")))
        .filteredOn(line -> line.startsWith("all/black.png,"))
        .singleElement()
        .asString()
        .contains("nothing to see");
  }

  @Test
  void evaluate_blankAndBrokenImage_saysBoth() throws IOException {
    Path data = folder.resolve("two-skipped");
    for (int i = 0; i < 12; i++) {
      String label = i % 2 == 0 ? "all" : "hem";
      ModelFixture.disc(data.resolve(label + "/" + i + ".png"), 8 + i % 5, i);
    }
    blank(data.resolve("all/black.png"), 0x000000);
    byte[] whole = Files.readAllBytes(data.resolve("hem/1.png"));
    Files.write(data.resolve("hem/cut.png"), Arrays.copyOf(whole, whole.length / 2));
    Path out = folder.resolve("two-skipped-out");

    Ran ran = Ran.allnet("evaluate", model, "--data", data, "--out", out);
    Ran json = Ran.allnet("evaluate", model, "--data", data, "--json");

    assertThat(ran.err()).contains("12 evaluated, 2 skipped");
    assertThat(ran.out()).contains("12 images");
    String left = "Left out of all metrics, because there is no answer for them: 2 images (";
    assertThat(JSON.readTree(json.out()).path("warnings").toString())
        .contains(left, "all/black.png: nothing to see", "hem/cut.png: ");
    for (String file : List.of("report.html", "evaluation.json", "model-card.md")) {
      assertThat(Files.readString(out.resolve(file)))
          .as(file)
          .contains(left, "all/black.png", "hem/cut.png");
    }
    Path predictions = out.resolve("predictions.csv");
    assertThat(Files.readString(predictions))
        .contains("all/black.png,", "hem/cut.png,")
        .doesNotContain(data.toString());
    Ran evaluated = Ran.allnet("evaluate", "--predictions", predictions);
    assertThat(evaluated.err()).contains(left, "all/black.png", "hem/cut.png");
    Ran compared = Ran.allnet("compare", "a=" + predictions, "b=" + predictions);
    assertThat(compared.out()).contains("a: " + left, "b: " + left, "hem/cut.png");
  }

  /** What training leaves out, augment and inspect say as well. */
  @Test
  void augmentAndInspect_nameBlankImages() throws IOException {
    Path data = folder.resolve("with-a-blank");
    for (int i = 0; i < 4; i++) {
      ModelFixture.disc(data.resolve((i % 2 == 0 ? "all/" : "hem/") + i + ".png"), 8 + i, i);
    }
    blank(data.resolve("all/black.png"), 0x000000);
    Path out = folder.resolve("without-a-blank");

    Ran augmented = Ran.allnet("augment", data, "--out", out, "--per-class", 2);
    Ran inspected = Ran.allnet("dataset", "inspect", data);

    assertThat(augmented.exitCode()).as(augmented.err()).isZero();
    assertThat(augmented.err())
        .contains("left out, as in training: 1 labelled image", "such as all/black.png");
    assertThat(Files.readString(out.resolve("augmentation.csv"))).doesNotContain("black");
    assertThat(inspected.out())
        .contains("all/black.png: nothing to see", "neither trained on nor evaluated");
  }

  @Test
  void predict_writesARowForABrokenImageToo() throws IOException {
    Path cell = folder.resolve("labelled/all/0.png");
    byte[] whole = Files.readAllBytes(cell);
    Path cut = folder.resolve("cut/cut.png");
    Files.createDirectories(cut.getParent());
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    Path csv = folder.resolve("cut.csv");

    Ran ran = Ran.allnet("predict", model, cell, cut, "--csv", csv);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(Files.readAllLines(csv))
        .filteredOn(line -> line.contains("cut.png,"))
        .singleElement()
        .asString()
        .contains("cut.png,,none,,is cut short or damaged");
  }

  @Test
  void evaluate_ofBlankImagesAlone_isRefused() throws IOException {
    blank(folder.resolve("nothing/all/a.png"), 0);
    blank(folder.resolve("nothing/hem/b.png"), 0xffffff);

    Ran ran = Ran.allnet("evaluate", model, "--data", folder.resolve("nothing"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("none of its 2 images can be evaluated", "nothing to see");
  }

  @Test
  void train_namesThemBeforehandAndLeavesThemOut() throws IOException {
    Path run = folder.resolve("run");
    Path split = folder.resolve("split.csv");
    Path data = folder.resolve("trained");
    Ran.allnet("dataset", "split", data, "--protocol", "image", "--folds", 2, "--out", split);

    // Drawn by another program, which does not leave them out.
    assertThat(Files.readString(split)).doesNotContain("black.png", "white.png");
    Files.writeString(
        split,
        "all/black.png,all,,all/black.png,1,image,2,7,,1\nhem/white.png,hem,,hem/white.png,1,image,2,7,,1\n",
        StandardOpenOption.APPEND);
    Ran ran =
        Ran.allnet(
            "train",
            data,
            "--split",
            split,
            "--epochs",
            1,
            "--batch",
            2,
            "--input-size",
            27,
            "--width",
            0.0625,
            "--segmentation",
            "none",
            "--device",
            "cpu",
            "--out",
            run);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("all/black.png: left out, nothing to see", "hem/white.png: left out");
    assertThat(Files.readString(run.resolve("split.csv"))).doesNotContain("black.png");
  }

  @Test
  void modelThatErases_classifiesNothing() throws IOException {
    erased(folder.resolve("one/field.png"), 0);
    for (int i = 0; i < 10; i++) {
      erased(folder.resolve("fields/" + (i % 2 == 0 ? "all" : "hem") + "/f" + i + ".png"), i);
    }

    Ran one = Ran.allnet("predict", stretching, folder.resolve("one"));
    Ran all = Ran.allnet("predict", stretching, folder.resolve("fields"));
    Ran evaluated = Ran.allnet("evaluate", stretching, "--data", folder.resolve("fields"));
    Ran trained =
        Ran.allnet(
            "train",
            folder.resolve("fields"),
            "--protocol",
            "image",
            "--folds",
            2,
            "--batch",
            2,
            "--input-size",
            27,
            "--width",
            0.0625,
            "--out",
            folder.resolve("stopped"));

    assertThat(one.exitCode()).isEqualTo(1);
    assertThat(one.out()).isEmpty();
    assertThat(one.err()).contains("field.png: nothing to see: segmentation 'stretched' keeps");
    for (Ran ran : List.of(all, evaluated, trained)) {
      assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err().lines().filter(line -> line.startsWith("allnet: ")))
          .hasSize(1)
          .first()
          .asString()
          .contains("fields: segmentation 'stretched'", "erases 10 of 10 images")
          .contains("'otsu', which keeps the nuclei", "'none', which keeps everything");
    }
    assertThat(folder.resolve("stopped")).doesNotExist();
  }
}
