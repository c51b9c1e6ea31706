package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.inference.model.ModelFile;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that lost a file, or the end of one, goes on with {@code --resume}. */
final class DamagedRunTest {

  private static final String MODEL = "fold-1/model.safetensors";
  private static final String PREDICTIONS = "fold-1/predictions.csv";

  @TempDir private static Path made;
  @TempDir private Path folder;
  private Path run;

  @BeforeAll
  static void train() throws IOException {
    Path data = SyntheticSet.write(made.resolve("data"), 4, 6, 40);
    TrainingRun.begin(
        TinyOptions.of(data, 7, 2), made.resolve("run"), "test", TrainingListener.NONE);
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    CopiedRun.copy(made.resolve("run"), run);
  }

  private RunResult resume() {
    return CopiedRun.resume(run);
  }

  private RunResult decide() {
    return CopiedRun.decide(run);
  }

  private String text(String file) throws IOException {
    return Files.readString(run.resolve(file));
  }

  private static List<Integer> kept(RunResult result) {
    return result.outcome().foldModels().all().stream().map(FoldOutcome::keptEpoch).toList();
  }

  @Test
  void lastEpochHalfWritten_isLeftOut() throws IOException {
    List<Integer> kept = kept(resume());
    Path metrics = run.resolve("metrics.jsonl");
    String whole = Files.readString(metrics);
    Files.writeString(metrics, whole.substring(0, whole.length() - 40));

    assertThat(kept(resume())).isEqualTo(kept);
    Files.writeString(metrics, whole.substring(0, whole.length() - 40));
    RunResult decided = decide();

    assertThat(decided.outcome().foldModels().all().get(0).epochs()).hasSize(2);
    assertThat(decided.outcome().foldModels().all().get(1).epochs()).hasSize(1);
    assertThat(Files.readAllLines(metrics)).hasSize(3);
  }

  @Test
  void metricsThatAreGone_leaveTheKeptEpoch() throws IOException {
    List<Integer> kept = kept(resume());
    Files.delete(run.resolve("metrics.jsonl"));

    assertThat(kept(resume())).isEqualTo(kept).doesNotContain(0);
  }

  @Test
  void lineThatIsNoEpoch_isNamedNothingChanged() throws IOException {
    Path metrics = run.resolve("metrics.jsonl");
    List<String> lines = Files.readAllLines(metrics);
    String model = ModelFile.describe(run.resolve(MODEL)).toString();
    Files.writeString(metrics, lines.get(0) + "\n" + "{\"fold\"\n" + lines.get(2) + "\n");

    for (Runnable reading : List.<Runnable>of(this::resume, this::decide)) {
      assertThatThrownBy(reading::run)
          .isInstanceOf(InputException.class)
          .hasMessageContaining(metrics + ": line 2: is no epoch; delete this line");
    }
    assertThat(ModelFile.describe(run.resolve(MODEL))).hasToString(model);

    Files.write(metrics, List.of(lines.get(0), lines.get(2)));
    assertThat(decide().outcome().foldModels().all()).hasSize(2);
  }

  @Test
  void stateThatIsGone_isMadeAnew() throws IOException {
    try (Stream<Path> state = Files.list(run.resolve("state"))) {
      for (Path file : state.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(run.resolve("state"));

    assertThat(resume().outcome().foldModels().all()).hasSize(2);
    assertThat(decide().outcome().foldModels().all()).hasSize(2);
  }

  private static Path stoppedAfterAnEpoch(Path run, long seed) {
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void epochDone(EpochRecord epoch, int epochs) {
            throw new IllegalStateException("stopped");
          }
        };
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    TinyOptions.of(made.resolve("data"), seed, 2), run, "test", stopping))
        .hasMessage("stopped");
    return run.resolve("state/fold-1.safetensors");
  }

  /** The last tensors tell which images the model was trained on. */
  @Test
  void modelThatEndsInZeros_isCalledAltered() throws IOException {
    Path model = run.resolve(MODEL);
    byte[] bytes = Files.readAllBytes(model);
    Arrays.fill(bytes, bytes.length - 300, bytes.length, (byte) 0);
    Files.write(model, bytes);

    assertThatThrownBy(this::resume)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(model + ": its content does not match its checksum")
        .hasMessageContaining("copy it again");
  }

  @Test
  void stateOfARunWithAnotherSeed_isRefused() throws IOException {
    Path stopped = folder.resolve("stopped");
    Path state = stoppedAfterAnEpoch(stopped, 7);
    Path other = stoppedAfterAnEpoch(folder.resolve("other"), 8);
    byte[] own = Files.readAllBytes(state);
    Files.copy(other, state, StandardCopyOption.REPLACE_EXISTING);
    run = stopped;

    assertThatThrownBy(this::resume)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(state + ": is not of this run");

    Files.write(state, own);
    assertThat(resume().outcome().foldModels().all()).hasSize(2);
    assertThat(text(PREDICTIONS)).isEqualTo(Files.readString(made.resolve("run/" + PREDICTIONS)));
  }

  @Test
  void foldWithoutItsModel_isTrainedAgain() throws IOException {
    String predictions = text(PREDICTIONS);
    Files.delete(run.resolve(MODEL));

    assertThatThrownBy(this::decide).hasMessageContaining("it has no " + MODEL);
    assertThat(resume().outcome().foldModels().all()).hasSize(2);

    assertThat(text(PREDICTIONS)).isEqualTo(predictions);
    assertThat(run.resolve(MODEL)).exists();
  }

  /** Predictions of the lost model beside one of an epoch on the way would make it seem done. */
  @Test
  void foldWithoutModel_stoppedAgain_isUnfinished() throws IOException {
    String predictions = text(PREDICTIONS);
    Files.delete(run.resolve(MODEL));

    assertThatThrownBy(
            () ->
                TrainingRun.resume(
                    run,
                    "test",
                    new TrainingListener() {
                      @Override
                      public void epochDone(EpochRecord epoch, int all) {
                        throw new IllegalStateException("stopped");
                      }
                    }))
        .hasMessage("stopped");
    assertThat(run.resolve(MODEL)).exists();
    assertThatThrownBy(() -> FoldModels.of(run)).hasMessageContaining("it has no " + PREDICTIONS);

    // Nor is the state of any use without the weights that it goes with.
    Files.delete(run.resolve(MODEL));
    resume();
    assertThat(text(PREDICTIONS)).isEqualTo(predictions);
  }

  @Test
  void foldTrainedAfterDecide_saysRuleChosenAnew() throws IOException {
    decide();
    String decided = text(PREDICTIONS);
    Files.delete(run.resolve(MODEL));

    resume();

    assertThat(ModelFile.describe(run.resolve(MODEL)).provenance().ruleChosen()).isNotNull();
    assertThat(PredictionFile.read(run.resolve(PREDICTIONS)).rows())
        .allMatch(row -> row.origin().ruleChosenAnew());
    assertThat(text(PREDICTIONS)).isEqualTo(decided);
    assertThat(FoldModels.of(run).models()).hasSize(2);
  }
}
