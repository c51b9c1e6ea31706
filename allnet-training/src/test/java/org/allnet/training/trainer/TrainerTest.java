package org.allnet.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.layout.DatasetReader;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.image.pixels.PixelTransfer;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.run.SyntheticSet;
import org.allnet.training.trainer.optimiser.Optimiser;
import org.allnet.training.trainer.optimiser.OptimiserOptions;
import org.allnet.training.trainer.schedule.Schedule;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static TrainingOptions options(int epochs, int batch, double rate) {
    return TrainingOptions.plain(epochs, batch, rate, new Schedule.Constant());
  }

  private static final NetworkPlan PLAN =
      new NetworkPlan(NetworkOptions.allnet(2, 45, 1.0 / 16, 0.5));

  /** A trainer over synthetic cells, and its samples. */
  private record Setup(Trainer trainer, List<Sample> samples) {

    static Setup of(Path folder, TrainingOptions options, TrainingListener listener)
        throws IOException {
      Path root = SyntheticSet.write(folder.resolve("data"), 2, 8, 60);
      Dataset dataset = DatasetReader.open(root, DatasetOptions.DEFAULTS);
      CellStore store =
          CellStore.load(
              dataset, dataset.images(), new ImageDecoder(DecodeLimits.DEFAULTS), 1 << 24);
      List<Sample> samples = new ArrayList<>();
      for (CellImage image : dataset.images()) {
        samples.add(Sample.original(image.name(), dataset.classes().indexOf(image.label())));
      }
      BatchSource source =
          new BatchSource(
              store,
              PixelTransfer.eachTime(CPU),
              InputOptions.segmented(SegmentationMode.STRETCHED),
              45,
              2,
              false,
              InferenceMode.THROUGHPUT);
      return new Setup(new Trainer(source, PLAN, options, 3, dataset.classes(), listener), samples);
    }

    List<EpochRecord> train(Path state) {
      return train(state, "run");
    }

    List<EpochRecord> train(Path state, String run) {
      return trainer.train(
          new TrainingFold(1, 1, 1, samples, samples, null, run), state, (network, epoch) -> {});
    }
  }

  @Test
  @Tag("nightly")
  void train_fiveHundredSteps_doNotGrowNativeMemory(@TempDir Path folder) throws IOException {
    requireSteadyMemory(folder, 130, 60L << 20);
  }

  @Test
  void train_manySteps_doNotGrowNativeMemory(@TempDir Path folder) throws IOException {
    requireSteadyMemory(folder, 50, 30L << 20);
  }

  private static void requireSteadyMemory(Path folder, int epochs, long most) throws IOException {
    List<Long> bytes = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochDone(EpochRecord epoch, int epochs) {
            System.gc();
            bytes.add(Pointer.physicalBytes());
          }
        };
    Setup.of(folder, options(epochs, 8, 1e-4), listener).train(folder.resolve("state"));
    assertThat(bytes).hasSize(epochs);
    assertThat(bytes.get(epochs - 1) - bytes.get(9)).isLessThan(most);
  }

  @Test
  void train_batchLargerThanTheSet_isRefused(@TempDir Path folder) throws IOException {
    Setup setup = Setup.of(folder, options(1, 33, 1e-4), TrainingListener.NONE);
    assertThatThrownBy(() -> setup.train(folder.resolve("state")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("batch 33")
        .hasMessageContaining("32 training images");
  }

  @Test
  void train_stateOfAnotherRun_isRefusedAndKept(@TempDir Path folder) throws IOException {
    Path state = folder.resolve("state");
    Setup setup = Setup.of(folder, options(1, 8, 1e-4), TrainingListener.NONE);
    setup.train(state, "one");
    byte[] before = Files.readAllBytes(state);

    assertThatThrownBy(() -> setup.train(state, "another"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not of this run");
    assertThat(Files.readAllBytes(state)).isEqualTo(before);
  }

  @Test
  void train_lossNoNumber_endsAndKeepsLastState(@TempDir Path folder) throws IOException {
    TrainingOptions options = options(3, 8, 1e-4);
    Path state = folder.resolve("state");
    NetworkPlan plan = new NetworkPlan(NetworkOptions.allnet(2, 45, 1.0 / 16, 0.5));
    try (Network broken = Network.fresh(plan, 1, CPU);
        Optimiser adam = OptimiserOptions.ADAM.make(broken.trainable(), Map.of());
        PointerScope scope = new PointerScope()) {
      broken.tensors().get("dense3.bias").fill_(new Scalar(Double.NaN));
      TrainingState.write(
          state,
          "run",
          broken,
          adam,
          null,
          List.of(
              EpochRecord.of(1, 1, 1)
                  .trained(1e-4, 0.7)
                  .validated(new Task.Validation(0.6, Map.of()))
                  .best(true)
                  .build()));
    }
    byte[] before = Files.readAllBytes(state);
    Setup setup = Setup.of(folder, options, TrainingListener.NONE);

    assertThatThrownBy(() -> setup.train(state))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("the loss is NaN in epoch 2, step 1 of fold model 1")
        .hasMessageContaining("lower 'lr'");
    assertThat(Files.readAllBytes(state)).isEqualTo(before);
  }

  @Test
  void train_stoppedAfterThawing_goesOnToTheSameBits(@TempDir Path folder) throws IOException {
    TrainingOptions three = frozen(3);
    List<byte[]> states = new ArrayList<>();
    Path whole = folder.resolve("whole");
    TrainingListener keeping =
        new TrainingListener() {
          @Override
          public void epochDone(EpochRecord epoch, int epochs) {
            try {
              states.add(Files.readAllBytes(whole));
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        };
    Setup.of(folder, three, keeping).train(whole);
    Path stopped = folder.resolve("stopped");
    Files.write(stopped, states.get(1));
    Setup again = Setup.of(folder.resolve("again"), three, TrainingListener.NONE);
    again.train(stopped);
    JsonNode first = stepsOfEach(whole);
    assertThat(stepsOfEach(stopped)).isEqualTo(first);
    // four steps an epoch; the body is thawed for two of the three
    assertThat(first.path("conv1.weight").asInt()).isEqualTo(8);
    assertThat(first.path("dense3.weight").asInt()).isEqualTo(12);
    assertThat(weights(stopped)).isEqualTo(weights(whole));
  }

  private static JsonNode stepsOfEach(Path state) throws IOException {
    String text = Safetensors.metadata(state).get("training");
    return new ObjectMapper().readTree(text).path("stepsOfEach");
  }

  private static TrainingOptions frozen(int epochs) {
    TrainingOptions plain = options(epochs, 8, 1e-3);
    LearningRate rate = plain.learningRate();
    return new TrainingOptions(
        plain.epochs(),
        plain.batch(),
        new LearningRate(
            rate.base(), rate.schedule(), rate.factors(), new LearningRate.Frozen(1, 1e-3)),
        plain.optimiser(),
        plain.objective(),
        plain.changes(),
        new TrainingOptions.KeptWeights(0.9, plain.kept().batchNorm()),
        plain.precision());
  }

  private static Map<String, List<Float>> weights(Path state) {
    Map<String, List<Float>> weights = new TreeMap<>();
    Safetensors.read(state, CPU)
        .tensors()
        .forEach(
            (name, tensor) -> {
              List<Float> values = new ArrayList<>();
              for (float value : Tensors.toFloats(tensor)) {
                values.add(value);
              }
              weights.put(name, values);
            });
    return weights;
  }

  /** The mark is set in the last step, so that the first to see it is what follows the steps. */
  @ParameterizedTest
  @EnumSource(TrainingOptions.BatchNormStatistics.class)
  void train_interruptedAfterLastStep_endsInEpoch(
      TrainingOptions.BatchNormStatistics statistics, @TempDir Path folder) throws IOException {
    List<EpochRecord> epochs = new ArrayList<>();
    TrainingListener interrupting =
        new TrainingListener() {
          @Override
          public void stepDone(int epoch, int imagesDone, int images, double loss) {
            if (imagesDone == images) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void epochDone(EpochRecord epoch, int all) {
            epochs.add(epoch);
          }
        };
    TrainingOptions plain = options(3, 8, 1e-4);
    TrainingOptions options =
        new TrainingOptions(
            plain.epochs(),
            plain.batch(),
            plain.learningRate(),
            plain.optimiser(),
            plain.objective(),
            plain.changes(),
            new TrainingOptions.KeptWeights(0, statistics),
            plain.precision());
    Setup setup = Setup.of(folder, options, interrupting);
    try {
      assertThatThrownBy(() -> setup.train(folder.resolve("state")))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("interrupted in epoch 1");
    } finally {
      Thread.interrupted();
    }
    assertThat(epochs).isEmpty();
  }

  @Test
  void train_oneCycle_movesTheMomentum(@TempDir Path folder) throws IOException {
    Map<String, List<Float>> constant = trained(folder, "constant");
    // a rate that stays and a momentum that stays are Adam as it is
    assertThat(
            trained(
                folder,
                "one-cycle warm-up=0.5 start-divisor=1 end-divisor=1 high-momentum=0.9 low-momentum=0.9"))
        .isEqualTo(constant);
    assertThat(
            trained(
                folder,
                "one-cycle warm-up=0.5 start-divisor=1 end-divisor=1 high-momentum=0.95 low-momentum=0.85"))
        .isNotEqualTo(constant);
  }

  private static Map<String, List<Float>> trained(Path folder, String schedule) throws IOException {
    TrainingOptions options = TrainingOptions.plain(2, 8, 1e-3, Schedule.parse(schedule));
    Path own = Files.createTempDirectory(folder, "run");
    Setup.of(own, options, TrainingListener.NONE).train(own.resolve("state"));
    return weights(own.resolve("state"));
  }

  @Test
  void momentum_inAFrozenPhase_hasItsOwnCycle() {
    Recipe recipe = Recipes.find("region-attention");
    TrainingOptions options = recipe.training();
    // ten epochs of ten steps frozen, ten thawed: each is a cycle of a hundred steps
    assertThat(options.momentum(0, 10)).isEqualTo(0.95);
    assertThat(options.momentum(25, 10)).isCloseTo(0.85, Offset.offset(1e-12));
    assertThat(options.momentum(100, 10)).isEqualTo(0.95);
    assertThat(options.momentum(125, 10)).isCloseTo(0.85, Offset.offset(1e-12));
  }

  @Test
  void options_sgdMomentumOfACycle_isRefused() {
    Recipe recipe = Recipes.find("region-attention");
    assertThatThrownBy(() -> recipe.with(Map.of("optimiser", "sgd momentum=0.9 decay=0.01")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("one-cycle moves the momentum from 0.95 to 0.85")
        .hasMessageContaining("sgd momentum=0.95 decay=0.01");
    assertThat(recipe.with(Map.of("optimiser", "sgd momentum=0.95 decay=0.01"))).isNotNull();
  }

  @Test
  void rate_alongACosine_fallsToZero() {
    TrainingOptions cosine = TrainingOptions.plain(1, 8, 2e-3, new Schedule.Cosine(0));
    assertThat(cosine.rate(0, 100)).isEqualTo(2e-3);
    assertThat(cosine.rate(50, 100)).isCloseTo(1e-3, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(cosine.rate(100, 100)).isCloseTo(0, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(options(1, 8, 1e-4).rate(99, 100)).isEqualTo(1e-4);
  }

  @Test
  void options_outOfRange_nameTheOption() {
    assertThatThrownBy(() -> options(0, 8, 1e-4)).hasMessageContaining("epochs 0");
    assertThatThrownBy(() -> options(1, 1, 1e-4)).hasMessageContaining("batch 1");
    assertThatThrownBy(() -> options(1, 8, 0)).hasMessageContaining("lr 0.0");
    assertThatThrownBy(() -> options(1, 8, Double.NaN)).hasMessageContaining("lr NaN");
  }
}
