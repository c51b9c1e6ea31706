package org.allnet.training.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.training.trainer.optimiser.Optimiser;
import org.allnet.training.trainer.optimiser.WeightAverage;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a training needs to go on where it stopped, in one file that is replaced as a
 * whole after each epoch: weights, the optimiser's moments and steps, averages, and what the epochs
 * gave.
 */
final class TrainingState {

  private static final String WEIGHT = "weight.";
  private static final String MOMENT = "moment.";
  private static final String AVERAGE = "average.";
  private static final String RUN = "run";
  private static final String STEPS = "steps";
  private static final String STEPS_OF_EACH = "steps-of-each";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TrainingState() {}

  static void write(
      Path file,
      String run,
      Network network,
      Optimiser optimiser,
      @Nullable WeightAverage average,
      List<EpochRecord> history) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    network.tensors().forEach((name, tensor) -> tensors.put(WEIGHT + name, tensor));
    optimiser.moments().forEach((name, tensor) -> tensors.put(MOMENT + name, tensor));
    if (average != null) {
      average.averages().forEach((name, tensor) -> tensors.put(AVERAGE + name, tensor));
    }
    try {
      Safetensors.write(
          file,
          tensors,
          Map.of(
              RUN,
              run,
              "history",
              JSON.writeValueAsString(history),
              STEPS,
              Long.toString(optimiser.steps()),
              STEPS_OF_EACH,
              JSON.writeValueAsString(optimiser.counts())),
          false);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a history that can't be written", e);
    }
  }

  /**
   * Puts a state back into a network and its optimiser.
   *
   * @throws InputException if it is broken, or of another run
   */
  static List<EpochRecord> read(
      Path file,
      String run,
      Network network,
      Optimiser optimiser,
      @Nullable WeightAverage average,
      ComputeDevice device) {
    Safetensors.Content content = Safetensors.read(file, device);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      if (!run.equals(content.metadata().get(RUN))) {
        throw new InputException(
            file
                + ": is not of this run; put the run's own file back, or delete it: its network is then trained anew");
      }
      network.tensors().forEach((name, tensor) -> put(content, WEIGHT + name, tensor, file));
      optimiser.moments().forEach((name, tensor) -> put(content, MOMENT + name, tensor, file));
      if (average != null) {
        average.averages().forEach((name, tensor) -> put(content, AVERAGE + name, tensor, file));
      }
      optimiser.resumeAt(
          Long.parseLong(content.metadata().getOrDefault(STEPS, "")),
          JSON.readValue(
              content.metadata().getOrDefault(STEPS_OF_EACH, "{}"),
              new TypeReference<Map<String, Long>>() {}));
      return new ArrayList<>(
          JSON.readValue(
              content.metadata().getOrDefault("history", "[]"),
              new TypeReference<List<EpochRecord>>() {}));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new InputException(
          file + ": its history or its steps can't be read; start the run anew", e);
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
  }

  private static void put(Safetensors.Content content, String name, Tensor target, Path file) {
    Tensor source = content.tensors().get(name);
    if (source == null || !Arrays.equals(source.sizes().vec().get(), target.sizes().vec().get())) {
      throw new InputException(
          file + ": tensor " + name + " is not this run's; resume with the options it began with");
    }
    target.detach().copy_(source);
  }
}
