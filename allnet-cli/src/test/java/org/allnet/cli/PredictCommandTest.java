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
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PredictCommandTest {

  @TempDir static Path folder;

  private static Path model;
  private static Path cells;

  @BeforeAll
  static void lay() throws IOException {
    model = ModelFixture.model(folder.resolve("model.safetensors"));
    cells = folder.resolve("cells");
    ModelFixture.disc(cells.resolve("a.png"), 8);
    ModelFixture.disc(cells.resolve("b.bmp"), 14);
    ModelFixture.disc(folder.resolve("labelled/all/c.png"), 16);
    ModelFixture.disc(folder.resolve("labelled/hem/d.png"), 6);
  }

  @Test
  void folder_givesALineAnImage() {
    Ran ran = Ran.allnet("predict", model, cells);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("\\S+  (blast|healthy)  P\\(all\\)=[01]\\.\\d{4}"));
    assertThat(ran.err()).contains("synthetic");
  }

  @Test
  void answersThatAreNoNumbers_areRefused() {
    Path damaged = ModelFixture.damaged(model, folder.resolve("damaged.safetensors"));

    Ran predicted = Ran.allnet("predict", damaged, cells);
    Ran evaluated = Ran.allnet("evaluate", damaged, "--data", folder.resolve("labelled"));

    assertThat(predicted.exitCode()).isNotZero();
    assertThat(predicted.out()).isEmpty();
    assertThat(predicted.err()).contains("damaged.safetensors", "a.png", "not a finite number");
    assertThat(evaluated.exitCode()).isNotZero();
    assertThat(evaluated.err()).contains("damaged.safetensors", "c.png", "not a finite number");
  }

  @Test
  void evaluate_positiveClass_isTheModels() {
    Path other = ModelFixture.model(folder.resolve("other.safetensors"), "hem", "all");

    Ran ran = Ran.allnet("evaluate", other, "--data", folder.resolve("labelled"));

    assertThat(ran.out()).contains("positive class: hem (the model's)");
  }

  @Test
  void brokenAndMissingFiles_areCountedOthersDone() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.bmp"), "BM but no more");

    Ran ran = Ran.allnet("predict", model, broken, cells, folder.resolve("none.png"), "--json");

    assertThat(ran.exitCode()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.path("images")).hasSize(2);
    assertThat(json.path("problems")).hasSize(2);
    assertThat(json.path("unanswered")).hasSize(1);
    assertThat(json.at("/unanswered/0/image").asText()).contains("broken.bmp");
    assertThat(json.at("/unanswered/0/cause").asText()).isEqualTo("failed");
    assertThat(ran.err())
        .contains("skipped: ", "broken.bmp", "none.png: no such file or folder")
        .contains("allnet: 2 classified, 1 skipped, 1 other problem; see above");
  }

  @Test
  void skippedImages_areCountedAlikeEverywhere() throws IOException {
    Path phone = Files.createDirectories(folder.resolve("phone"));
    for (int number = 1; number <= 5; number++) {
      Files.writeString(phone.resolve("h" + number + ".heic"), "x");
    }
    Path empty = Files.createDirectories(folder.resolve("nothing-in-it"));
    Path csv = folder.resolve("phone.csv");

    Ran ran = Ran.allnet("predict", model, phone, empty, cells, "--json", "--csv", csv);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .contains("allnet: 2 classified, 5 skipped, 1 other problem; see above")
        .contains("problem: " + empty + ": holds no BMP");
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.path("unanswered")).hasSize(5);
    assertThat(json.at("/unanswered/0/image").asText()).isEqualTo("h1.heic");
    assertThat(json.at("/unanswered/0/cause").asText()).isEqualTo("failed");
    assertThat(json.path("problems")).hasSize(2);
    assertThat(Files.readAllLines(csv).stream().filter(row -> row.contains(".heic"))).hasSize(5);
    Ran alone = Ran.allnet("predict", model, empty);
    assertThat(alone.exitCode()).isEqualTo(1);
    assertThat(alone.err()).contains("allnet: 0 classified, 0 skipped, 1 other problem; see above");
  }

  @Test
  void segment_countsImagesThatItSkipsAsPredictDoes() throws IOException {
    Path phone = Files.createDirectories(folder.resolve("phone-to-segment"));
    Files.writeString(phone.resolve("h1.heic"), "x");
    Files.writeString(phone.resolve("h2.heic"), "x");

    Ran ran = Ran.allnet("segment", phone, cells, "--out", folder.resolve("segmented"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("allnet: 2 segmented, 2 skipped; see above");
  }

  @Test
  void json_probabilitiesSumToOne() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(Ran.allnet("predict", model, cells, "--json").out());

    for (JsonNode image : json.path("images")) {
      double sum =
          image.at("/probabilities/all").asDouble() + image.at("/probabilities/hem").asDouble();
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
    assertThat(json.path("synthetic").asBoolean()).isTrue();
  }

  @Test
  void modelCorrectingBySubject_asksForSubjects() throws IOException {
    Path corrected =
        ModelFixture.correctedBySubject(model, folder.resolve("by-subject.safetensors"));
    Path csv = folder.resolve("of-one.csv");

    Ran refused = Ran.allnet("predict", corrected, cells);
    Ran told = Ran.allnet("predict", corrected, cells, "--subject", "s1", "--csv", csv);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("by-subject.safetensors", "--subject NAME");
    assertThat(told.exitCode()).as(told.err()).isZero();
    assertThat(told.out().lines()).hasSize(2);
    assertThat(Files.readString(csv)).contains("a.png,s1,", "b.bmp,s1,");
    // the labelled folder names no subjects
    Ran unknown = Ran.allnet("evaluate", corrected, "--data", folder.resolve("labelled"));
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("its subject is unknown", "subjects.csv");
  }

  /** A CSV of answers with a column of the true classes added, as a user would. */
  private static String withLabels(Path csv) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(csv)) {
      text.append(line)
          .append(
              line.startsWith("image,")
                  ? ",label"
                  : line.startsWith("a.png") ? ",all" : line.startsWith("b.bmp") ? ",hem" : ",")
          .append('\n');
    }
    return text.toString();
  }

  @Test
  void json_referredImage_hasNoPredictedClass() throws IOException {
    Path banded = ModelFixture.banded(model, folder.resolve("banded-json.safetensors"));
    Path ruled = ModelFixture.ruled(model, folder.resolve("point-json.safetensors"), 0.01);
    JsonNode referred =
        new ObjectMapper().readTree(Ran.allnet("predict", banded, cells, "--json").out());
    assertThat(referred.at("/images/0/answer").asText()).isEqualTo("refer");
    assertThat(referred.at("/images/0/predicted").isNull()).isTrue();
    JsonNode predicted =
        new ObjectMapper().readTree(Ran.allnet("predict", ruled, cells, "--json").out());
    assertThat(predicted.at("/images/0/answer").asText()).isEqualTo("blast");
    assertThat(predicted.at("/images/0/predicted").asText()).isEqualTo("all");
  }

  @Test
  void csv_saysAnswerClassAndReasonOfEveryImage() throws IOException {
    Path banded = ModelFixture.banded(model, folder.resolve("banded.safetensors"));
    Path ruled = ModelFixture.ruled(model, folder.resolve("point.safetensors"), 0.01);
    Path blank = folder.resolve("blank.png");
    javax.imageio.ImageIO.write(
        new java.awt.image.BufferedImage(40, 40, java.awt.image.BufferedImage.TYPE_INT_RGB),
        "png",
        blank.toFile());
    Path referred = folder.resolve("referred.csv");
    Path called = folder.resolve("called.csv");

    Ran ran = Ran.allnet("predict", banded, cells, blank, "--csv", referred);
    Ran.allnet("predict", ruled, cells, "--csv", called);

    assertThat(ran.err()).contains("written: " + referred + ", 3 rows");
    assertThat(ran.exitCode()).isEqualTo(1);
    List<String> lines = Files.readAllLines(referred);
    assertThat(lines.get(0))
        .startsWith("image,subject,answer,class,reason,")
        .doesNotContain("label");
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1))
        .startsWith("a.png,,refer,,referred: P(all) 0.")
        .contains("is in the refer band from 0.0000 to 1.0000");
    assertThat(lines.get(3))
        .contains("blank.png,,none,,")
        .contains("nothing to see")
        .endsWith(",,,1");
    assertThat(Files.readAllLines(called).get(1))
        .startsWith("a.png,,blast,all,P(all) 0.")
        .contains("is at or above the operating point 0.0100");

    Path labelled = folder.resolve("labelled-answers.csv");
    Files.writeString(labelled, withLabels(referred));
    Ran evaluated = Ran.allnet("evaluate", "--predictions", labelled);
    assertThat(evaluated.exitCode()).as(evaluated.err()).isEqualTo(1);
    assertThat(evaluated.out()).contains("2 images");
    assertThat(evaluated.err()).contains("there is no answer for it: 1 image", "blank.png");
    Ran compared = Ran.allnet("compare", labelled, "b=" + labelled);
    assertThat(compared.out())
        .contains("b: Left out of all metrics, because there is no answer for it: 1 image");
    Path again = folder.resolve("again");
    Ran.allnet("evaluate", "--predictions", labelled, "--out", again);
    Ran evaluatedAgain = Ran.allnet("evaluate", "--predictions", again.resolve("predictions.csv"));
    assertThat(evaluatedAgain.exitCode()).as(evaluatedAgain.err()).isEqualTo(1);
    assertThat(evaluatedAgain.err()).contains("there is no answer for it: 1 image", "blank.png");
    Path others = folder.resolve("others.csv");
    Files.writeString(others, "image,label,p_all,p_hem\nx,all,0.9,0.1\ny,hem,0.2,0.8\n");
    Path plain = folder.resolve("plain.csv");
    Files.writeString(
        plain, "image,label,reason,p_all,p_hem\nv,all,,0.9,0.1\nw,hem,,0.2,0.8\nu,all,blank,,\n");
    Ran chosen = Ran.allnet("evaluate", "--predictions", others, "--validation", plain);
    assertThat(chosen.err()).contains("chosen without 1 image that", "such as u");
  }

  @Test
  void folder_standsForItsModelWhichIsNamed() throws IOException {
    Path second = folder.resolve("a-run/fold-2");
    Files.createDirectories(second);
    ModelFixture.model(second.resolve("model.safetensors"));

    Ran ofFold = Ran.allnet("predict", second, cells);
    Ran noRun = Ran.allnet("predict", folder.resolve("a-run"), cells);
    Ran none = Ran.allnet("predict", folder.resolve("labelled"), cells);

    assertThat(ofFold.err()).contains("model: " + second.resolve("model.safetensors"));
    for (Ran ran : List.of(noRun, none)) {
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("holds no model and no run.json", "runs/NAME/fold-1");
    }
  }

  @Test
  void csv_isReadByEvaluateOnceItHasLabels() throws IOException {
    Path csv = folder.resolve("predictions.csv");
    Ran.allnet("predict", model, cells, "--csv", csv);
    Path labelled = folder.resolve("labelled.csv");
    Files.writeString(labelled, withLabels(csv));

    Ran ran = Ran.allnet("evaluate", "--predictions", labelled, "--json");

    assertThat(new ObjectMapper().readTree(ran.out()).path("images").asInt()).isEqualTo(2);
  }

  @Test
  void csv_ofAModelWithARule_isEvaluatedByIt() throws IOException {
    Path ruled = ModelFixture.ruled(model, folder.resolve("ruled.safetensors"), 0.01);
    Path csv = folder.resolve("of-ruled.csv");
    Ran.allnet("predict", ruled, cells, "--csv", csv);
    Path labelled = Files.createDirectories(folder.resolve("elsewhere")).resolve("x.csv");
    Files.writeString(labelled, withLabels(csv));

    JsonNode json =
        new ObjectMapper()
            .readTree(Ran.allnet("evaluate", "--predictions", labelled, "--json").out());

    assertThat(json.path("rule").asText())
        .isEqualTo("all from a probability of 0.0100 on (its operating point)");
    assertThat(json.at("/confusion/fp").asInt()).isEqualTo(1);
    Path out = folder.resolve("page");
    Ran.allnet("evaluate", "--predictions", labelled, "--out", out);
    Ran compared =
        Ran.allnet("compare", "a=" + labelled, "b=" + out.resolve("predictions.csv"), "--json");
    for (String name : new String[] {"/systems/a", "/systems/b"}) {
      assertThat(new ObjectMapper().readTree(compared.out()).at(name + "/threshold").asDouble())
          .isEqualTo(0.01);
    }
    Ran threshold = Ran.allnet("evaluate", "--predictions", labelled, "--threshold", "0.5");
    assertThat(threshold.exitCode()).isEqualTo(2);
    assertThat(threshold.err()).contains("brings its own decision rule", "rule_threshold");
  }

  @Test
  void folderWithoutImages_saysWhatWasLookedFor() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Files.writeString(empty.resolve("notes.txt"), "no image");

    Ran ran = Ran.allnet("predict", model, empty);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .contains("empty: holds no BMP, PNG, JPEG or TIFF image, in it or below", ".png", ".tif");
  }

  @Test
  void syntheticImages_keepTheirMark() throws IOException {
    Path data = folder.resolve("synthetic");
    Ran.allnet("dataset", "synthesize", data, "--subjects", "2", "--cells", "1", "--size", "40");
    Path image;
    try (Stream<Path> files = Files.walk(data)) {
      image = files.filter(file -> file.toString().endsWith(".bmp")).findFirst().orElseThrow();
    }

    Ran ran = Ran.allnet("predict", model, image, cells, "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("1 of the images are synthetic cells");
  }

  @Test
  void evaluate_modelOnFolder_saysSynthetic() throws IOException {
    Path out = folder.resolve("out");

    Ran ran = Ran.allnet("evaluate", model, "--data", folder.resolve("labelled"), "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("2 images");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("synthetic", "data:image/png", "Synthetic data: the cells were made");
    assertThat(out.resolve("predictions.csv")).exists();
    JsonNode written = new ObjectMapper().readTree(out.resolve("evaluation.json").toFile());
    assertThat(written.path("synthetic").asBoolean()).isTrue();
  }

  @Test
  void evaluate_unknownClasses_saysHowToRename() {
    Ran ran =
        Ran.allnet(
            "evaluate", model, "--data", folder.resolve("labelled"), "--classes", "hem=healthy");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("'healthy'", "--classes all=CLASS,healthy=CLASS");
  }

  @ParameterizedTest
  @CsvSource({"monocyte, neutrophil", "cancer, healthy", "1, 0"})
  void predict_otherClasses_answersTheirNames(String positive, String other) throws IOException {
    Path foreign = ModelFixture.model(folder.resolve("foreign.safetensors"), positive, other);
    Path out = folder.resolve("foreign-" + positive);

    Ran ran = Ran.allnet("predict", foreign, folder.resolve("labelled"));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).doesNotContain("blast").contains("P(" + positive + ")");
    assertThat(ran.out().lines())
        .allMatch(line -> line.matches("\\S+  (" + positive + "|" + other + ")  .*"));
    Ran evaluated =
        Ran.allnet(
            "evaluate",
            foreign,
            "--data",
            folder.resolve("labelled"),
            "--classes",
            "all=" + positive + ",hem=" + other,
            "--out",
            out);
    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    assertThat(evaluated.out())
        .containsPattern(
            "(?m)^positive class: (" + positive + " \\(|not known; '" + positive + "')");
    for (String page : List.of("report.html", "model-card.md")) {
      if (Files.exists(out.resolve(page))) {
        assertThat(Files.readString(out.resolve(page)).toLowerCase(Locale.ROOT))
            .as(page)
            .doesNotContain("leukaemic blasts", "predicted blast", "blast percentages");
      }
    }
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("from &#39;" + other + "&#39;");
  }

  @Test
  void badModels_areRefusedWithTheReason() throws IOException {
    byte[] good = Files.readAllBytes(model);
    assertRefused("truncated", Arrays.copyOf(good, good.length / 2));
    assertRefused("empty", new byte[0]);
    assertRefused("foreign", "PK no model".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Ran missing = Ran.allnet("predict", folder.resolve("no.safetensors"), cells);
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).startsWith("allnet: ").contains("no.safetensors");
  }

  @Test
  void wrongUsage_isExitCode2() {
    for (Ran ran :
        List.of(
            Ran.allnet("predict"),
            Ran.allnet("predict", model),
            Ran.allnet("predict", model, cells, "--device", "abacus"),
            Ran.allnet("predict", model, cells, "--threads", "0"),
            Ran.allnet("evaluate", model))) {
      assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
      assertThat(ran.err()).startsWith("allnet: ");
    }
  }

  private static void assertRefused(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name + ".safetensors"), bytes);
    Ran ran = Ran.allnet("predict", file, cells);
    assertThat(ran.exitCode()).as(name).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines().findFirst().orElse(""))
        .startsWith("allnet: ")
        .contains(name + ".safetensors");
  }
}
