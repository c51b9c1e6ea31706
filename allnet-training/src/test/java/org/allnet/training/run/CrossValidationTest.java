package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Safetensors;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossValidationTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static Recipe training(int epochs, double rate, int perClass) {
    return Recipes.find("allnet")
        .with(
            Map.of(
                "epochs", "" + epochs,
                "batch", "8",
                "lr", "" + rate,
                "schedule", "cosine",
                "input-size", "45",
                "width", "0.0625",
                "dropout", "0.3",
                "per-class", "" + perClass,
                "segmentation", "none"));
  }

  private static RunOptions options(Path data, Protocol protocol, boolean all, Recipe recipe) {
    return RunOptions.of(data.toString(), recipe)
        .split(new SplitOptions(protocol, 2, 0.25, 3))
        .seed(5)
        .rule(new RuleOptions(PointRule.Known.YOUDEN, 0.2, 0.2))
        .allFoldModels(all)
        .build();
  }

  /** Stops a run as a kill would: after so many steps, wherever that is. */
  private static TrainingListener stoppingAfter(int steps) {
    return new TrainingListener() {
      private int done;

      @Override
      public void stepDone(int epoch, int imagesDone, int images, double loss) {
        if (++done == steps) {
          throw new IllegalStateException("stopped");
        }
      }
    };
  }

  private static List<float[]> weights(Path model) {
    Safetensors.Content content = Safetensors.read(model, CPU);
    List<float[]> weights = new ArrayList<>();
    for (Tensor tensor : content.tensors().values()) {
      weights.add(Tensors.toFloats(tensor));
      tensor.close();
    }
    return weights;
  }

  @Test
  void run_bySubject_learnsAndLeavesItsFiles(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 4, 6, 60);
    List<EpochRecord> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochDone(EpochRecord epoch, int all) {
            epochs.add(epoch);
          }
        };
    RunResult result =
        TrainingRun.begin(
            options(data, Protocol.SUBJECT, true, training(8, 2e-3, 20)),
            folder.resolve("run"),
            "test",
            listener);
    assertThat(epochs).hasSize(16);
    assertThat(epochs.get(7).trainingLoss()).isLessThan(epochs.get(0).trainingLoss());
    assertThat(result.outcome().foldModels().all()).hasSize(2);
    assertThat(result.bestModel()).exists();
    assertThat(result.outcome().foldModels().all().get(0).holdOut().rows()).hasSize(12);
    MetricValue auroc =
        Evaluation.of(result.outcome().foldModels().chosen().holdOut()).metric(Metric.AUROC);
    assertThat(auroc).isInstanceOf(MetricValue.Value.class);
    assertThat(((MetricValue.Value) auroc).value()).isGreaterThan(0.9);
    Path run = folder.resolve("run");
    assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(16);
    assertThat(run.resolve("split.csv")).exists();
    assertThat(run.resolve("run.json")).exists();
    assertThat(run.resolve("fold-2/predictions.csv")).exists();
    assertThat(run.resolve("fold-2/augmentation.csv")).exists();
    assertThat(run.resolve("state/fold-1.safetensors")).doesNotExist();
  }

  @Test
  void resume_afterAnyStop_endsInTheSameWeights(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    RunOptions options = options(data, Protocol.SUBJECT, true, training(3, 1e-3, 16));
    TrainingRun.begin(options, folder.resolve("whole"), "test", TrainingListener.NONE);
    for (int steps : new int[] {1, 6, 10, 15}) {
      Path run = folder.resolve("stopped-" + steps);
      assertThatThrownBy(() -> TrainingRun.begin(options, run, "test", stoppingAfter(steps)))
          .hasMessage("stopped");
      assertThatThrownBy(() -> TrainingRun.resume(run, "test", stoppingAfter(2)))
          .hasMessage("stopped");
      RunResult result = TrainingRun.resume(run, "test", TrainingListener.NONE);
      for (int fold = 1; fold <= 2; fold++) {
        String model = "fold-" + fold + "/model.safetensors";
        List<float[]> expected = weights(folder.resolve("whole").resolve(model));
        List<float[]> resumed = weights(run.resolve(model));
        assertThat(resumed).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(resumed.get(i)).isEqualTo(expected.get(i));
        }
      }
      assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(6);
      assertThat(result.outcome().foldModels().all()).hasSize(2);
    }
    RunResult again = TrainingRun.resume(folder.resolve("whole"), "test", TrainingListener.NONE);
    assertThat(again.outcome().foldModels().all()).hasSize(2);
  }

  /**
   * Stops a run after the last epoch of its first fold model, when all is predicted or about to.
   */
  private static TrainingListener stoppingInEpoch(int last) {
    return new TrainingListener() {
      @Override
      public void epochDone(EpochRecord epoch, int all) {
        if (epoch.epoch() == last) {
          throw new IllegalStateException("stopped");
        }
      }
    };
  }

  @Test
  void resume_beforePredictions_fitsTheSameRule(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    RunOptions options = options(data, Protocol.SUBJECT, false, training(2, 1e-3, 16));
    Path whole = folder.resolve("whole");
    Path run = folder.resolve("stopped");
    TrainingRun.begin(options, whole, "test", TrainingListener.NONE);
    DecisionRule expected = ModelFile.describe(whole.resolve("fold-1/model.safetensors")).rule();
    assertThat(expected.sets()).isNotNull();
    assertThatThrownBy(() -> TrainingRun.begin(options, run, "test", stoppingInEpoch(2)))
        .hasMessage("stopped");
    Path file = run.resolve("fold-1/model.safetensors");
    assertThat(run.resolve("fold-1/predictions.csv")).doesNotExist();
    // What a kill leaves after the model was rewritten, with a rule that must not be applied twice.
    ModelFile model = ModelFile.read(file, CPU);
    DecisionRule stale = new DecisionRule(new TemperatureScaling(4), null, null, null);
    model.with(stale).write(file, false);
    model.close();

    RunResult result = TrainingRun.resume(run, "test", TrainingListener.NONE);

    assertThat(ModelFile.describe(file).rule()).isEqualTo(expected);
    assertThat(run.resolve("fold-1/predictions.csv"))
        .hasSameTextualContentAs(whole.resolve("fold-1/predictions.csv"));
    List<String> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void note(Sentence message) {
            told.add(message.toString());
          }
        };
    List<String> again = TrainingRun.resume(run, "test", listener).outcome().remarks().warnings();
    assertThat(again).isEqualTo(result.outcome().remarks().warnings());
    List<String> lacks =
        expected.lacks(options.rule(), result.outcome().data().dataset().classes()).stream()
            .map(s -> "fold model 1: " + s)
            .toList();
    assertThat(lacks).isNotEmpty();
    assertThat(again).containsAll(lacks);
    assertThat(told).containsAll(lacks).doesNotHaveDuplicates();
  }

  @Test
  void resume_otherImages_isRefusedAndSaysWhich(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    RunOptions options = options(data, Protocol.SUBJECT, false, training(2, 1e-3, 0));
    Path run = folder.resolve("run");
    assertThatThrownBy(() -> TrainingRun.begin(options, run, "test", stoppingAfter(1)))
        .hasMessage("stopped");
    byte[] one = Files.readAllBytes(data.resolve("blast/b0_0.png"));
    byte[] two = Files.readAllBytes(data.resolve("blast/b0_1.png"));

    Files.write(data.resolve("blast/b0_0.png"), two);
    assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(data + ": has changed since the run was begun: 1 image with another")
        .hasMessageContaining("blast/b0_0.png");
    Files.write(data.resolve("blast/b0_0.png"), one);
    Files.move(data.resolve("blast/b0_1.png"), folder.resolve("away.png"));
    Files.copy(data.resolve("healthy/h0_0.png"), data.resolve("healthy/new.png"));
    assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
        .hasMessageContaining("1 image added (healthy/new.png), 1 image removed");
    Files.delete(run.resolve("images.csv"));
    assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
        .hasMessageContaining("it had 36 readable images and has 36");
    Files.move(folder.resolve("away.png"), data.resolve("blast/b0_1.png"));
    Files.delete(data.resolve("healthy/new.png"));
    assertThat(TrainingRun.resume(run, "test", TrainingListener.NONE).bestModel()).exists();
  }

  @Test
  void resume_onAnotherSplit_isRefusedByName(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    RunOptions options = options(data, Protocol.IMAGE, false, training(2, 1e-3, 0));
    Path run = folder.resolve("run");
    assertThatThrownBy(() -> TrainingRun.begin(options, run, "test", stoppingAfter(1)))
        .hasMessage("stopped");
    Path file = run.resolve("split.csv");
    String begun = Files.readString(file);
    String row = begun.lines().filter(line -> line.contains(",1,image,")).findFirst().orElseThrow();

    Files.writeString(file, begun.replace(row, row.replace(",1,image,", ",2,image,")));
    assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + ": is another split than the run was begun with");
    Files.writeString(file, begun);
    assertThat(TrainingRun.resume(run, "test", TrainingListener.NONE).bestModel()).exists();
  }

  @Test
  void resume_ofAnotherFormat_isRefusedWithItsNumber(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    RunOptions options = options(data, Protocol.SUBJECT, false, training(2, 1e-3, 0));
    Path run = folder.resolve("run");
    assertThatThrownBy(() -> TrainingRun.begin(options, run, "test", stoppingAfter(1)))
        .hasMessage("stopped");
    Path header = run.resolve("run.json");
    String now = Files.readString(header);

    Files.writeString(header, now.replace("\"format\" : 1", "\"format\" : 9"));
    assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "run.json: has format 9, and this program reads run folders up to format 1; update ALLNet, or begin a new run if this one is of a build before the first release");
    Files.writeString(header, "{\"data\" : \"x\"}");
    assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
        .hasMessageContaining("says no format")
        .hasMessageContaining("begin a new run");
    Files.writeString(header, "{\"format\" : 1}");
    assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
        .hasMessageContaining("lacks its fingerprint");
  }

  @Test
  void resume_withOptionsChangedByHand_isRefused(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    RunOptions options = options(data, Protocol.SUBJECT, false, training(2, 1e-3, 0));
    Path run = folder.resolve("run");
    assertThatThrownBy(() -> TrainingRun.begin(options, run, "test", stoppingAfter(1)))
        .hasMessage("stopped");
    Path header = run.resolve("run.json");
    String begun = Files.readString(header);

    for (String change : new String[] {"\"epochs\" : \"3\"", "\"lr\" : \"0.1\""}) {
      String key = change.substring(0, change.indexOf(':'));
      Files.writeString(header, begun.replaceFirst(key + ": \"[^\"]*\"", change));
      assertThat(Files.readString(header)).contains(change).isNotEqualTo(begun);
      assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(header + ": its options or its rule were changed by hand");
    }
    for (String change : List.of("\"decided\" : null", "\"seal\" : \"")) {
      String other =
          change.contains("null")
              ? "\"decided\" : {\"operatingPoint\":\"youden\",\"maxError\":0.2,\"setError\":0.1}"
              : "\"unsealed\" : \"";
      Files.writeString(header, begun.replace(change, other));
      assertThat(Files.readString(header)).isNotEqualTo(begun);
      assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(header.toString());
    }
    Path moved = Files.move(data, folder.resolve("elsewhere"));
    Files.writeString(header, begun.replace(data.toString(), moved.toString()));
    assertThat(TrainingRun.resume(run, "test", TrainingListener.NONE).bestModel()).exists();
  }

  @Test
  void run_unusableFolderBatchOrClass_isRefused(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 40);
    Path used = Files.createDirectories(folder.resolve("used"));
    Files.writeString(used.resolve("something"), "x");
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    options(data, Protocol.SUBJECT, true, training(1, 1e-3, 0)),
                    used,
                    "test",
                    TrainingListener.NONE))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("holds other files already");
    Recipe large = training(1, 1e-3, 0).with(Map.of("batch", "500"));
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    options(data, Protocol.SUBJECT, true, large),
                    folder.resolve("large"),
                    "test",
                    TrainingListener.NONE))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("batch 500");
    assertThat(folder.resolve("large")).doesNotExist();
    assertThatThrownBy(
            () -> TrainingRun.resume(folder.resolve("none"), "test", TrainingListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("run.json");
  }

  @Test
  void run_interrupted_saysWhereAndKeepsTheRun(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    options(data, Protocol.SUBJECT, true, training(40, 1.0, 16)),
                    folder.resolve("run"),
                    "test",
                    new TrainingListener() {
                      @Override
                      public void stepDone(int epoch, int imagesDone, int images, double loss) {
                        if (epoch == 2) {
                          Thread.currentThread().interrupt();
                        }
                      }
                    }))
        .isInstanceOf(org.allnet.data.RunException.class)
        .hasMessageContaining("interrupted in epoch 2");
    assertThat(Thread.interrupted()).as("whoever called can tell an interrupt").isTrue();
    assertThat(folder.resolve("run/state/fold-1.safetensors")).exists();
  }

  @Test
  void run_lossNoNumber_saysWhereAndKeepsTheRun(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    Path run = folder.resolve("run");
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void epochDone(EpochRecord epoch, int epochs) {
            if (epoch.fold() == 2) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    options(data, Protocol.SUBJECT, true, training(2, 1e-3, 0)),
                    run,
                    "test",
                    stopping))
        .hasMessage("stopped");
    Path state = run.resolve("state/fold-2.safetensors");
    spoil(state);
    byte[] spoilt = Files.readAllBytes(state);
    byte[] model = Files.readAllBytes(run.resolve("fold-1/model.safetensors"));
    byte[] predictions = Files.readAllBytes(run.resolve("fold-1/predictions.csv"));

    assertThatThrownBy(() -> TrainingRun.resume(run, "test", TrainingListener.NONE))
        .isInstanceOf(org.allnet.data.RunException.class)
        .hasMessageContaining("the loss is NaN in epoch 2, step 1 of fold model 2")
        .hasMessageContaining("lower 'lr'");

    assertThat(Files.readAllBytes(state)).isEqualTo(spoilt);
    assertThat(Files.readAllBytes(run.resolve("fold-1/model.safetensors"))).isEqualTo(model);
    assertThat(Files.readAllBytes(run.resolve("fold-1/predictions.csv"))).isEqualTo(predictions);
    assertThat(run.resolve("fold-2/predictions.csv")).doesNotExist();
  }

  /** Puts a weight into a training state that makes every loss no number. */
  private static void spoil(Path state) {
    Safetensors.Content content = Safetensors.read(state, CPU);
    try {
      content.tensors().get("weight.dense3.bias").fill_(new Scalar(Double.NaN));
      Safetensors.write(state, content.tensors(), content.metadata(), false);
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
  }
}
