package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.inference.model.ModelFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The maps in the reports of a run, and what its model files say of them. */
final class ExplainedRunTest {

  @TempDir static Path folder;

  private static Path data;
  private static Path run;

  /** Two fold models of twelve people, each trained on enough images for a check of some. */
  @BeforeAll
  static void train() {
    data = folder.resolve("data");
    run = folder.resolve("run");
    allnet("dataset", "synthesize", data, "--subjects", 6, "--cells", 3, "--size", 216);
    Ran ran = crossval(run, 8);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private static Ran crossval(Path out, int epochs) {
    return allnet(
        "crossval",
        data,
        "--out",
        out,
        "--folds",
        2,
        "--hold-out",
        0,
        "--epochs",
        epochs,
        "--batch",
        12,
        "--per-class",
        45,
        "--segmentation",
        "none",
        "--input-size",
        108,
        "--width",
        0.0625,
        "--device",
        "cpu",
        "--threads",
        1);
  }

  private static Path model(Path of, int fold) {
    return of.resolve("fold-" + fold).resolve("model.safetensors");
  }

  @Test
  void train_longEnough_writesTheVerdict() {
    for (int fold = 1; fold <= 2; fold++) {
      MapCheck check = ModelFile.mapCheck(model(run, fold)).orElseThrow();

      assertThat(check.method()).isEqualTo(ExplanationMethod.HIRES_CAM);
      assertThat(check.images()).isBetween(5, 8);
      // one of each person at first, and every person is in one validation fold
      assertThat(check.people()).isBetween(5, 6);
      assertThat(check.comparisons()).hasSize(6);
      assertThat(check.randomisation()).hasSize(4);
    }
  }

  @Test
  void report_showsMapsAndChecks() throws IOException {
    MapCheck check = ModelFile.mapCheck(model(run, 2)).orElseThrow();

    String page = Files.readString(run.resolve("report.html"));

    assertThat(page)
        .contains("Where the model looked in ", "Mean map of class all", "mean of ")
        .contains("fold model 2: " + check.verdict());
    assertThat(Files.readString(run.resolve("model-card.md")))
        .contains("## Checks of the explanation", "fold model 1: HiResCAM ");
  }

  @Test
  void evaluate_showsMapsAndTheModelsCheck() throws IOException {
    Path other = folder.resolve("other");
    Path out = folder.resolve("evaluated");
    allnet(
        "dataset", "synthesize", other, "--subjects", 2, "--cells", 3, "--seed", 9, "--size", 216);

    Ran ran = allnet("evaluate", model(run, 1), "--data", other, "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Mean map of class hem")
        .contains(ModelFile.mapCheck(model(run, 1)).orElseThrow().verdict());
  }

  /** A rule that is chosen anew says nothing of maps; a fold trained again has the same figures. */
  @Test
  void decideAndResume_keepTheVerdict() throws IOException {
    MapCheck first = ModelFile.mapCheck(model(run, 1)).orElseThrow();
    MapCheck second = ModelFile.mapCheck(model(run, 2)).orElseThrow();

    Files.delete(run.resolve("fold-2").resolve("seal.json"));
    Ran resumed = allnet("crossval", "--resume", run);
    Ran decided = allnet("decide", run, "--operating-point", "youden");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(decided.exitCode()).as(decided.err()).isZero();
    assertThat(ModelFile.mapCheck(model(run, 1))).contains(first);
    assertThat(ModelFile.mapCheck(model(run, 2))).contains(second);
  }

  @Test
  void train_short_saysThatNothingWasChecked() throws IOException {
    Path brief = folder.resolve("brief");
    assertThat(crossval(brief, 1).exitCode()).isZero();

    assertThat(ModelFile.mapCheck(model(brief, 1))).isEmpty();
    assertThat(Files.readString(brief.resolve("report.html")))
        .contains("Whether maps can be believed was not checked for fold model 1, fold model 2.")
        .contains("the training was too short for it");
  }
}
