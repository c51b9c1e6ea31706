package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.training.run.RunFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code allnet decide}: the rule of a finished run chosen anew is that of a run with it. */
final class DecideCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<Object> RULE =
      List.of("--operating-point", "youden", "--max-error", 0.1, "--set-error", 0.2);

  /** What a run's metrics consist of. */
  private static final List<String> PARTS =
      Stream.concat(
              Stream.of(
                  "images",
                  "predictions",
                  "subjects",
                  "positive",
                  "threshold",
                  "confusion",
                  "perClass"),
              Arrays.stream(Metric.values()).map(Metric::key))
          .toList();

  @TempDir static Path folder;

  private static Path data;

  @BeforeAll
  static void paint() throws IOException {
    data = folder.resolve("data");
    StringBuilder subjects = new StringBuilder("image,subject\n");
    for (int i = 0; i < 48; i++) {
      String label = i % 2 == 0 ? "all" : "hem";
      ModelFixture.disc(data.resolve(label + "/c" + i + ".png"), 9 + i % 7 + (i % 2) * -2, i);
      subjects.append("%s/c%d.png,person%d\n".formatted(label, i, i % 24));
    }
    Files.writeString(data.resolve("subjects.csv"), subjects);
  }

  private static Ran train(String command, Path out, List<Object> more) {
    return train(command, out, 0.3, more);
  }

  private static Ran train(String command, Path out, double holdOut, List<Object> more) {
    List<Object> words =
        new ArrayList<>(List.of(command, data, "--folds", 2, "--hold-out", holdOut));
    words.addAll(List.of("--epochs", 2, "--batch", 4, "--lr", "1e-3", "--out", out));
    words.addAll(more);
    return TinyRun.allnet(words.toArray());
  }

  /** A run that is trained once for all tests, and what its command said. */
  private record Trained(Path run, Ran ran) {}

  private static final Map<String, Trained> TRAINED = new HashMap<>();

  /** Trains a run, unless that is done; only copies of it are changed. */
  private static Trained trained(String command, double holdOut) {
    return TRAINED.computeIfAbsent(
        command + holdOut,
        name -> {
          Path out = folder.resolve("trained-" + name);
          Ran ran = train(command, out, holdOut, List.of());
          assertThat(ran.exitCode()).as(ran.err()).isZero();
          return new Trained(out, ran);
        });
  }

  /** A test's own copy of a trained run. */
  private static Path copied(Trained trained, String name) throws IOException {
    Path run = folder.resolve(name);
    copy(trained.run(), run);
    return run;
  }

  private static Ran decide(Path run, List<Object> more) {
    List<Object> words = new ArrayList<>(Arrays.asList("decide", run));
    words.addAll(more);
    return Ran.allnet(words.toArray());
  }

  @Test
  void ruleChosenAnew_equalsRuleChosenInTraining() throws IOException {
    Path run = copied(trained("crossval", 0.3), "plain");
    Path other = folder.resolve("with-rule");
    Ran trained = train("crossval", other, RULE);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    ModelDescription before = ModelFile.describe(run.resolve("fold-1/model.safetensors"));

    Ran ran = decide(run, RULE);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .as("nothing is trained, so more data is no advice")
        .doesNotContain("epoch 1", "data: ", "little data", "the run goes on");
    assertThat(trained.err()).contains("little data");
    assertThat(Ran.allnet("decide", "--help").out().replaceAll("\\s+", " "))
        .contains("argmax; for 'decide' the run's own", "0.1; for 'decide' the run's own");
    assertThat(before.rule().point()).isNull();
    for (int fold = 1; fold <= 2; fold++) {
      String model = "fold-" + fold + "/model.safetensors";
      DecisionRule rule = ModelFile.describe(run.resolve(model)).rule();
      DecisionRule wanted = ModelFile.describe(other.resolve(model)).rule();
      assertSame(
          JSON.readTree(rule.toJson().toString()), JSON.readTree(wanted.toJson().toString()));
      assertThat(rule.point()).isNotNull();
      String file = "fold-" + fold + "/predictions.csv";
      List<Prediction> rows = PredictionFile.read(run.resolve(file)).rows();
      List<Prediction> wantedRows = PredictionFile.read(other.resolve(file)).rows();
      assertThat(rows).hasSameSizeAs(wantedRows);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i).image()).isEqualTo(wantedRows.get(i).image());
        assertThat(rows.get(i).probabilities().get(0))
            .isCloseTo(wantedRows.get(i).probabilities().get(0), within(1e-9));
      }
    }
    assertThat(ModelFile.describe(run.resolve("fold-1/model.safetensors")).provenance())
        .usingRecursiveComparison()
        .ignoringFields("ruleChosen")
        .isEqualTo(before.provenance());
    assertSaid(run, other);
    assertThat(JSON.readTree(run.resolve("run.json").toFile()).at("/decided/operatingPoint"))
        .hasToString("\"youden\"");
    assertThat(JSON.readTree(run.resolve("run.json").toFile()).at("/options/rule/operatingPoint"))
        .hasToString("\"argmax\"");
    assertThat(Files.readAllLines(run.resolve("earlier-rules.jsonl"))).hasSize(2);
    assertThat(Files.readString(run.resolve("report.html"))).contains("chosen anew");
    assertRepeatedByBothCommands(run);
    JsonNode page = JSON.readTree(run.resolve("evaluation.json").toFile());
    JsonNode wantedPage = JSON.readTree(other.resolve("evaluation.json").toFile());
    for (String part : PARTS) {
      assertSame(page.path(part), wantedPage.path(part));
    }
    evaluatedAgain(run);
    evaluatedAgain(other);
    Ran repeats = Ran.allnet("repeats", "a=" + run, "a=" + folder.resolve("with-rule"));
    assertThat(repeats.exitCode()).isEqualTo(2);
    assertThat(repeats.err()).contains("differ in more than the seed", "rule chosen anew");
    assertSetErrorAloneKeepsTheRest(run);
    assertEveryErrorAllowedPromisesNothing(run);
  }

  /** What repeats a run is what began it, and then what chose its rule. */
  private static void assertRepeatedByBothCommands(Path run) throws IOException {
    String began = "./allnet crossval " + data;
    String decided = "./allnet decide " + run;
    assertThat(withoutPictures(run))
        .containsSubsequence("To repeat it", began, decided, "Training took", "Last command took");
    for (String file : List.of("model-card.md", "reporting-checklist.md")) {
      assertThat(Files.readString(run.resolve(file))).containsSubsequence(began, decided);
    }
    assertThat(Ran.allnet("crossval", "--resume", run).exitCode()).isZero();
    assertThat(withoutPictures(run))
        .containsSubsequence("To repeat it", began, decided, "Training took")
        .doesNotContain("./allnet crossval --resume");
  }

  /** The page, in which it takes seconds to look for parts in their order with all pictures. */
  private static String withoutPictures(Path run) throws IOException {
    return Files.readString(run.resolve("report.html")).replaceAll("base64,[^\"]*", "");
  }

  private static void assertEveryErrorAllowedPromisesNothing(Path run) throws IOException {
    Ran ran = decide(run, List.of("--max-error", 1));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).doesNotContain("100.0 %").doesNotContain("100 % errors");
    assertThat(ModelFile.describe(run.resolve("fold-1/model.safetensors")).rule().band()).isNull();
    assertThat(Files.readString(run.resolve("report.html"))).doesNotContain("100 % errors");
    assertThat(JSON.readTree(run.resolve("evaluation.json").toFile()).path("verdict").toString())
        .doesNotContain("promisedError");
    Ran again = decide(run, List.of("--max-error", 1));
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("has this decision rule already");
  }

  @Test
  void withoutHoldOut_ruleIsSaidToChangeNoMetric() throws IOException {
    Path run = copied(trained("crossval", 0), "all-evaluated");
    Ran trained = trained("crossval", 0).ran();

    Ran decided = decide(run, List.of("--operating-point", "youden", "--max-error", 0.3));
    Ran json = decide(run, List.of("--max-error", 0.2, "--json"));

    for (Ran ran : List.of(trained, decided)) {
      assertThat(ran.out())
          .contains("Nothing was held out", "uncalibrated", "have no part in them")
          .contains(
              "decision rule of fold model 1, not evaluated here:", "fold model 2, not evaluated");
    }
    assertThat(decided.out()).contains("  operating point: ", "youden", "  refer band: ");
    assertThat(decided.out() + decided.err()).doesNotContain("chosen after a look");
    JsonNode tree = JSON.readTree(json.out());
    assertThat(tree.at("/rules/fold model 2/operatingPoint/rule").asText()).isEqualTo("youden");
    assertThat(tree.at("/rules/fold model 1/referBand/maxError").asDouble()).isEqualTo(0.2);
    assertThat(tree.path("warnings").toString())
        .contains("Nothing was held out", "have no part in them")
        .doesNotContain("chosen anew");
    Ran evaluated = Ran.allnet("evaluate", "--predictions", run.resolve("predictions.csv"));
    assertThat(evaluated.out() + evaluated.err()).doesNotContain("chosen after a look");
    Ran ofFold = Ran.allnet("evaluate", "--predictions", run.resolve("fold-1/predictions.csv"));
    assertThat(ofFold.out() + ofFold.err()).contains("chosen after a look");
  }

  /** Rules chosen there and back are the same to the bit, and keep the training's temperature. */
  @Test
  void ruleChosenThereAndBack_isTheSameToTheBit() throws IOException {
    Path run = copied(trained("train", 0.3), "back");
    Path model = run.resolve("fold-1/model.safetensors");
    DecisionRule trained = ModelFile.describe(model).rule();
    assertThat(decide(run, RULE).exitCode()).isZero();
    String first = ModelFile.describe(model).rule().toJson().toString();
    List<String> predictions = List.of("predictions.csv", "fold-1/predictions.csv");
    Map<String, String> written = new TreeMap<>();
    for (int round = 0; round < 2; round++) {
      assertThat(decide(run, List.of("--operating-point", "argmax")).exitCode()).isZero();
      assertThat(decide(run, List.of("--operating-point", "youden")).exitCode()).isZero();

      assertThat(ModelFile.describe(model).rule().toJson()).hasToString(first);
      for (String file : predictions) {
        String text = Files.readString(run.resolve(file));
        assertThat(written.getOrDefault(file, text)).isEqualTo(text);
        written.put(file, text);
      }
    }
    assertThat(trained.scaling().temperature()).isNotEqualTo(1);
    assertThat(ModelFile.describe(model).rule().scaling()).isEqualTo(trained.scaling());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /**
   * What a kill leaves once all models have their new rule ready: whoever reads the old report says
   * so, nothing is deleted, and --resume makes it fit.
   */
  @Test
  void decideKilledBeforeReport_isSaidByReaders() throws IOException {
    Path run = copied(trained("train", 0.3), "killed");
    Path whole = folder.resolve("not-killed");
    copy(run, whole);
    assertThat(decide(whole, RULE).exitCode()).isZero();
    Path change = run.resolve("state/decision");
    for (String file :
        List.of(
            "run.json",
            "earlier-rules.jsonl",
            "fold-1/model.safetensors",
            "fold-1/predictions.csv",
            "fold-1/seal.json")) {
      Files.createDirectories(change.resolve(file).getParent());
      Files.copy(whole.resolve(file), change.resolve(file));
    }
    String report = Files.readString(run.resolve("report.html"));
    assertOutdated(run, whole);
    RunFolder.open(run).close();

    assertThat(ModelFile.describe(run.resolve("fold-1/model.safetensors")).rule().point())
        .isNotNull();
    assertOutdated(run, whole);
    assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(report);

    Ran resumed = Ran.allnet("train", "--resume", run);

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(Files.readString(run.resolve("predictions.csv")))
        .isEqualTo(Files.readString(whole.resolve("predictions.csv")));
    Ran compared = Ran.allnet("compare", "a=" + run, "b=" + whole);
    assertThat(compared.exitCode()).as(compared.err()).isZero();
    assertThat(Ran.allnet("predict", run, data.resolve("all")).err())
        .doesNotContain("earlier decision rule");
  }

  private static void assertOutdated(Path run, Path other) {
    List<Ran> refused =
        List.of(
            Ran.allnet("compare", "a=" + run, "b=" + other),
            Ran.allnet("compare", "a=" + run.resolve("predictions.csv"), "b=" + other),
            Ran.allnet("repeats", "a=" + run),
            Ran.allnet("evaluate", "--predictions", run.resolve("predictions.csv")));
    for (Ran ran : refused) {
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err())
          .contains("of an earlier decision rule", "./allnet train --resume " + run);
      assertThat(ran.err().lines()).hasSize(1);
    }
    Ran predicted = Ran.allnet("predict", run, data.resolve("all"));
    assertThat(predicted.exitCode()).as(predicted.err()).isZero();
    assertThat(predicted.err()).contains("note: " + run + ": its report", "--resume");
  }

  private static void assertSetErrorAloneKeepsTheRest(Path run) throws IOException {
    Path model = run.resolve("fold-1/model.safetensors");
    DecisionRule before = ModelFile.describe(model).rule();

    Ran ran = decide(run, List.of("--set-error", 0.3));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    DecisionRule after = ModelFile.describe(model).rule();
    assertThat(before.band()).isNotNull();
    assertThat(after.point()).isNotNull();
    JsonNode decided = JSON.readTree(run.resolve("run.json").toFile()).path("decided");
    assertThat(decided.path("operatingPoint").asText()).isEqualTo("youden");
    assertThat(decided.path("maxError").asDouble()).isEqualTo(0.1);
    for (String part : List.of("/operatingPoint/rule", "/referBand/maxError")) {
      assertThat(after.toJson().at(part)).isEqualTo(before.toJson().at(part));
    }
    assertThat(after.toJson().at("/predictionSets/alpha").asDouble()).isEqualTo(0.3);
    assertThat(Files.readAllLines(run.resolve("earlier-rules.jsonl"))).hasSize(4);
  }

  /** Whoever evaluates a run whose rule was chosen anew says so, and of the other says nothing. */
  private static void assertSaid(Path run, Path other) throws IOException {
    String anew = "chosen anew on the validation predictions after training";
    for (Path evaluated : List.of(run, other)) {
      boolean said = evaluated.equals(run);
      JsonNode page = JSON.readTree(evaluated.resolve("evaluation.json").toFile());
      assertThat(page.path("ruleChosenAnew").isBoolean()).isTrue();
      assertThat(page.path("ruleChosenAnew").asBoolean()).isEqualTo(said);
      List<Ran> evaluating =
          List.of(
              Ran.allnet(
                  "evaluate",
                  evaluated.resolve("fold-1/model.safetensors"),
                  "--data",
                  data,
                  "--split",
                  evaluated.resolve("split.csv"),
                  "--json"),
              Ran.allnet(
                  "evaluate", "--predictions", evaluated.resolve("predictions.csv"), "--json"));
      for (Ran ran : evaluating) {
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode tree = JSON.readTree(ran.out());
        assertThat(tree.path("ruleChosenAnew").asBoolean()).isEqualTo(said);
        assertThat(tree.path("warnings").toString().contains(anew)).isEqualTo(said);
      }
    }
    JsonNode tree = JSON.readTree(Ran.allnet("compare", "a=" + run, "b=" + other, "--json").out());
    assertThat(tree.at("/systems/a/ruleChosenAnew").asBoolean()).isTrue();
    assertThat(tree.at("/systems/b/ruleChosenAnew").asBoolean(true)).isFalse();
    assertThat(tree.path("warnings").toString())
        .contains("a: The decision rule was " + anew)
        .doesNotContain("b: The decision rule was");
  }

  /** A run's predictions evaluated by themselves give the run's own metrics. */
  private static void evaluatedAgain(Path run) throws IOException {
    JsonNode page = JSON.readTree(run.resolve("evaluation.json").toFile());
    Ran ran = Ran.allnet("evaluate", "--predictions", run.resolve("predictions.csv"), "--json");
    JsonNode again = JSON.readTree(ran.out());
    for (String part : PARTS) {
      assertThat(page.has(part)).as(part).isTrue();
      assertThat(again.path(part)).as(part).isEqualTo(page.path(part));
    }
  }

  /** Equal but for rounding where the one is worked out backwards from scaled probabilities. */
  private static void assertSame(JsonNode one, JsonNode other) {
    if (other.isNumber()) {
      assertThat(one.asDouble()).isCloseTo(other.asDouble(), within(1e-9));
    } else if (other.isContainerNode()) {
      assertThat(one.size()).isEqualTo(other.size());
      other.fieldNames().forEachRemaining(name -> assertSame(one.path(name), other.path(name)));
      for (int i = 0; other.isArray() && i < other.size(); i++) {
        assertSame(one.path(i), other.path(i));
      }
    } else {
      assertThat(one).isEqualTo(other);
    }
  }

  @Test
  void whatCanNotAct_isRefusedAndNothingIsWritten() throws IOException {
    Path run = copied(trained("train", 0.3), "refusing");
    byte[] model = Files.readAllBytes(run.resolve("fold-1/model.safetensors"));

    Ran nothing = decide(run, List.of());
    Ran same = decide(run, List.of("--operating-point", "argmax"));
    Ran wrong = decide(run, List.of("--operating-point", "luck"));
    Ran none = decide(folder.resolve("nowhere"), RULE);
    Files.move(run.resolve("fold-1/predictions.csv"), run.resolve("fold-1/away.csv"));
    Ran unfinished = decide(run, RULE);

    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("--operating-point, --max-error, --set-error");
    assertThat(same.exitCode()).isEqualTo(2);
    assertThat(same.err()).contains("has this decision rule already");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(unfinished.exitCode()).isEqualTo(1);
    assertThat(unfinished.err()).contains("fold-1/predictions.csv", "--resume");
    assertThat(Files.readAllBytes(run.resolve("fold-1/model.safetensors"))).isEqualTo(model);
    assertThat(run.resolve("earlier-rules.jsonl")).doesNotExist();
  }

  @Test
  void peopleThatAppear_areRefused() throws IOException {
    Path run = folder.resolve("nobody-named");
    Path table = data.resolve("subjects.csv");
    Path away = folder.resolve("away.csv");
    Files.move(table, away);
    Ran trained = train("train", run, List.of("--protocol", "image"));
    Files.move(away, table);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    Map<String, String> before = contents(run);

    Ran decided = decide(run, RULE);
    Ran resumed = Ran.allnet("train", "--resume", run);

    assertThat(decided.exitCode()).as(decided.err()).isEqualTo(1);
    assertThat(decided.err()).contains("was begun without knowing whose ", "begin a new run");
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(contents(run)).isEqualTo(before);
  }

  @Test
  void changedPeople_areRefusedAndNothingWritten() throws IOException {
    Path run = copied(trained("train", 0.3), "other-people");
    Map<String, String> before = contents(run);
    Path table = data.resolve("subjects.csv");
    String subjects = Files.readString(table);
    Files.writeString(table, subjects.replace("person7\n", "person8\n"));

    Ran decided = decide(run, RULE);
    Files.writeString(table, subjects);

    assertThat(decided.exitCode()).as(decided.err()).isEqualTo(1);
    assertThat(decided.err()).contains("has the subject person7 there and person8 here");
    assertThat(contents(run)).isEqualTo(before);
  }

  @Test
  void failureInALaterFold_leavesAllFoldsAsTheyWere() throws IOException {
    Path run = copied(trained("crossval", 0.3), "half-way");
    Path second = run.resolve("fold-2/model.safetensors");
    byte[] whole = Files.readAllBytes(second);
    byte[] broken = whole.clone();
    broken[broken.length - 1] ^= 1;
    Files.write(second, broken);
    Map<String, String> before = contents(run);

    Ran failed = decide(run, RULE);

    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
    assertThat(contents(run)).isEqualTo(before);
    Files.write(second, whole);
    Ran resumed = Ran.allnet("crossval", "--resume", run);
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(ModelFile.describe(run.resolve("fold-1/model.safetensors")).rule().point()).isNull();
    Ran decided = decide(run, RULE);
    assertThat(decided.exitCode()).as(decided.err()).isZero();
    assertThat(run.resolve("state/decision")).doesNotExist();
  }

  @Test
  void decidedRunWithoutHoldOut_isRepeated() throws IOException {
    Path run = copied(trained("crossval", 0), "nothing-held-out");
    Ran decided = decide(run, List.of("--operating-point", "youden"));
    assertThat(decided.exitCode()).as(decided.err()).isZero();

    Ran repeats = Ran.allnet("repeats", "a=" + run, "--json");

    assertThat(repeats.exitCode()).as(repeats.err()).isZero();
    // The rule has no part in the metrics of the folds.
    JsonNode system = JSON.readTree(repeats.out()).at("/systems/a");
    assertThat(system.path("ruleChosenAnew").asBoolean(true)).isFalse();
    assertThat(system.at("/options/operating-point").asText()).isEqualTo("youden");
  }

  @Test
  void decidedRecipe_letsItsCommandGoOn() throws IOException {
    Path out = folder.resolve("recipes");
    List<Object> words =
        new ArrayList<>(List.of("compare", "--json", "--data", data, "--out", out));
    words.addAll(List.of("--recipes", "handcrafted,compact-attention", "--epochs", 1));
    words.addAll(List.of("--folds", 2, "--hold-out", 0.3, "--threads", 1, "--batch", 4));
    words.addAll(List.of("--set", "per-class=0", "--width", 0.25, "--input-size", 32));
    words.addAll(List.of("--segmentation", "none"));
    Ran first = Ran.allnet(words.toArray());
    assertThat(first.exitCode()).as(first.err()).isZero();
    Ran decided = decide(out.resolve("handcrafted"), List.of("--operating-point", "youden"));
    assertThat(decided.exitCode()).as(decided.err()).isZero();

    words.add("--resume");
    Ran again = Ran.allnet(words.toArray());

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(JSON.readTree(again.out()).at("/systems/handcrafted/ruleChosenAnew").asBoolean())
        .isTrue();
  }

  /** The hash of each file of a run by which it goes on. */
  private static Map<String, String> contents(Path run) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (name.startsWith("fold-") || name.matches("[^/]*\\.jsonl?")) {
          contents.put(name, ImageHashes.sha256(file));
        }
      }
    }
    return contents;
  }

  @Test
  void moreThanTwoClasses_haveNoOperatingPoint() throws IOException {
    Path three = folder.resolve("three");
    for (int i = 0; i < 36; i++) {
      ModelFixture.disc(
          three.resolve(List.of("x", "y", "z").get(i % 3) + "/" + i + ".png"), 6 + i / 3, i);
    }
    Path run = folder.resolve("run-of-three");
    Ran trained =
        TinyRun.allnet(
            "train",
            three,
            "--protocol",
            "image",
            "--folds",
            2,
            "--epochs",
            1,
            "--batch",
            4,
            "--out",
            run);
    assertThat(trained.exitCode()).as(trained.err()).isZero();

    Files.move(three, folder.resolve("away")); // it is refused before any image is read
    Ran refused = decide(run, List.of("--operating-point", "youden"));
    Files.move(folder.resolve("away"), three);
    Ran sets = decide(run, List.of("--set-error", 0.3));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--operating-point youden can't act with 3 classes");
    assertThat(sets.exitCode()).as(sets.err()).isZero();
    assertThat(
            ModelFile.describe(run.resolve("fold-1/model.safetensors"))
                .rule()
                .toJson()
                .at("/predictionSets/alpha")
                .asDouble())
        .isEqualTo(0.3);
    assertThat(Files.readAllLines(run.resolve("earlier-rules.jsonl"))).hasSize(1);
  }
}
