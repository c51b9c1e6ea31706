package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model in front of images that it has no business with, as a user meets it. */
final class RefusalCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIELDS = 8;

  @TempDir static Path folder;

  private static Path run;
  private static Path foreign;
  private static Path own;

  @BeforeAll
  static void train() throws IOException {
    Path cells = folder.resolve("cells");
    run = folder.resolve("run");
    foreign = folder.resolve("foreign");
    own = folder.resolve("own");
    synthesize(cells, 8, 6, 1);
    synthesize(own, 4, 6, 2);
    Ran trained =
        TinyRun.allnet(
            "train",
            cells,
            "--folds",
            2,
            "--hold-out",
            0.25,
            "--epochs",
            1,
            "--batch",
            8,
            "--per-class",
            0,
            "--out",
            run);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    for (int i = 0; i < FIELDS; i++) {
      field(foreign.resolve("field" + i + ".png"), i);
    }
  }

  private static void synthesize(Path cells, int subjects, int each, int seed) {
    Ran made =
        Ran.allnet(
            "dataset",
            "synthesize",
            cells,
            "--subjects",
            subjects,
            "--cells",
            each,
            "--size",
            96,
            "--seed",
            seed);
    assertThat(made.exitCode()).as(made.err()).isZero();
  }

  /** A whole field of green spots: no cell, and no black ground. */
  private static void field(Path file, int seed) throws IOException {
    BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(new Color(190, 210, 180));
    graphics.fillRect(0, 0, 96, 96);
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      graphics.setColor(new Color(40, 110 + random.nextInt(60), 30));
      graphics.fillOval(random.nextInt(80), random.nextInt(80), 16, 12);
    }
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  /** A field of white cells, as a microscope shows it. */
  private static void whiteCells(Path file) throws IOException {
    BufferedImage image = new BufferedImage(300, 240, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(new Color(230, 220, 222));
    graphics.fillRect(0, 0, 300, 240);
    graphics.setColor(new Color(90, 50, 140));
    for (int i = 0; i < 4; i++) {
      graphics.fillOval(30 + 170 * (i % 2), 20 + 130 * (i / 2), 44, 44);
    }
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  @Test
  void predict_wholeFields_namesDetectRun() throws IOException {
    Path fields = folder.resolve("whole");
    whiteCells(fields.resolve("a.png"));
    field(fields.resolve("b.png"), 1);

    Ran ran = Ran.allnet("predict", run, fields);
    Ran asJson = Ran.allnet("predict", run, fields, "--json");

    assertThat(ran.err())
        .contains("note: 1 of 2 images is plainly of a whole field, not of a single cell; ")
        .contains("allnet detect run finds the cells of fields");
    assertThat(ran.out().lines()).allMatch(line -> line.contains("  refer  "));
    assertThat(JSON.readTree(asJson.out()).get("warnings").toString())
        .contains("1 of 2 images is plainly of a whole field");
  }

  @Test
  void predict_singleCells_areNoFields() {
    assertThat(Ran.allnet("predict", run, own).err()).doesNotContain("whole field");
  }

  @Test
  void predict_foreign_isReferredAndTheBatchNamed() {
    Ran ran = Ran.allnet("predict", run, foreign);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .hasSize(FIELDS)
        .allMatch(line -> line.contains("  refer  P(all)=") && line.endsWith(")"));
    assertThat(ran.err())
        .contains(
            "8 of 8 images are unlike the images of training, poor, or show nothing: this set does");
  }

  /** Blank images have no answer, and are no less refused. */
  @Test
  void predict_mostlyBlank_isNamedAsABatch() throws IOException {
    Path blank = folder.resolve("blank");
    Files.createDirectories(blank);
    for (int i = 0; i < 5; i++) {
      ImageIO.write(
          new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB),
          "png",
          blank.resolve(i + ".png").toFile());
    }

    assertThat(Ran.allnet("predict", run, blank).err())
        .contains("5 of 5 images are unlike the images of training, poor, or show nothing");
  }

  @Test
  void predict_ownKind_isMostlyAccepted() {
    Ran ran = Ran.allnet("predict", run, own);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    long referred = ran.out().lines().filter(line -> line.contains("  refer  ")).count();
    assertThat(ran.out().lines().count()).isEqualTo(48);
    assertThat(referred).isLessThan(20);
  }

  @Test
  void predict_jsonAndCsv_giveTheReason() throws IOException {
    Path csv = folder.resolve("answers.csv");

    JsonNode said =
        JSON.readTree(Ran.allnet("predict", run, foreign, "--json", "--csv", csv).out());

    assertThat(said.path("refusesImages").asBoolean()).isTrue();
    assertThat(said.path("acceptAnything").asBoolean()).isFalse();
    assertThat(said.path("warnings")).hasSize(1);
    for (JsonNode image : said.path("images")) {
      assertThat(image.path("referred").asText()).isIn("poor-image", "unlike-training");
      assertThat(image.path("predicted").isNull()).isTrue();
      assertThat(image.path("answer").asText()).isEqualTo("refer");
      assertThat(image.path("probabilities")).hasSize(2);
    }
    assertThat(Files.readAllLines(csv).subList(1, 1 + FIELDS))
        .allMatch(line -> line.contains(",refer,,") && line.contains("referred: "));
  }

  @Test
  void explain_saysThatAnImageIsRefusedAndWhy() throws IOException {
    Path out = folder.resolve("explained");

    Ran ran = Ran.allnet("explain", run, foreign, "--out", out);

    assertThat(ran.out().lines())
        .hasSize(FIELDS)
        .allMatch(line -> line.contains("  refer (unlike") || line.contains("  refer (poor"));
    assertThat(ran.err()).contains("this set does not look like what the model learned from");
    try (Stream<Path> files = Files.walk(out.resolve("json"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        JsonNode said = JSON.readTree(file.toFile());
        assertThat(said.path("referred").asText()).isIn("poor-image", "unlike-training");
        assertThat(said.path("reason").asText()).startsWith("referred: ");
      }
    }
    assertThat(Files.readString(out.resolve("index.html"))).contains("this set does not look like");
  }

  @Test
  void predict_acceptAnything_answersAndMarks() throws IOException {
    Path csv = folder.resolve("anything.csv");

    Ran ran = Ran.allnet("predict", run, foreign, "--accept-anything", "--csv", csv);
    JsonNode said =
        JSON.readTree(Ran.allnet("predict", run, foreign, "--accept-anything", "--json").out());

    assertThat(ran.out().lines())
        .hasSize(FIELDS)
        .allMatch(
            line -> !line.contains("  refer  ") && line.contains("(--accept-anything; else "));
    assertThat(ran.err()).contains("such answers mean nothing", "this set does not look like");
    assertThat(Files.readAllLines(csv).subList(1, 1 + FIELDS))
        .allMatch(line -> line.contains("accepted by --accept-anything although referred: "));
    assertThat(said.path("acceptAnything").asBoolean()).isTrue();
    for (JsonNode image : said.path("images")) {
      assertThat(image.path("overruled").asText()).isIn("poor-image", "unlike-training");
      assertThat(image.path("predicted").isTextual()).isTrue();
    }
  }

  @Test
  void evaluate_showsTheWholeDecision() throws IOException {
    Path out = folder.resolve("evaluated");

    Ran ran = Ran.allnet("evaluate", run, "--data", own, "--out", out);
    JsonNode said = JSON.readTree(Ran.allnet("evaluate", run, "--data", own, "--json").out());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("the whole decision about 48 images", "  predicted: ");
    assertThat(Files.readString(out.resolve("report.html"))).contains("The whole decision");
    JsonNode whole = said.path("wholeDecision");
    assertThat(whole.path("images").asInt()).isEqualTo(48);
    int sum = 0;
    for (String key :
        new String[] {
          "predicted", "uncertain", "unlike-training", "poor-image", "nothing-to-see"
        }) {
      sum += whole.path(key).path("images").asInt();
    }
    assertThat(sum).isEqualTo(48);
    assertThat(said.path("images").isInt()).isTrue();
    assertThat(said.path("images").asInt()).isEqualTo(48); // metrics are of all images
  }

  @Test
  void evaluate_foreignSets_areToldApart() throws IOException {
    Path out = folder.resolve("foreign-out");
    Object[] words = {
      "evaluate",
      run,
      "--data",
      own,
      "--foreign",
      "far:fields=" + foreign,
      "--foreign",
      "near:cells=" + folder.resolve("cells/test.png"),
      "--out",
      out
    };
    Path copy = folder.resolve("cells/test.png");
    Files.copy(foreign.resolve("field0.png"), copy);

    Ran ran = Ran.allnet(words);
    JsonNode sets =
        JSON.readTree(
                Ran.allnet(
                        "evaluate",
                        run,
                        "--data",
                        own,
                        "--foreign",
                        "far:fields=" + foreign,
                        "--json")
                    .out())
            .path("foreign");
    Files.delete(copy);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines().filter(line -> line.startsWith("foreign set ")).toList())
        .satisfiesExactly(
            near -> assertThat(near).startsWith("foreign set cells (near): 1 image, refused"),
            far -> assertThat(far).startsWith("foreign set fields (far): 8 images, refused 1"));
    assertThat(ran.out())
        .contains(
            "  combined (refuses), ",
            " own and 1 foreign images: AUROC ",
            "max-softmax (baseline)");
    JsonNode kept = JSON.readTree(out.resolve("evaluation.json").toFile()).path("foreign");
    assertThat(kept.at("/0/name").asText()).isEqualTo("cells");
    assertThat(kept.get(1)).isEqualTo(sets.get(0));
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Foreign images refused", "fields (far)");
    assertThat(Files.readString(out.resolve("model-card.md"))).contains("fields (far): 8 images");
    assertThat(Files.readString(out.resolve("reporting-checklist.md")))
        .contains("foreign images, fields (far): refused 1");
    assertThat(sets).hasSize(1);
    JsonNode house = sets.at("/0/methods/combined");
    assertThat(house.path("foreign").asInt()).isEqualTo(8);
    assertThat(house.at("/auroc/value").asDouble()).isGreaterThan(0.9);
    assertThat(sets.at("/0/methods")).hasSize(7);
    assertThat(sets.at("/0/refused/value").asDouble()).isEqualTo(1);
  }

  @Test
  void evaluate_foreignImagesOfTheData_areRefused() throws IOException {
    Path both = folder.resolve("both");
    Path anew = folder.resolve("both-anew");
    Files.createDirectories(both);
    Files.createDirectories(anew);
    try (var files = Files.walk(own)) {
      for (Path file :
          files.filter(one -> one.toString().endsWith(".bmp")).sorted().limit(3).toList()) {
        Files.copy(file, both.resolve("x" + file.getFileName()));
        ImageIO.write(
            ImageIO.read(file.toFile()), "png", anew.resolve(file.getFileName() + ".png").toFile());
      }
    }
    Files.copy(foreign.resolve("field0.png"), both.resolve("field.png"));

    Path one = Files.createDirectories(folder.resolve("both-one"));
    Files.copy(both.resolve("field.png"), one.resolve("field.png"));
    try (var files = Files.list(both)) {
      Path first = files.filter(file -> file.toString().endsWith(".bmp")).findFirst().orElseThrow();
      Files.copy(first, one.resolve("one.bmp"));
    }

    Ran lone = Ran.allnet("evaluate", run, "--data", own, "--foreign", "b=" + one);
    assertThat(lone.err())
        .contains("one.bmp: is also in --data (1 of 2 images of the foreign set 'b' is); leave it");
    Ran copied = Ran.allnet("evaluate", run, "--data", own, "--foreign", "b=" + both);
    Ran saved = Ran.allnet("evaluate", run, "--data", own, "--foreign", "b=" + anew);

    assertThat(copied.exitCode()).isEqualTo(1);
    assertThat(copied.err())
        .contains("is also in --data (3 of 4 images of the foreign set 'b' are); leave them");
    assertThat(saved.exitCode()).isEqualTo(1);
    assertThat(saved.err()).contains("(3 of 3 images of the foreign set 'b' are)");
  }

  @Test
  void evaluate_blankImages_areARowOfTheTable() throws IOException {
    Path some = folder.resolve("some-blank");
    synthesize(some, 2, 3, 5);
    for (int i = 0; i < 4; i++) {
      ImageIO.write(
          new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB),
          "bmp",
          some.resolve("training_data/fold_0/all/UID_1_9" + i + "_1_all.bmp").toFile());
    }

    Ran ran = Ran.allnet("evaluate", run, "--data", some);
    JsonNode whole =
        JSON.readTree(Ran.allnet("evaluate", run, "--data", some, "--json").out())
            .path("wholeDecision");

    assertThat(ran.out()).contains("the whole decision about 16 images", "  nothing to see: 4");
    assertThat(whole.path("images").asInt()).isEqualTo(16);
    assertThat(whole.at("/nothing-to-see/images").asInt()).isEqualTo(4);
    assertThat(ran.err()).contains("of 16 images are unlike the images of training, poor, or show");
  }

  @Test
  void evaluate_foreignTrainingImages_areRefused() throws IOException {
    Path own1 = folder.resolve("cells/training_data/fold_0/all");
    Path pixels = folder.resolve("saved-anew");
    Files.createDirectories(pixels);
    try (var files = Files.list(own1)) {
      for (Path file : files.toList()) {
        Path png = pixels.resolve(file.getFileName() + ".png");
        ImageIO.write(ImageIO.read(file.toFile()), "png", png.toFile());
      }
    }

    Ran saved = Ran.allnet("evaluate", run, "--data", own, "--foreign", "mine=" + pixels);
    Ran all = Ran.allnet("evaluate", run, "--data", own, "--foreign", "mine=" + own1);
    Ran wrong = Ran.allnet("evaluate", run, "--data", own, "--foreign", "mine");
    Ran none = Ran.allnet("evaluate", run, "--data", own, "--foreign", "mine=" + folder + "/no");

    assertThat(all.exitCode()).isEqualTo(1);
    assertThat(all.err().lines().toList().get(all.err().lines().toList().size() - 1))
        .contains("the model was trained or fitted on it", "foreign set 'mine'");
    assertThat(saved.err()).contains("so it is not foreign to it");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--foreign mine: write NAME=PATH");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("no image is there");
  }

  @Test
  void olderModel_saysSoOnce_andRefusesTheOption() throws IOException {
    Path old = ModelFixture.model(folder.resolve("old.safetensors"));
    Path disc = ModelFixture.disc(folder.resolve("disc.png"), 9);

    Ran ran = Ran.allnet("predict", old, disc, disc);
    Ran refused = Ran.allnet("predict", old, disc, "--accept-anything");

    assertThat(ran.err().split("can't tell images that are unlike", -1)).hasSize(2);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--accept-anything").contains("refuses no image");
    assertThat(Ran.allnet("model", "describe", old).out()).contains("can't tell images");
    Ran explained = Ran.allnet("explain", old, disc, disc, "--out", folder.resolve("old-maps"));
    assertThat(explained.err().split("can't tell images that are unlike", -1)).hasSize(2);
    assertThat(explained.err()).contains("note: This model can't tell images that are unlike");
    assertThat(Files.readString(folder.resolve("old-maps/index.html")))
        .contains("tell images that are unlike");
  }

  @Test
  void describe_saysWhatIsRefused() {
    Path model = run.resolve("fold-1/model.safetensors");

    assertThat(Ran.allnet("model", "describe", model).out())
        .contains(
            "unlike training: distance to the nearest class above ",
            "accepts at least 95.0 % of",
            "poor image: focus outside ",
            "or distance in colour and texture above ");
  }

  @Test
  void decide_otherFraction_movesTheThreshold() throws IOException {
    Path copy = folder.resolve("decided");
    Ran trained =
        TinyRun.allnet(
            "train",
            folder.resolve("cells"),
            "--folds",
            2,
            "--hold-out",
            0.25,
            "--epochs",
            1,
            "--batch",
            8,
            "--per-class",
            0,
            "--accept-fraction",
            0.5,
            "--out",
            copy);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(Files.readString(copy.resolve("run.json"))).contains("\"acceptFraction\" : 0.5");

    Ran decided = Ran.allnet("decide", copy, "--accept-fraction", 0.95);

    assertThat(decided.exitCode()).as(decided.err()).isZero();
    Path model = Path.of("fold-1/model.safetensors");
    assertThat(refusal(copy.resolve(model))).isEqualTo(refusal(run.resolve(model)));
  }

  private static String refusal(Path model) {
    return Ran.allnet("model", "describe", model)
        .out()
        .lines()
        .filter(line -> line.startsWith("unlike training"))
        .findFirst()
        .orElseThrow();
  }
}
