package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {

  /** The smallest run that trains. */
  private static final List<Object> TINY =
      List.of(
          "--folds",
          2,
          "--epochs",
          1,
          "--batch",
          4,
          "--input-size",
          27,
          "--width",
          0.0625,
          "--lr",
          "1e-3",
          "--segmentation",
          "none",
          "--device",
          "cpu",
          "--threads",
          1);

  /** The same where a file says how the images are split. */
  private static final List<Object> TINY_OF_A_SPLIT = TINY.subList(2, TINY.size());

  @TempDir static Path folder;

  private static Path data;

  @BeforeAll
  static void paint() throws IOException {
    data = folder.resolve("data");
    StringBuilder subjects = new StringBuilder("image,subject\n");
    for (int i = 0; i < 24; i++) {
      String label = i % 2 == 0 ? "all" : "hem";
      // Every disc differs, or they would be copies and join their subjects.
      Path file = data.resolve(label + "/cell" + i + ".png");
      ModelFixture.disc(file, (i % 2 == 0 ? 15 : 8) + i % 3, i);
      subjects.append("%s/cell%d.png,person%d\n".formatted(label, i, i % 12));
    }
    Files.writeString(data.resolve("subjects.csv"), subjects);
  }

  @Test
  void train_thenEvaluateAndPredict_onAnUnseenFolder() throws IOException {
    Path run = folder.resolve("train");

    Ran train = allnet("train", data, "--out", run, TINY);

    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.err()).contains("epoch 1 of 1: loss");
    assertThat(train.out()).contains("model:", "report:", "sensitivity");
    assertThat(run.resolve("run.json")).exists();
    assertThat(run.resolve("split.csv")).exists();
    assertThat(run.resolve("metrics.jsonl")).exists();
    assertThat(Files.readString(run.resolve("report.html"))).contains("Research use only");
    Path model = run.resolve("fold-1/model.safetensors");
    Ran held =
        allnet("evaluate", model, "--data", data, "--split", run.resolve("split.csv"), "--json");
    assertThat(held.exitCode()).as(held.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(held.out());
    assertThat(json.path("accuracy").path("value").isNumber()).isTrue();
    assertThat(json.path("warnings")).hasSize(1); // of so few images it can't tell which are unlike
    assertThat(json.at("/warnings/0").asText()).contains("can't tell images", "very few images");
    assertThat(json.path("protocol").asText()).isEqualTo("subject");
    assertThat(json.path("tested").asText()).isEqualTo("hold_out");
    assertThat(allnet("model", "describe", model).out())
        .contains("images by content:", "validated and fitted on", "commit");
    Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
    Ran predict = allnet("predict", model, data.resolve("all"), broken);
    assertThat(predict.exitCode()).isEqualTo(1);
    assertThat(predict.out().lines()).hasSize(12);
    assertThat(predict.err()).contains("broken.png");
  }

  @Test
  void evaluate_trainedImages_areLeftOutByContent() throws IOException {
    Path run = folder.resolve("seen");
    assertThat(allnet("train", data, "--out", run, TINY).exitCode()).isZero();
    Path model = run.resolve("fold-1/model.safetensors");
    List<List<String>> places = places(run.resolve("split.csv"));
    long held = places.stream().filter(place -> place.get(4).equals("holdout")).count();
    long fitted = places.stream().filter(place -> place.get(4).equals("1")).count();
    long trained = places.size() - held - fitted;

    // Saved anew in another format, an image is known by its pixels.
    Path copies = folder.resolve("copies");
    Files.createDirectories(copies);
    for (List<String> place : places) {
      ImageIO.write(
          ImageIO.read(data.resolve(place.get(0)).toFile()),
          "bmp",
          copies.resolve(place.get(0).replace('/', '-').replace(".png", ".bmp")).toFile());
    }
    Path called = folder.resolve("copies.csv");
    Ran predicted = allnet("predict", model, copies, "--csv", called);
    assertThat(predicted.exitCode()).as(predicted.err()).isZero();
    String said =
        "the model was trained on %d and validated on %d of these %d images"
            .formatted(trained, fitted, places.size());
    assertThat(predicted.err()).contains("warning: " + said);
    Ran asJson = allnet("predict", model, copies, "--json");
    assertThat(new ObjectMapper().readTree(asJson.out()).path("warnings").toString())
        .contains(said);
    assertThat(Files.readString(called)).doesNotContain(",external,");
    assertThat(Files.readAllLines(called).stream().filter(row -> row.contains(",training,")))
        .hasSize((int) trained);

    // The very data set, without a split: what is left is what was held out.
    Ran whole = allnet("evaluate", model, "--data", data, "--json");
    JsonNode json = new ObjectMapper().readTree(whole.out());
    assertThat(json.path("images").asLong()).isEqualTo(held);
    assertThat(whole.err()).contains("Left out", fitted + " validation", trained + " training");

    // The same images under other names, without subjects, some of them in another format.
    Path renamed = folder.resolve("renamed");
    Path trainedOn = folder.resolve("trained-on");
    int number = 0;
    for (List<String> place : places) {
      String name = "image" + number++;
      BufferedImage image = ImageIO.read(data.resolve(place.get(0)).toFile());
      for (Path copy :
          place.get(4).equals("holdout") ? List.of(renamed) : List.of(renamed, trainedOn)) {
        Path file = copy.resolve(place.get(1)).resolve(name + (number % 2 == 0 ? ".png" : ".bmp"));
        Files.createDirectories(file.getParent());
        if (number % 2 == 0) {
          Files.copy(data.resolve(place.get(0)), file);
        } else {
          ImageIO.write(image, "bmp", file.toFile());
        }
      }
    }
    Ran other = allnet("evaluate", model, "--data", renamed, "--json");
    assertThat(other.exitCode()).as(other.err()).isZero();
    JsonNode same = new ObjectMapper().readTree(other.out());
    assertThat(same.path("images").asLong()).isEqualTo(held);
    assertThat(same.path("confusion")).isEqualTo(json.path("confusion"));
    assertThat(same.path("warnings").toString())
        .contains(fitted + " validation", trained + " training");

    // A split that calls training images held out hides nothing.
    Path forged = folder.resolve("forged.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(run.resolve("split.csv")));
    lines.replaceAll(
        line -> line.replace(",holdout,", ",X,").replace(",2,subject", ",holdout,subject"));
    lines.replaceAll(line -> line.replace(",X,", ",2,"));
    Files.write(forged, lines);
    Ran hidden = allnet("evaluate", model, "--data", data, "--split", forged);
    assertThat(hidden.exitCode()).isEqualTo(1);
    assertThat(hidden.err())
        .contains("was trained or fitted on all of its " + trained + " labelled images");

    Ran none = allnet("evaluate", model, "--data", trainedOn);
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.out()).isEmpty();
    assertThat(none.err())
        .contains(
            "allnet: " + trainedOn, "was trained or fitted on all of its", "give other images");
  }

  private static List<List<String>> places(Path split) throws IOException {
    return Files.readAllLines(split).stream()
        .skip(1)
        .map(line -> List.of(line.split(",", -1)))
        .toList();
  }

  @Test
  void evaluate_foldFile_poolsNoValidationImages() throws IOException {
    Path run = folder.resolve("pooled");
    assertThat(allnet("crossval", data, "--out", run, TINY).exitCode()).isZero();
    Path fold = run.resolve("fold-1/predictions.csv");
    List<List<String>> places = places(run.resolve("split.csv"));
    long held = places.stream().filter(place -> place.get(4).equals("holdout")).count();
    long fitted = places.stream().filter(place -> place.get(4).equals("1")).count();
    Path out = folder.resolve("pooled-out");

    Ran ran = allnet("evaluate", "--predictions", fold, "--json", "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.path("images").asLong()).isEqualTo(held);
    assertThat(json.path("tested").asText()).isEqualTo("hold_out");
    assertThat(json.at("/folds/0/role").asText()).isEqualTo("hold-out");
    assertThat(json.at("/folds/0/evaluation/images").asLong()).isEqualTo(held);
    assertThat(json.at("/folds/1/role").asText()).isEqualTo("validation");
    assertThat(json.at("/folds/1/fold").asText()).isEqualTo("validation-1");
    assertThat(json.at("/folds/1/evaluation/images").asLong()).isEqualTo(fitted);
    assertThat(json.path("warnings").toString())
        .contains(
            "beside them, never together", fitted + " of images that the system was validated");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("By fold and role", "validation-1", "holdout-1");
    assertThat(allnet("evaluate", "--predictions", fold).out())
        .contains("metrics of held-out images", "by fold and role", "validation-1");
    // Its validation rows may fit a rule that its held-out rows are evaluated by.
    Ran ruled = allnet("evaluate", "--predictions", fold, "--validation", fold, "--json");
    assertThat(ruled.exitCode()).as(ruled.err()).isZero();
    Ran compare = allnet("compare", "fold=" + fold, "run=" + run);
    assertThat(compare.exitCode()).as(compare.err()).isZero();
    assertThat(compare.out()).contains("fold: Metrics are of the " + held + " predictions");
  }

  @Test
  void rule_fittedInTraining_isReportedAlike() throws IOException {
    Path run = folder.resolve("rule");
    List<Object> words = new ArrayList<>(TINY);
    words.addAll(List.of("--operating-point", "youden", "--max-error", 0.2, "--set-error", 0.2));
    Ran train = allnet("train", data, "--out", run, "--json", words);
    assertThat(train.exitCode()).as(train.err()).isZero();
    JsonNode made = new ObjectMapper().readTree(train.out());
    Path model = run.resolve("fold-1/model.safetensors");
    Path evaluated = folder.resolve("evaluated");
    Ran evaluate =
        allnet(
            "evaluate",
            model,
            "--data",
            data,
            "--split",
            run.resolve("split.csv"),
            "--out",
            evaluated,
            "--json");
    JsonNode again = new ObjectMapper().readTree(evaluate.out());

    JsonNode rule = made.at("/decision/rule");
    assertThat(rule.at("/operatingPoint/rule").asText()).isEqualTo("youden");
    assertThat(rule.at("/referBand/maxError").asDouble()).isEqualTo(0.2);
    assertThat(again.at("/decision/rule")).isEqualTo(rule);
    assertThat(again.at("/decision/referBand")).isEqualTo(made.at("/decision/referBand"));
    assertThat(again.at("/confusion")).isEqualTo(made.at("/evaluation/confusion"));
    assertThat(again.at("/auroc/value")).isEqualTo(made.at("/evaluation/auroc/value"));
    for (Path folder : List.of(run, evaluated)) {
      assertThat(Files.readString(folder.resolve("report.html")))
          .contains("cell area alone", "majority class", "Promised on validation images");
      assertThat(folder.resolve("model-card.md")).exists();
      assertThat(folder.resolve("reporting-checklist.md")).exists();
    }
    assertThat(allnet("model", "describe", model).out())
        .contains(
            "operating point: youden",
            "refer band: no image has to be referred",
            "misses promised of each class; all");
    JsonNode predicted =
        new ObjectMapper().readTree(allnet("predict", model, data, "--sets", "--json").out());
    assertThat(predicted.path("rule")).isEqualTo(rule);
    assertThat(predicted.path("images"))
        .allMatch(
            image -> List.of("blast", "healthy", "refer").contains(image.path("answer").asText()));
    Ran compare = allnet("compare", "run=" + run, "evaluation=" + evaluated);
    assertThat(compare.out()).contains("no difference shown between run and evaluation");
  }

  @Test
  void crossval_splitFile_resumeTrainsNothing() throws IOException {
    Path split = folder.resolve("split.csv");
    Path run = folder.resolve("crossval");
    assertThat(allnet("dataset", "split", data, "--folds", 2, "--out", split).exitCode()).isZero();

    Ran first = allnet("crossval", data, "--split", split, "--out", run, "--json", TINY_OF_A_SPLIT);
    Ran again = allnet("crossval", "--resume", run, "--json");

    assertThat(first.exitCode()).as(first.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(first.out());
    assertThat(json.path("protocol").asText()).isEqualTo("subject");
    assertThat(json.path("foldModels")).hasSize(2);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("epoch 1 of 1: loss");
    assertThat(new ObjectMapper().readTree(again.out()).path("evaluation"))
        .isEqualTo(json.path("evaluation"));
  }

  @Test
  void half_halvesTheModelAndReportsItsMetrics() throws IOException {
    Path full = folder.resolve("full");
    Path half = folder.resolve("half");
    assertThat(allnet("train", data, "--out", full, TINY).exitCode()).isZero();
    Ran ran = allnet("train", data, "--out", half, "--half", "--json", TINY);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    Path model = half.resolve("fold-1/model.safetensors");
    assertThat(Files.size(model))
        .isLessThan(Files.size(full.resolve("fold-1/model.safetensors")) * 6 / 10);
    Ran evaluated =
        allnet("evaluate", model, "--data", data, "--split", half.resolve("split.csv"), "--json");
    assertThat(new ObjectMapper().readTree(evaluated.out()).at("/logLoss/value").asDouble())
        .isCloseTo(
            new ObjectMapper().readTree(ran.out()).at("/evaluation/logLoss/value").asDouble(),
            org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void imageProtocol_isSaidBesideEveryMetric() throws IOException {
    Path run = folder.resolve("image");

    Ran ran = allnet("train", data, "--protocol", "image", "--out", run, TINY);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertMarked(ran, run);
    Path model = run.resolve("fold-1/model.safetensors");
    JsonNode seal = new ObjectMapper().readTree(run.resolve("fold-1/seal.json").toFile());
    assertThat(of(run, "run")).hasSize(64).isEqualTo(seal.path("run").asText());
    assertThat(allnet("model", "describe", model).out()).contains(WARNING);
    Path evaluated = folder.resolve("image-evaluated");
    assertMarked(allnet("evaluate", model, "--data", data, "--out", evaluated), evaluated);
    assertThat(of(evaluated, "model")).isNotEmpty().isEqualTo(seal.path("model").asText());
    assertMarkedJson(allnet("evaluate", model, "--data", data, "--json"), "image");
    // Other images do not take the mark off a model, nor do other names of its predictions.
    Path others = folder.resolve("image-others");
    for (int i = 0; i < 8; i++) {
      ModelFixture.disc(
          others.resolve(i % 2 == 0 ? "all/o" + i + ".png" : "hem/o" + i + ".png"), 5 + i, 40 + i);
    }
    assertMarkedJson(allnet("evaluate", model, "--data", others, "--json"), "image");
    for (Path file :
        List.of(run.resolve("predictions.csv"), run.resolve("fold-1/predictions.csv"))) {
      Path copy =
          Files.copy(file, folder.resolve("copy-" + file.getParent().getFileName() + ".csv"));
      Path out = folder.resolve("out-" + file.getParent().getFileName());
      assertMarked(allnet("evaluate", "--predictions", copy, "--out", out), out);
      assertMarkedJson(allnet("evaluate", "--predictions", copy, "--json"), "image");
      Path compared = folder.resolve("compared-" + file.getParent().getFileName());
      Ran compare = allnet("compare", "a=" + copy, "b=" + copy, "--out", compared);
      assertThat(compare.out())
          .startsWith("a: " + WARNING)
          .contains("b: " + WARNING, "a (image-level) minus b (image-level)")
          .contains("no difference shown between a (image-level) and b (image-level)");
      assertThat(Files.readString(compared.resolve("report.html")))
          .contains("(image-level)", WARNING, "a (image-level)");
      JsonNode json =
          new ObjectMapper().readTree(allnet("compare", "a=" + copy, "b=" + copy, "--json").out());
      assertThat(json.at("/systems/a/protocol").asText()).isEqualTo("image");
      assertThat(json.path("warnings").toString()).contains(WARNING);
    }
    Path called = folder.resolve("image-called.csv");
    assertThat(allnet("predict", model, data, "--csv", called).exitCode()).isZero();
    assertThat(Files.readAllLines(called))
        .filteredOn(line -> line.contains(",image,training,"))
        .isNotEmpty();
    assertThat(Files.readAllLines(called))
        .filteredOn(line -> line.contains(",image,hold-out,"))
        .isNotEmpty();
  }

  /** Of which run or model an evaluation says that it is. */
  private static String of(Path folder, String what) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("evaluation.json").toFile())
        .path(what)
        .asText();
  }

  private static final String WARNING =
      "Image-level: cells of one person are on both sides of the split";

  /** The words and the warning are in the text, on the page and on the card. */
  private static void assertMarked(Ran ran, Path folder) throws IOException {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains(WARNING).containsIgnoringCase("image-level");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains(WARNING, "(image-level)</h1>");
    assertThat(Files.readString(folder.resolve("model-card.md")))
        .contains(WARNING, "| metric (image-level) |");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("evaluation.json").toFile());
    assertThat(json.path("protocol").asText()).isEqualTo("image");
    assertThat(json.path("warnings").toString()).contains(WARNING);
  }

  private static void assertMarkedJson(Ran ran, String protocol) throws IOException {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.path("protocol").asText()).isEqualTo(protocol);
    assertThat(json.path("warnings").toString()).contains(WARNING);
  }

  @Test
  void augmentBeforeSplit_isNamedInEveryHeadline() throws IOException {
    String words = "image-level, augmented before the split";
    Path run = folder.resolve("before");
    List<Object> before =
        List.of("--protocol", "image", "--augment", "before-split", "--per-class", 12);

    Ran ran = allnet("train", data, "--out", run, before, TINY);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).containsIgnoringCase(words);
    for (String file : List.of("report.html", "model-card.md", "reporting-checklist.md")) {
      assertThat(Files.readString(run.resolve(file))).as(file).containsIgnoringCase(words);
    }
    Path compared = folder.resolve("compared");
    Ran compare = allnet("compare", "a=" + run, "b=" + run, "--out", compared);
    assertThat(compare.out()).contains("a (" + words + ") minus b (" + words + ")");
    assertThat(Files.readString(compared.resolve("report.html"))).containsIgnoringCase(words);
    Ran alone =
        allnet("train", data, "--out", folder.resolve("never"), "--augment", "before-split");
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).contains("--augment before-split goes with --protocol image");
    Path split = run.resolve("split.csv");
    Ran otherwise =
        allnet(
            "train",
            data,
            "--split",
            split,
            "--augment",
            "training-folds",
            "--out",
            folder.resolve("never"));
    assertThat(otherwise.exitCode()).isEqualTo(2);
    assertThat(otherwise.err())
        .contains("--augment training-folds contradicts " + split, "augmented before the split");
  }

  @Test
  void repeats_twoSystems_showSpreadAndGap() throws IOException {
    List<String> runs = new ArrayList<>();
    for (int seed = 1; seed <= 2; seed++) {
      for (String name : List.of("low", "high")) {
        Path run = folder.resolve(name + seed);
        int images = name.equals("low") ? 8 : 16;
        Ran ran = allnet("train", data, "--out", run, "--seed", seed, "--per-class", images, TINY);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        runs.add(name + "=" + run);
      }
    }

    Ran repeats = allnet("repeats", runs);

    assertThat(repeats.exitCode()).as(repeats.err()).isZero();
    assertThat(repeats.out())
        .contains("low ")
        .contains("  cell area alone")
        .contains("low minus high, AUROC: ");
    var json = new ObjectMapper().readTree(allnet("repeats", runs, "--json").out());
    double first =
        new ObjectMapper()
            .readTree(folder.resolve("low1/evaluation.json").toFile())
            .at("/auroc/value")
            .asDouble();
    double second =
        new ObjectMapper()
            .readTree(folder.resolve("low2/evaluation.json").toFile())
            .at("/auroc/value")
            .asDouble();
    assertThat(json.at("/systems/low/auroc/mean").asDouble())
        .isCloseTo((first + second) / 2, org.assertj.core.api.Assertions.within(1e-12));
    Ran twice = allnet("repeats", runs.get(0), runs.get(0));
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains("is given twice");
    Path copy = folder.resolve("copy of low1");
    try (Stream<Path> all = Files.walk(folder.resolve("low1"))) {
      for (Path file : all.toList()) {
        Files.copy(file, copy.resolve(folder.resolve("low1").relativize(file)));
      }
    }
    Ran copied = allnet("repeats", runs, "low=" + copy);
    assertThat(copied.exitCode()).isEqualTo(2);
    assertThat(copied.err()).contains("of 'low' have the same seed 1, which shows no spread");
    Ran mixed = allnet("repeats", "a=" + folder.resolve("low1"), "a=" + folder.resolve("high2"));
    assertThat(mixed.exitCode()).isEqualTo(2);
    assertThat(mixed.err())
        .contains("runs of 'a' differ in more than the seed: per-class of ", " is 8, of ", " 16");
    List<String> turned = new ArrayList<>(runs);
    Collections.swap(turned, 0, 2);
    assertThat(
            new ObjectMapper()
                .readTree(allnet("repeats", turned, "--json").out())
                .at("/pairs/0/auroc"))
        .isEqualTo(json.at("/pairs/0/auroc"));
    assertThat(json.at("/systems/low/seeds").toString()).isEqualTo("[1,2]");
    Path report = folder.resolve("low1/evaluation.json");
    String said = Files.readString(report);
    for (String mark :
        List.of(
            "synthetic",
            "transductive",
            "protocol",
            "tested",
            "ruleChosenAnew",
            "foreignWeights")) {
      Files.writeString(report, said.replace("\"" + mark + "\"", "\"other\""));
      Ran unsaid = allnet("repeats", runs);
      assertThat(unsaid.exitCode()).isEqualTo(1);
      assertThat(unsaid.err()).contains("evaluation.json: does not say '" + mark + "'");
    }
    Files.writeString(report, said);
    Ran none = allnet("repeats", "a=" + folder.resolve("nothing"));
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("holds no evaluation.json; give the folder of a finished run");
  }

  @Test
  void wrongUsage_isExitCode2BeforeAnyTraining() {
    Path run = folder.resolve("never");
    for (Ran ran :
        List.of(
            allnet("train"),
            allnet("train", data, "--resume", run),
            allnet("train", data, "--out", run, "--epochs", 0),
            allnet("train", data, "--out", run, "--batch", 1),
            allnet("train", data, "--out", run, "--lr", -1),
            allnet("train", data, "--out", run, "--folds", 1),
            allnet("train", data, "--out", run, "--hold-out", 1.5),
            allnet("train", data, "--out", run, "--schedule", "linear"),
            allnet("train", data, "--out", run, "--protocol", "hospital"),
            allnet("train", data, "--out", run, "--segmentation", "magic"),
            allnet("train", data, "--out", run, "--classes", "nonsense"),
            allnet("train", data, "--out", run, "--positive", "dog"),
            allnet("crossval", data, "--out", run, "--folds", 20),
            allnet("train", data, "--out", run, "--batch", 512, "--input-size", 27))) {
      assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
      assertThat(ran.err()).contains("allnet: ").doesNotContain("\tat ");
      assertThat(ran.out()).isEmpty();
    }
    assertThat(run.resolve("fold-1")).doesNotExist();
  }

  @Test
  void badData_isExitCode1AndOneLineThatSaysWhat() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertFails("no such", allnet("train", folder.resolve("nowhere"), TINY), "nowhere");
    assertFails("empty", allnet("train", empty, TINY), empty.toString());
    assertFails("one class", allnet("train", data.resolve("all"), TINY), "all");
    assertFails("no run", allnet("train", "--resume", empty), "run.json");
    Path run = Files.createDirectories(folder.resolve("full"));
    Files.writeString(run.resolve("thesis.txt"), "mine");
    Ran taken = allnet("train", data, "--out", run, TINY);
    assertThat(taken.exitCode()).isEqualTo(2);
    assertThat(Files.readString(run.resolve("thesis.txt"))).isEqualTo("mine");
  }

  @Test
  void splitThatTearsASubjectApart_isRefused() throws IOException {
    Path split = folder.resolve("torn.csv");
    allnet("dataset", "split", data, "--folds", 2, "--out", split);
    List<String> lines = new ArrayList<>(Files.readAllLines(split));
    // Put one image of a subject onto another side.
    String[] cells = lines.get(1).split(",", -1);
    cells[4] = cells[4].equals("1") ? "2" : "1";
    lines.set(1, String.join(",", cells));
    Files.write(split, lines);

    Ran check = allnet("dataset", "split", data, "--check", split);
    Ran train = allnet("train", data, "--split", split, TINY_OF_A_SPLIT);

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.err()).contains("is on another side");
    assertThat(train.exitCode()).isEqualTo(1);
    assertThat(train.err()).contains("is on another side");
  }

  private static void assertFails(String what, Ran ran, String named) {
    assertThat(ran.exitCode()).as(what + ": " + ran.err()).isEqualTo(1);
    assertThat(ran.err().lines().filter(line -> line.startsWith("allnet: ")))
        .as(what)
        .singleElement()
        .asString()
        .contains(named);
    assertThat(ran.err()).doesNotContain("\tat ");
  }

  /** Lists among the arguments are taken apart. */
  private static Ran allnet(Object... arguments) {
    return Ran.allnet(
        Arrays.stream(arguments)
            .flatMap(a -> a instanceof List<?> list ? list.stream() : java.util.stream.Stream.of(a))
            .toArray());
  }
}
