package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.allnet.report.content.MarkWarnings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluateCommandTest {

  private static final List<String> KEYS =
      List.of(
          "accuracy",
          "balancedAccuracy",
          "sensitivity",
          "specificity",
          "precision",
          "npv",
          "f1",
          "weightedF1",
          "macroF1",
          "mcc",
          "kappa",
          "auroc",
          "averagePrecision",
          "brier",
          "logLoss",
          "ece");

  @TempDir Path folder;

  @Test
  void predictions_printMetricsOfThePositiveClass() throws IOException {
    Path file =
        file("image,label,p_all,p_hem\na,all,.9,.1\nb,hem,.2,.8\nc,all,.4,.6\nd,hem,.3,.7\n");

    Ran ran = Ran.allnet("evaluate", "--predictions", file);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("positive class: all", "sensitivity").contains("0.5000");
  }

  @Test
  void fileWithoutOrigin_isSaidInOneLine() throws IOException {
    String rows = "a,all,.9,.1%1$s\nb,hem,.2,.8%1$s\n";
    Path silent = file("image,label,p_all,p_hem\n" + rows.formatted(""));
    Ran ran = Ran.allnet("evaluate", "--predictions", silent);
    assertThat(ran.err())
        .containsOnlyOnce("does not say how images were kept apart from training")
        .contains("(no column 'protocol'), nor whether cells are synthetic")
        .contains("metrics may be image-level");
    assertThat(json(Ran.allnet("evaluate", "--predictions", silent, "--json")).at("/warnings"))
        .asString()
        .contains("kept apart from training");
    Ran compared = Ran.allnet("compare", silent, "b=" + silent);
    assertThat(compared.out() + compared.err()).contains("kept apart from training");

    Path told = file("image,label,p_all,p_hem,protocol,marks\n" + rows.formatted(",subject,"));
    assertThat(Ran.allnet("evaluate", "--predictions", told).err()).doesNotContain("does not say");
    Path half = file("image,label,p_all,p_hem,protocol\n" + rows.formatted(",image"));
    assertThat(Ran.allnet("evaluate", "--predictions", half).err())
        .contains("does not say whether cells are synthetic");
  }

  @Test
  void json_hasEveryKeyWithAValue() throws IOException {
    Path file =
        file("image,label,p_all,p_hem\na,all,.9,.1\nb,hem,.2,.8\nc,all,.4,.6\nd,hem,.3,.7\n");

    JsonNode json = json(Ran.allnet("evaluate", "--predictions", file, "--json"));

    assertThat(KEYS).allMatch(key -> json.path(key).path("value").isNumber());
    assertThat(json.at("/accuracy/value").asDouble()).isEqualTo(0.75);
    assertThat(json.at("/mcc/value").asDouble()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
    assertThat(json.at("/confusion/tp").asInt()).isEqualTo(1);
  }

  @Test
  void lowAuroc_isSaidInOneLine() throws IOException {
    Path wrong =
        file("image,label,p_all,p_hem\na,all,.1,.9\nb,hem,.8,.2\nc,all,.3,.7\nd,hem,.7,.3\n");

    Ran ran = Ran.allnet("evaluate", "--predictions", wrong);

    assertThat(ran.out()).contains("positive class: all (a usual name of the sick)");
    assertThat(ran.out().lines()).anyMatch(line -> line.contains("The AUROC is far below 0.5"));
    JsonNode json = json(Ran.allnet("evaluate", "--predictions", wrong, "--json"));
    assertThat(json.path("verdict").toString()).contains("far below 0.5");
    Path right = file("image,label,p_all,p_hem\na,all,.9,.1\nb,hem,.2,.8\n");
    assertThat(Ran.allnet("evaluate", "--predictions", right).out()).doesNotContain("below 0.5");
  }

  @Test
  void scoreColumn_isPositiveClassProbability() throws IOException {
    Path file = file("image,label,score\na,1,0.9\nb,0,0.2\n");

    JsonNode json = json(Ran.allnet("evaluate", "--predictions", file, "--json"));

    assertThat(json.path("positive").asText()).isEqualTo("1");
    assertThat(json.at("/auroc/value").asDouble()).isEqualTo(1);
  }

  private Path oldRun(String report) throws IOException {
    Path run = Files.createDirectories(folder.resolve("old"));
    Files.writeString(run.resolve("evaluation.json"), report);
    return Files.writeString(
        run.resolve("predictions.csv"),
        "image,label,p_all,p_hem\na,all,.9,.1\nb,hem,.2,.8\nc,all,.4,.6\nd,hem,.3,.7\n");
  }

  @Test
  void runWithoutOriginColumns_keepsItsMarks() throws IOException {
    Path file =
        oldRun(
            "{\"format\":1,\"positive\":\"all\",\"threshold\":0.5,\"synthetic\":true,\"transductive\":true,"
                + "\"ruleChosenAnew\":true,\"foreignWeights\":true,\"protocol\":\"image\"}");

    Ran evaluated = Ran.allnet("evaluate", "--predictions", file);
    Ran compared = Ran.allnet("compare", "a=" + file, "b=" + file.getParent());

    assertThat(evaluated.out())
        .contains("(image-level) (transductive)", "Synthetic data")
        .contains(MarkWarnings.RULE, MarkWarnings.FOREIGN_WEIGHTS);
    assertThat(compared.out()).containsPattern("a \\([^)]*image-level.*minus b \\(");
    assertThat(compared.out())
        .contains("a: Synthetic data", "a: Transductive")
        .contains(
            "a: " + MarkWarnings.RULE,
            "a: " + MarkWarnings.FOREIGN_WEIGHTS,
            "b: " + MarkWarnings.RULE,
            "b: " + MarkWarnings.FOREIGN_WEIGHTS);
  }

  @Test
  void runWithUnknownProtocol_isRefusedByFile() throws IOException {
    Path file =
        oldRun(
            "{\"format\":1,\"positive\":\"all\",\"threshold\":0.5,\"synthetic\":true,\"transductive\":true,"
                + "\"protocol\":\"images\"}");
    assertThat(Ran.allnet("evaluate", "--predictions", file).err())
        .contains("evaluation.json: protocol 'images' is unknown");
    oldRun(
        "{\"format\":1,\"positive\":\"all\",\"threshold\":0.5,\"protocol\":\"image\",\"synthetic\":\"yes\"}");
    assertThat(Ran.allnet("evaluate", "--predictions", file).err())
        .contains("evaluation.json: synthetic is neither true nor false");
    for (String mark :
        List.of("synthetic", "transductive", "ruleChosenAnew", "foreignWeights", "protocol")) {
      oldRun(
          "{\"format\":1,\"positive\":\"all\",\"threshold\":0.5,\"synthetic\":true,\"transductive\":true,\"ruleChosenAnew\":true,\"foreignWeights\":true,\"protocol\":\"image\"}"
              .replaceFirst(",\"" + mark + "\":[^,}]*", ""));
      Ran ran = Ran.allnet("evaluate", "--predictions", file);
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("evaluation.json: does not say '" + mark + "'");
    }
    oldRun("{\"format\":1,\"positive\":\"foo\",\"threshold\":0.5}");
    assertThat(Ran.allnet("evaluate", "--predictions", file).err())
        .contains(
            "predictions.csv: does not fit",
            "beside it (positive 'foo' is no class; use one of all, hem)");
  }

  @Test
  void positive_turnsTheMetricsRound() throws IOException {
    Path file =
        file("image,label,p_all,p_hem\na,all,.9,.1\nb,hem,.2,.8\nc,all,.4,.6\nd,hem,.3,.7\n");

    JsonNode json =
        json(Ran.allnet("evaluate", "--predictions", file, "--positive", "hem", "--json"));

    assertThat(json.at("/sensitivity/value").asDouble()).isEqualTo(1);
    assertThat(json.at("/specificity/value").asDouble()).isEqualTo(0.5);
  }

  @Test
  void oneClassOnly_isUndefinedWithReason() throws IOException {
    Path file = file("image,label,p_all,p_hem\na,all,.9,.1\nb,all,.2,.8\n");

    Ran ran = Ran.allnet("evaluate", "--predictions", file, "--json");

    assertThat(ran.out()).doesNotContain("NaN", "Infinity");
    assertThat(json(ran).at("/specificity/undefined").asText()).isNotEmpty();
    assertThat(json(ran).path("specificity").has("value")).isFalse();
  }

  @Test
  void badFiles_areOneLineThatNamesTheFile() throws IOException {
    assertBad("", "empty");
    assertBad("image,label,p_all,p_hem\n", "no rows");
    assertBad("picture,label,p_all,p_hem\na,all,1,0\n", "image");
    assertBad("image,label\na,all\n", "p_");
    assertBad("image,label,p_all,p_hem\na,all,1.5,0\n", "line 2");
    assertBad("image,label,p_all,p_hem\na,all,0.5,0.2\n", "sum");
    assertBad("image,label,p_all,p_hem\na,all,nan,0.2\n", "line 2");
    assertBad("image,label,p_all,p_hem\na,dog,1,0\n", "dog");
    assertBad("image,label,p_all,p_hem\na,all,1,0\na,all,1,0\n", "twice");
    assertBad("image,label,p_all,p_hem\na,all,1\n", "line 2");
    assertBad("image,p_all,p_hem\na,1,0\n", "label");
  }

  @Test
  void validation_fitsTheRuleThatIsThenMeasured() throws IOException {
    Path validation = Files.writeString(folder.resolve("validation.csv"), noisy("v", 200));
    Path test = Files.writeString(folder.resolve("test.csv"), noisy("t", 100));
    Ran ran =
        Ran.allnet(
            "evaluate",
            "--predictions",
            test,
            "--validation",
            validation,
            "--operating-point",
            "youden",
            "--max-error",
            "0.05",
            "--json");
    JsonNode decision = json(ran).path("decision");
    assertThat(decision.at("/rule/temperature").asDouble()).isGreaterThan(1);
    assertThat(decision.at("/rule/operatingPoint/rule").asText()).isEqualTo("youden");
    assertThat(decision.at("/rule/referBand/maxError").asDouble()).isEqualTo(0.05);
    assertThat(decision.at("/rule/referBand/error").asDouble()).isLessThanOrEqualTo(0.05);
    assertThat(decision.at("/referBand/coverage/value").asDouble()).isBetween(0.05, 0.99);
    assertThat(decision.at("/referBand/error/value").asDouble()).isLessThan(0.2);
    assertThat(decision.at("/predictionSets/coverage/value").asDouble()).isGreaterThan(0.75);
    assertThat(decision.at("/beforeCalibration/ece/value").asDouble())
        .isGreaterThan(json(ran).at("/ece/value").asDouble());
  }

  /** Scores that follow the classes with much noise and are far too bold. */
  private static String noisy(String prefix, int rows) {
    java.util.Random random = new java.util.Random(prefix.hashCode());
    StringBuilder text = new StringBuilder("image,subject,label,p_hem,p_all\n");
    for (int i = 0; i < rows; i++) {
      double logit = 4 * ((i % 2 == 0 ? 1 : -1) + random.nextGaussian());
      double p = 1 / (1 + Math.exp(-logit));
      text.append(
          "%s%d,%s%d,%s,%s,%s%n"
              .formatted(prefix, i, prefix, i / 5, i % 2 == 0 ? "all" : "hem", 1 - p, p));
    }
    return text.toString();
  }

  @Test
  void classes_mergeThoseOfAForeignFile() throws IOException {
    Path file = file("image,label,p_Benign,p_Early,p_Pro\na,Early,.3,.3,.4\nb,Benign,.6,.1,.3\n");
    JsonNode json =
        json(
            Ran.allnet(
                "evaluate",
                "--predictions",
                file,
                "--classes",
                "Benign=healthy,Early=blast,Pro=blast",
                "--json"));
    assertThat(json.path("positive").asText()).isEqualTo("blast");
    assertThat(json.at("/accuracy/value").asDouble()).isEqualTo(1);
    assertThat(json.at("/logLoss/value").asDouble())
        .isCloseTo(-(Math.log(0.7) + Math.log(0.6)) / 2, within(1e-12));
    assertThat(Ran.allnet("evaluate", "--predictions", file, "--classes", "benign=healthy").err())
        .contains("'benign' is no class of these predictions");
  }

  @Test
  void validation_oneClass_promisesNothing() throws IOException {
    Path test = Files.writeString(folder.resolve("test.csv"), noisy("t", 20));
    Path blasts = file("image,label,p_hem,p_all\nv1,all,.1,.9\nv2,all,.2,.8\n");
    Path out = folder.resolve("one-class");

    Ran ran =
        Ran.allnet(
            "evaluate",
            "--predictions",
            test,
            "--validation",
            blasts,
            "--operating-point",
            "youden",
            "--max-error",
            "0.05",
            "--out",
            out,
            "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("note: refer band left out");
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.at("/decision/rule").has("referBand")).isFalse();
    assertThat(json.at("/decision/rule").has("operatingPoint")).isFalse();
    assertThat(json.path("warnings").toString())
        .contains("refer band left out", "operating point left out", "calibration left out");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("refer band left out")
        .doesNotContain("NaN");
  }

  @Test
  void validation_sharedPeopleOrImages_warns() throws IOException {
    Path test =
        file("image,subject,label,p_all,p_hem\nd/a,s1,all,.9,.1\nb,s2,hem,.2,.8\nc,s3,all,.6,.4\n");
    Path other =
        Files.writeString(
            folder.resolve("others.csv"),
            "image,subject,label,p_all,p_hem\na,s1,all,.8,.2\nx/b,s2,hem,.1,.9\ny,s4,hem,.1,.9\n");

    Path out = folder.resolve("out");
    Ran ran = Ran.allnet("evaluate", "--predictions", test, "--validation", other, "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains(
            "warning: 2 subjects are on both sides, such as s1",
            "warning: 2 images are on both sides but for the folder, case or ending of the name, such as d/a");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("2 subjects are on both sides, such as s1");
    assertThat(Ran.allnet("evaluate", "--predictions", test, "--validation", other, "--json").out())
        .contains("2 subjects are on both sides");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C%d.BMP", "c%d.png", "c%d", "x/C%d.jpeg", "c%d.Tif"})
  void validation_sameImageOtherPath_warns(String name) throws IOException {
    Path test = file("image,label,p_all,p_hem\nc1.bmp,all,.9,.1\nc2.bmp,hem,.2,.8\n");
    Path other =
        Files.writeString(
            folder.resolve("others.csv"),
            "image,label,p_all,p_hem\n%s,all,.8,.2\nz,hem,.1,.9\n".formatted(name.formatted(1)));

    Ran ran = Ran.allnet("evaluate", "--predictions", test, "--validation", other);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains(
            "warning: 1 image is on both sides but for the folder, case or ending of the name, such as ",
            "chosen on images that it is evaluated on");
  }

  @Test
  void validation_sameRowsOtherNames_warns() throws IOException {
    String header = "image,label,p_all,p_hem\n";
    StringBuilder test = new StringBuilder(header);
    StringBuilder same = new StringBuilder(header);
    StringBuilder others = new StringBuilder(header);
    StringBuilder answers = new StringBuilder(header);
    for (int i = 0; i < 12; i++) {
      double p = (i * 7 % 12) / 12.0 + 0.01;
      String label = i % 3 == 0 ? "hem" : "all";
      test.append("c%d,%s,%s,%s\n".formatted(i, label, p, 1 - p));
      same.append("hash%d,%s,%s,%s\n".formatted(99 - i, label, p, 1 - p));
      others.append("hash%d,%s,%s,%s\n".formatted(99 - i, label, p + 0.005, 0.995 - p));
      answers.append(
          "hash%d,%s,%s\n".formatted(99 - i, label, label.equals("all") ? "1,0" : "0,1"));
    }
    Path evaluated = file(test.toString());
    Path other = folder.resolve("others.csv");

    Files.writeString(other, same.toString());
    assertThat(Ran.allnet("evaluate", "--predictions", evaluated, "--validation", other).err())
        .contains(
            "warning: 12 rows have the labels and probabilities of evaluated rows",
            "chosen on images that it is evaluated on");
    Files.writeString(other, others.toString());
    assertThat(Ran.allnet("evaluate", "--predictions", evaluated, "--validation", other).err())
        .doesNotContain("labels and probabilities of evaluated rows");
    Path answered =
        Files.writeString(folder.resolve("a.csv"), answers.toString().replace("hash", "c"));
    Files.writeString(other, answers.toString());
    assertThat(Ran.allnet("evaluate", "--predictions", answered, "--validation", other).err())
        .doesNotContain("labels and probabilities of evaluated rows");
  }

  /** The evaluated file knows that h3 is h2 and p3 is p2; that of validation knows names alone. */
  @Test
  void validation_peopleJoinedByOneFile_warns() throws IOException {
    Path test =
        file(
            "image,subject,subject_group,label,protocol,role,p_all,p_hem\n"
                + "a,H3,h2,hem,subject,hold-out,.1,.9\nb,P3,p2,all,subject,hold-out,.8,.2\n");
    Path other =
        Files.writeString(
            folder.resolve("others.csv"),
            "image,subject,label,p_all,p_hem\nx,H3,hem,.2,.8\ny,P3,all,.9,.1\nz,P9,all,.9,.1\n");

    Ran ran = Ran.allnet("evaluate", "--predictions", test, "--validation", other);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("warning: 2 subjects are on both sides, such as H3");
  }

  @Test
  void predictionsWithoutLabel_nameTheirColumns() throws IOException {
    Path test = file("image,true_label,p_all,p_hem\na,all,.9,.1\nb,hem,.2,.8\n");
    for (Ran ran :
        List.of(
            Ran.allnet("evaluate", "--predictions", test),
            Ran.allnet("compare", "a=" + test, "b=" + test))) {
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err())
          .hasLineCount(1)
          .contains("no column 'label'", "found: image,true_label,p_all,p_hem");
    }
    Path empty = file("image,label,p_all,p_hem\na,,.9,.1\n");
    assertThat(Ran.allnet("evaluate", "--predictions", empty).err())
        .contains(
            "no row has a label that names a class; write the true class into its column 'label'");
  }

  @Test
  void rowsOfSomeFolds_areNotSaidToBeAllFolds() throws IOException {
    Path test =
        file(
            "image,label,fold,role,p_all,p_hem\na,all,validation-1,validation,.9,.1\nb,hem,validation-1,validation,.2,.8\nc,all,validation-2,validation,.6,.4\n");

    Ran ran = Ran.allnet("evaluate", "--predictions", test);

    assertThat(ran.out())
        .contains("images that the system was validated and fitted on")
        .doesNotContain("all folds");
  }

  @Test
  void validation_thatDoesNotFit_isRefused() throws IOException {
    Path test = Files.writeString(folder.resolve("test.csv"), noisy("t", 20));
    Path other = file("image,label,p_x,p_y\na,x,.9,.1\n");
    assertThat(Ran.allnet("evaluate", "--predictions", test, "--validation", test).err())
        .contains("20 of its images are evaluated too");
    assertThat(Ran.allnet("evaluate", "--predictions", test, "--validation", other).err())
        .contains("has the classes x, y, the predictions");
    Ran without = Ran.allnet("evaluate", "--predictions", test, "--max-error", "0.1");
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("--validation FILE");
  }

  @Test
  void validation_ofAnotherFoldModel_isRefused() throws IOException {
    Path held = file(ofFold("t", "holdout-3", 20));
    Path another =
        Files.writeString(folder.resolve("another.csv"), ofFold("v", "Validation_1", 40));
    Path out = folder.resolve("out");

    Ran ran = Ran.allnet("evaluate", "--predictions", held, "--validation", another, "--out", out);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .hasLineCount(1)
        .contains("another.csv: its rows are of fold model 1", "evaluated are of fold model 3");
    assertThat(out).doesNotExist();
    Path two =
        Files.writeString(
            folder.resolve("two.csv"), ofFold("t", "holdout-1", 20) + rows("u", "holdout-3", 20));
    assertThat(Ran.allnet("evaluate", "--predictions", two, "--validation", another).err())
        .as("a rule of one fold model is none of the other")
        .contains("its rows are of fold model 1", "evaluated are of fold models 1, 3");
    Path evaluatedOnValidation =
        Files.writeString(folder.resolve("second.csv"), ofFold("t", "validation-2", 20));
    assertThat(
            Ran.allnet("evaluate", "--predictions", evaluatedOnValidation, "--validation", another)
                .err())
        .contains("evaluated are of fold model 2");
  }

  @Test
  void validation_severalFolds_readsTheSameFold() throws IOException {
    Path held = file(ofFold("t", "holdout-3", 20));
    Path own = Files.writeString(folder.resolve("own.csv"), ofFold("v", "validation-3", 40));
    Path all =
        Files.writeString(
            folder.resolve("all.csv"),
            ofFold("v", "validation-3", 40) + rows("w", "validation-1", 100));

    Ran alone = Ran.allnet("evaluate", "--predictions", held, "--validation", own, "--json");
    Ran among = Ran.allnet("evaluate", "--predictions", held, "--validation", all, "--json");

    assertThat(alone.exitCode()).as(alone.err()).isZero();
    assertThat(new ObjectMapper().readTree(among.out()).at("/decision/rule"))
        .isEqualTo(json(alone).at("/decision/rule"));
    assertThat(alone.err()).doesNotContain("other fold models");
    assertThat(among.err())
        .contains(
            "100 rows of all.csv are of other fold models than the evaluated one, and the decision rule is chosen without them");
  }

  /** As {@link #noisy}, of a fold. */
  private static String ofFold(String prefix, String fold, int rows) {
    return "image,subject,label,p_hem,p_all,fold\n" + rows(prefix, fold, rows);
  }

  private static String rows(String prefix, String fold, int rows) {
    return noisy(prefix, rows)
        .lines()
        .skip(1)
        .map(line -> line + "," + fold + "\n")
        .collect(java.util.stream.Collectors.joining());
  }

  @Test
  void wrongUsage_isExitCode2() throws IOException {
    Path file = file("image,label,p_all,p_hem\na,all,.9,.1\n");

    for (Ran ran :
        List.of(
            Ran.allnet("evaluate"),
            Ran.allnet("evaluate", "model.safetensors", "--predictions", file),
            Ran.allnet("evaluate", "--predictions", file, "--threshold", "7"),
            Ran.allnet("evaluate", "--predictions", file, "--threshold", "x"),
            Ran.allnet("evaluate", "--predictions", file, "--positive", "dog"))) {
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err()).startsWith("allnet: ").doesNotContain("\tat ");
    }
  }

  @Test
  void transductiveRows_areNamedSoBesideMetrics() throws IOException {
    String rows = "image,label,protocol,role,marks,p_hem,p_all\n";
    for (int i = 0; i < 8; i++) {
      rows +=
          "i%d,%s,subject,hold-out,transductive,%s%n"
              .formatted(i, i % 2 == 0 ? "all" : "hem", i % 2 == 0 ? "0.25,0.75" : "0.75,0.25");
    }
    Path file = file(rows);
    Path out = folder.resolve("transductive");

    Ran ran = Ran.allnet("evaluate", "--predictions", file, "--out", out);

    String warning = "Transductive: the answer about an image depends on the others";
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains(warning, "metrics (transductive) of held-out images");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains(warning, "(transductive)</h1>", "Transductive - ");
    assertThat(Files.readString(out.resolve("model-card.md")))
        .contains(warning, "| metric (transductive) |");
    JsonNode json = json(Ran.allnet("evaluate", "--predictions", file, "--json"));
    assertThat(json.path("transductive").asBoolean()).isTrue();
    assertThat(json.path("protocol").asText()).isEqualTo("subject");
    // What was written keeps it.
    Path written = out.resolve("predictions.csv");
    assertThat(Files.readString(written)).contains(",subject,hold-out,transductive,");
    Ran compare = Ran.allnet("compare", "a=" + written, "b=" + file, "--json");
    assertThat(new ObjectMapper().readTree(compare.out()).at("/systems/a/transductive").asBoolean())
        .isTrue();
    assertThat(Ran.allnet("compare", "a=" + written, "b=" + file).out())
        .contains("a (transductive) minus b (transductive)");
  }

  @Test
  void predictionsOfARun_useTheRunsRule() throws IOException {
    Path file =
        file("image,label,p_all,p_hem\na,all,.9,.1\nb,hem,.2,.8\nc,all,.4,.6\nd,hem,.3,.7\n");
    Files.writeString(
        folder.resolve("evaluation.json"),
        "{\"format\": 1, \"positive\": \"all\", \"threshold\": 0.35, \"synthetic\": false, \"transductive\": false, \"ruleChosenAnew\": false, \"foreignWeights\": false, \"protocol\": \"unknown\"}");

    JsonNode json = json(Ran.allnet("evaluate", "--predictions", file, "--json"));

    assertThat(json.at("/sensitivity/value").asDouble()).isEqualTo(1);
    assertThat(json.path("threshold").asDouble()).isEqualTo(0.35);
    assertThat(json.path("rule").asText())
        .isEqualTo("all from a probability of 0.3500 on (its operating point)");
    assertThat(Ran.allnet("evaluate", "--predictions", file).out())
        .contains("decision rule: all from a probability of 0.3500 on (its operating point)");
    Ran threshold = Ran.allnet("evaluate", "--predictions", file, "--threshold", "0.5");
    assertThat(threshold.exitCode()).isEqualTo(2);
    assertThat(threshold.err()).contains("--threshold 0.5 can't act", "its own decision rule");
    assertThat(Ran.allnet("evaluate", "--predictions", file, "--positive", "hem").err())
        .contains("the operating point of " + file + " is of its positive class 'all'");
    // A file of another program has no rule of its own.
    Path other = Files.copy(file, folder.resolve("other.csv"));
    JsonNode byClass = json(Ran.allnet("evaluate", "--predictions", other, "--json"));
    assertThat(byClass.at("/sensitivity/value").asDouble()).isEqualTo(0.5);
    assertThat(byClass.path("rule").asText()).isEqualTo("the most probable class");
  }

  @Test
  void validationOfARun_usesTheRunsPositiveClass() throws IOException {
    Path validation = folder.resolve("validation.csv");
    Files.writeString(validation, noisy("v", 200));
    Path file = Files.writeString(folder.resolve("predictions.csv"), noisy("t", 200));
    Object[] command = {
      "evaluate", "--predictions", file, "--validation", validation, "--operating-point", "youden"
    };
    String stated = Ran.allnet(with(command, "--positive", "hem", "--json")).out();
    Files.writeString(
        folder.resolve("evaluation.json"),
        "{\"format\": 1, \"positive\": \"hem\", \"synthetic\": false, \"transductive\": false, \"ruleChosenAnew\": false, \"foreignWeights\": false, \"protocol\": \"unknown\"}");

    Ran ofRun = Ran.allnet(with(command, "--json"));

    assertThat(ofRun.exitCode()).as(ofRun.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(ofRun.out());
    assertThat(json.path("positive").asText()).isEqualTo("hem");
    assertThat(json.path("positiveReason").asText())
        .isEqualTo("positive class: hem (the predictions' own)");
    JsonNode expected = new ObjectMapper().readTree(stated);
    for (String metric : List.of("sensitivity", "specificity", "auroc")) {
      assertThat(json.path(metric)).isEqualTo(expected.path(metric));
    }
    assertThat(json.at("/sensitivity/value").asDouble()).isGreaterThan(0.7);
  }

  private static Object[] with(Object[] command, Object... more) {
    return java.util.stream.Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray();
  }

  private void assertBad(String text, String expected) throws IOException {
    Path file = file(text);
    Ran ran = Ran.allnet("evaluate", "--predictions", file);
    assertThat(ran.exitCode()).as(text).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines())
        .as(text)
        .singleElement()
        .asString()
        .startsWith("allnet: ")
        .contains(file.toString(), expected);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("predictions.csv"), text);
  }

  private static JsonNode json(Ran ran) throws IOException {
    assertThat(ran.err()).isEmpty();
    return new ObjectMapper().readTree(ran.out());
  }
}
