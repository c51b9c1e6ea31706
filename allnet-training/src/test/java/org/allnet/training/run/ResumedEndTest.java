package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.RunException;
import org.allnet.evaluation.explanation.Estimate;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Safetensors;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is stopped after the last epoch of a fold model, before or after it has learned what
 * to refuse, and goes on. Between the two no file is written, so a kill anywhere there leaves what
 * one of these stops leaves.
 */
final class ResumedEndTest {

  private static final int EPOCHS = 2;

  /** A check whose figures are of what the model file has by then: its rule and what it refuses. */
  private static final MapChecker CHECKER =
      work -> {
        byte[] refusal = ModelFile.refusal(work.model()).orElseThrow().toBytes();
        String rule = ModelFile.describe(work.model()).rule().toString();
        return new MapCheck(
            ExplanationMethod.HIRES_CAM,
            work.images().size(),
            (int) work.answers(),
            List.of(
                new MapCheck.Randomised(
                    rule, new Estimate(Arrays.hashCode(refusal), null, null), null)),
            List.of(),
            null,
            List.of(),
            null);
      };

  @TempDir static Path folder;

  private static Path whole = Path.of("");
  private static RunOptions options = TinyOptions.of(Path.of(""), 3, EPOCHS);

  @BeforeAll
  static void train() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 8, 5, 40);
    options = TinyOptions.of(data, 3, EPOCHS, 40);
    whole = folder.resolve("whole");
    TrainingRun.begin(options, whole, "test", null, CHECKER, TrainingListener.NONE);
  }

  private static Path model(Path run, int fold) {
    return run.resolve("fold-" + fold).resolve("model.safetensors");
  }

  private static List<float[]> weights(Path model) {
    List<float[]> weights = new ArrayList<>();
    for (Tensor tensor : Safetensors.read(model, ComputeDevice.of(Device.CPU)).tensors().values()) {
      weights.add(Tensors.toFloats(tensor));
      tensor.close();
    }
    return weights;
  }

  /** All but the times at which the files were made. */
  private static void assertSameAsWhole(Path run) throws IOException {
    for (int fold = 1; fold <= 2; fold++) {
      Path expected = model(whole, fold);
      Path resumed = model(run, fold);
      assertThat(weights(resumed))
          .usingElementComparator(Arrays::compare)
          .isEqualTo(weights(expected));
      assertThat(ModelFile.refusal(resumed).orElseThrow().toBytes())
          .isEqualTo(ModelFile.refusal(expected).orElseThrow().toBytes());
      assertThat(ModelFile.mapCheck(resumed)).isPresent().isEqualTo(ModelFile.mapCheck(expected));
      assertThat(ModelFile.describe(resumed).rule()).isEqualTo(ModelFile.describe(expected).rule());
      assertThat(resumed.resolveSibling("predictions.csv"))
          .hasSameBinaryContentAs(expected.resolveSibling("predictions.csv"));
    }
    assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(2 * EPOCHS);
  }

  /** Does something at the end of the last epoch of a fold model. */
  private static TrainingListener atTheEndOf(int fold, Runnable what) {
    return new TrainingListener() {
      @Override
      public void epochDone(EpochRecord epoch, int epochs) {
        if (epoch.fold() == fold && epoch.epoch() == EPOCHS) {
          what.run();
        }
      }
    };
  }

  @Test
  void resume_beforeRefusal_endsInTheSame() throws IOException {
    stopBeforeRefusal(2);
  }

  @Test
  @Tag("nightly")
  void resume_beforeRefusalOfFirst_endsInTheSame() throws IOException {
    stopBeforeRefusal(1);
  }

  private static void stopBeforeRefusal(int fold) throws IOException {
    Path run = folder.resolve("before-" + fold);
    TrainingListener stopping = atTheEndOf(fold, () -> Thread.currentThread().interrupt());
    assertThatThrownBy(() -> TrainingRun.begin(options, run, "test", null, CHECKER, stopping))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ModelFile.refusal(model(run, fold))).isEmpty();
    assertThat(run.resolve("fold-" + fold + "/predictions.csv")).doesNotExist();

    TrainingRun.resume(run, "test", CHECKER, TrainingListener.NONE);

    assertSameAsWhole(run);
  }

  @Test
  void resume_inTheCheckOfMaps_endsInTheSame() throws IOException {
    stopInTheCheckOfMaps(1);
  }

  @Test
  @Tag("nightly")
  void resume_inTheCheckOfLast_endsInTheSame() throws IOException {
    stopInTheCheckOfMaps(2);
  }

  private static void stopInTheCheckOfMaps(int fold) throws IOException {
    Path run = folder.resolve("check-" + fold);
    Path stopped = model(run, fold).toAbsolutePath();
    MapChecker stopping =
        work -> {
          if (work.model().toAbsolutePath().equals(stopped)) {
            throw new IllegalStateException("stopped");
          }
          return CHECKER.check(work);
        };
    assertThatThrownBy(
            () -> TrainingRun.begin(options, run, "test", null, stopping, TrainingListener.NONE))
        .hasMessage("stopped");
    assertThat(ModelFile.refusal(stopped)).isPresent();
    assertThat(ModelFile.mapCheck(stopped)).isEmpty();
    assertThat(run.resolve("fold-" + fold + "/predictions.csv")).doesNotExist();

    TrainingRun.resume(run, "test", CHECKER, TrainingListener.NONE);

    assertSameAsWhole(run);
  }
}
