package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run folder with files of another run is refused by whoever reads its folds. */
final class FoldCheckTest {

  private static final String MODEL = "fold-1/model.safetensors";
  private static final String PREDICTIONS = "fold-1/predictions.csv";

  @TempDir private static Path made;
  @TempDir private Path folder;
  private Path run;

  @BeforeAll
  static void trainTwo() throws IOException {
    Path data = SyntheticSet.write(made.resolve("data"), 4, 6, 40);
    TrainingRun.begin(
        TinyOptions.of(data, 7, 1), made.resolve("one"), "test", TrainingListener.NONE);
    TrainingRun.begin(
        TinyOptions.of(data, 8, 1), made.resolve("other"), "test", TrainingListener.NONE);
    TrainingRun.begin(
        TinyOptions.of(data, 7, 2, 16), made.resolve("longer"), "test", TrainingListener.NONE);
  }

  @BeforeEach
  void copyOne() throws IOException {
    run = folder.resolve("run");
    CopiedRun.copy(made.resolve("one"), run);
  }

  private void take(String file) throws IOException {
    take("other", file);
  }

  private void take(String from, String file) throws IOException {
    Files.copy(
        made.resolve(from).resolve(file), run.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private void assertRefused(String file, String why) {
    for (Runnable reading :
        List.<Runnable>of(
            () -> CopiedRun.resume(run), () -> CopiedRun.decide(run), () -> FoldModels.of(run))) {
      assertThatThrownBy(reading::run)
          .isInstanceOf(InputException.class)
          .hasMessageContaining(run.resolve(file) + ": is not of this run: ")
          .hasMessageContaining(why);
    }
  }

  @Test
  void ownFiles_areRead() {
    assertThat(FoldModels.of(run).models()).hasSize(2);
    assertThat(CopiedRun.decide(run).bestModel()).exists();
    assertThat(CopiedRun.resume(run).bestModel()).exists();
    assertThat(FoldModels.of(run).models()).hasSize(2);
  }

  @Test
  void modelOfAnotherSplit_isRefused() throws IOException {
    take(MODEL);
    assertRefused(MODEL, "it was made with another split");
  }

  /** Runs of one data set mostly have the same split, seed and recipe. */
  @Test
  void filesOfARunWithOtherOptions_areRefused() throws IOException {
    take("longer", MODEL);
    assertRefused(MODEL, "it is not the model that");

    take("longer", PREDICTIONS);
    take("longer", "fold-1/seal.json");
    assertRefused("fold-1/seal.json", "the run has other images, options or splits");
  }

  /** They would be believed in the learning curve and the training time. */
  @Test
  void epochsOfAnotherRun_areRefused() throws IOException {
    Path metrics = run.resolve("metrics.jsonl");
    List<String> own = Files.readAllLines(metrics);
    take("longer", "metrics.jsonl");
    assertEpochsRefused(1);

    String other = Files.readAllLines(metrics).get(0);
    Files.write(metrics, List.of(own.get(0), other));
    assertEpochsRefused(2);

    Files.write(metrics, own);
    assertThat(CopiedRun.resume(run).trainingSeconds()).isPositive();
  }

  private void assertEpochsRefused(int line) {
    for (Runnable reading :
        List.<Runnable>of(() -> CopiedRun.resume(run), () -> CopiedRun.decide(run))) {
      assertThatThrownBy(reading::run)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(
              "%s: line %d: is not of this run: it was written with other images, options or splits; "
                  .formatted(run.resolve("metrics.jsonl"), line));
    }
  }

  @Test
  void otherOrChangedPredictions_areRefused() throws IOException {
    String own = Files.readString(run.resolve(PREDICTIONS));
    take("longer", PREDICTIONS);
    assertChanged();
    List<String> rows = new ArrayList<>(own.lines().toList());
    Collections.swap(rows, 1, 2);
    Files.write(run.resolve(PREDICTIONS), rows);
    assertChanged();
    Files.writeString(run.resolve(PREDICTIONS), own.replace("\n", "\r\n"));
    assertThat(CopiedRun.resume(run).bestModel()).exists();
  }

  private void assertChanged() {
    for (Runnable reading :
        List.<Runnable>of(
            () -> CopiedRun.resume(run), () -> CopiedRun.decide(run), () -> FoldModels.of(run))) {
      assertThatThrownBy(reading::run)
          .isInstanceOf(InputException.class)
          .hasMessageContaining(run.resolve(PREDICTIONS) + ": was changed since it was written");
    }
  }

  @Test
  void foldWithoutASeal_isNotFinished() throws IOException {
    Files.delete(run.resolve("fold-1/seal.json"));

    assertThatThrownBy(() -> FoldModels.of(run)).hasMessageContaining("it has no fold-1/seal.json");
    assertThat(CopiedRun.resume(run).bestModel()).exists();
    assertThat(FoldModels.of(run).models()).hasSize(2);
  }

  @Test
  void modelOfAnotherFold_isRefused() throws IOException {
    Files.copy(
        run.resolve("fold-2/model.safetensors"),
        run.resolve(MODEL),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused(MODEL, "it is fold model 2, not 1");
  }

  @Test
  void predictionsOfAnotherSplit_areRefused() throws IOException {
    take(PREDICTIONS);
    assertRefused(PREDICTIONS, "is none of the images of");
  }

  @Test
  void predictionsCutShort_areRefused() throws IOException {
    Path file = run.resolve(PREDICTIONS);
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));
    assertRefused(PREDICTIONS, "1 of 12 images of holdout-1 is missing");
  }

  @Test
  void predictionsOfAnotherLabel_areRefused() throws IOException {
    Path file = run.resolve(PREDICTIONS);
    List<String> lines = Files.readAllLines(file);
    String row = lines.get(1);
    lines.set(
        1,
        row.contains(",blast,")
            ? row.replace(",blast,", ",healthy,")
            : row.replace(",healthy,", ",blast,"));
    Files.write(file, lines);
    assertRefused(PREDICTIONS, "in split.csv");
  }

  @Test
  void predictionsOfTheOtherSide_areRefused() throws IOException {
    Path file = run.resolve(PREDICTIONS);
    String text = Files.readString(file);
    Files.writeString(
        file,
        text.replace("validation-1", "x-1")
            .replace(",validation,", ",y,")
            .replace("holdout-1", "validation-1")
            .replace(",hold-out,", ",validation,")
            .replace("x-1", "holdout-1")
            .replace(",y,", ",hold-out,"));
    assertRefused(PREDICTIONS, "is none of the images of");
  }

  @Test
  void predictionsOfAnotherProtocol_areRefused() throws IOException {
    Path file = run.resolve(PREDICTIONS);
    Files.writeString(
        file, Files.readString(file).replace(",subject,validation,", ",image,validation,"));
    assertRefused(PREDICTIONS, "are not those of the model");
  }
}
