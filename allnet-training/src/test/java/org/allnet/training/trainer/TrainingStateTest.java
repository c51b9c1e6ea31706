package org.allnet.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.evaluation.metric.Metric;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.testing.StoredFile;
import org.allnet.training.trainer.optimiser.Optimiser;
import org.allnet.training.trainer.optimiser.OptimiserOptions;
import org.allnet.training.trainer.optimiser.WeightAverage;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training states of each version of their format. */
class TrainingStateTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final String STORED = "training-state-1.safetensors";
  private static final NetworkPlan PLAN = new NetworkPlan(NetworkOptions.allnet(2, 32, 0.01, 0.5));
  private static final List<EpochRecord> HISTORY =
      List.of(
          EpochRecord.of(1, 1, 1)
              .trained(1e-3, 0.75)
              .validated(new Task.Validation(0.5, Map.of(Metric.AUROC, 0.875)))
              .took(2.5, 100.5)
              .best(true)
              .build(),
          EpochRecord.of(1, 1, 2)
              .trained(5e-4, 0.625)
              .validated(new Task.Validation(0.5625, Map.of()))
              .took(2.25, 101)
              .build());

  @TempDir private Path folder;

  /** A training that has not begun. */
  private record Training(Network network, Optimiser optimiser, WeightAverage average)
      implements AutoCloseable {

    static Training fresh(long seed) {
      Network network = Network.fresh(PLAN, seed, CPU);
      return new Training(
          network,
          OptimiserOptions.ADAM.make(network.trainable(), Map.of()),
          new WeightAverage(network.trainable(), 0.5));
    }

    List<EpochRecord> read(Path file, String run) {
      return TrainingState.read(file, run, network, optimiser, average, CPU);
    }

    void write(Path file, List<EpochRecord> history) {
      TrainingState.write(file, "run", network, optimiser, average, history);
    }

    @Override
    public void close() {
      average.close();
      optimiser.close();
      network.close();
    }
  }

  @BeforeAll
  static void store(@TempDir Path folder) throws IOException {
    if (StoredFile.isToBeStored(STORED)) {
      Path file = folder.resolve(STORED);
      try (Training training = Training.fresh(5)) {
        Map<String, Long> steps = new HashMap<>();
        training.optimiser().counts().keySet().forEach(name -> steps.put(name, 8L));
        training.optimiser().resumeAt(9, steps);
        training.write(file, HISTORY);
      }
      StoredFile.storeIfMissing(STORED, file);
    }
  }

  @Test
  void stateOfVersion1_isReadAndWrittenAsItIsStored() throws IOException {
    Path written = folder.resolve("now.safetensors");
    try (Training training = Training.fresh(6)) {
      List<EpochRecord> history = training.read(StoredFile.of(STORED), "run");
      assertThat(history).isEqualTo(HISTORY);
      assertThat(training.optimiser().steps()).isEqualTo(9);
      assertThat(training.optimiser().counts().values()).containsOnly(8L);
      training.write(written, history);
    }
    StoredFile.requireSame(STORED, written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2       | has format 2, and this program reads training states up to format 1; update ALLNet
          1e9     | has format 1.0E9, and this program reads training states up to format 1
          "x"     | format "x" is no version
          -1      | format -1 is no version
          1.5     | format 1.5 is no version
          null    | format null is no version
          missing | says no format, so it is of a build before the first release or of another program; delete it
          """)
  void stateOfAnotherVersion_isRefused(String version, String why) throws IOException {
    Path file = folder.resolve("other.safetensors");
    Safetensors.Content content = Safetensors.read(StoredFile.of(STORED), CPU);
    try {
      Map<String, String> texts = new HashMap<>(content.metadata());
      ObjectNode said = (ObjectNode) JSON.readTree(texts.get("training"));
      said.remove("format");
      if (!version.equals("missing")) {
        said.set("format", JSON.readTree(version));
      }
      texts.put("training", said.toString());
      Safetensors.write(file, content.tensors(), texts, false);
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
    try (Training training = Training.fresh(6)) {
      assertThatThrownBy(() -> training.read(file, "run"))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": " + why)
          .hasMessageNotContaining("\n");
    }
  }
}
