package org.allnet.training.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
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
 * Everything that a training needs to go on from the point where it stopped, in one file that is
 * replaced as a whole after each epoch: weights, the optimiser's moments and steps, averages, and
 * what the epochs gave.
 */
final class TrainingState {

  private static final String WEIGHT = "weight.";
  private static final String MOMENT = "moment.";
  private static final String AVERAGE = "average.";

  private TrainingState() {}

  /**
   * How far a training has come, as the text beside the tensors has it.
   *
   * @param run the identity of what is trained
   * @param steps how many steps the optimiser has made
   * @param stepsOfEach how many it has made with each tensor
   * @param history what the epochs gave
   */
  private record Progress(
      String run, long steps, Map<String, Long> stepsOfEach, List<EpochRecord> history) {}

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
    Progress progress = new Progress(run, optimiser.steps(), optimiser.counts(), history);
    Safetensors.write(
        file,
        tensors,
        Map.of(
            Safetensors.TRAINING, Json.line(FileFormat.TRAINING_STATE.mark(Json.object(progress)))),
        false);
  }

  /**
   * Puts a state back into a network and its optimiser.
   *
   * @throws InputException if it is broken, of another run or of a newer format
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
      Progress progress =
          progress(content.metadata().getOrDefault(Safetensors.TRAINING, "{}"), file);
      if (!run.equals(progress.run())) {
        throw InputException.in(
            file,
            "is not of this run; put the run's own file back, or delete it: its network is then trained anew");
      }
      network.tensors().forEach((name, tensor) -> put(content, WEIGHT + name, tensor, file));
      optimiser.moments().forEach((name, tensor) -> put(content, MOMENT + name, tensor, file));
      if (average != null) {
        average.averages().forEach((name, tensor) -> put(content, AVERAGE + name, tensor, file));
      }
      optimiser.resumeAt(progress.steps(), progress.stepsOfEach());
      return new ArrayList<>(progress.history());
    } catch (IllegalArgumentException e) {
      throw unreadable(file, e);
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
  }

  private static Progress progress(String text, Path file) {
    try {
      JsonNode tree = Json.read(text);
      int version = FileFormat.TRAINING_STATE.take(tree, FilePlace.of(file));
      Progress progress =
          switch (version) {
            case 1 -> Json.as(tree, Progress.class);
            default -> throw FileFormat.TRAINING_STATE.unread(version);
          };
      if (progress.run() != null && progress.stepsOfEach() != null && progress.history() != null) {
        return progress;
      }
    } catch (JsonProcessingException e) {
      throw unreadable(file, e);
    }
    throw unreadable(file, null);
  }

  private static InputException unreadable(Path file, @Nullable Exception cause) {
    return InputException.in(
        file,
        "its history or its steps can't be read; delete it: its network is then trained anew",
        cause);
  }

  private static void put(Safetensors.Content content, String name, Tensor target, Path file) {
    Tensor source = content.tensors().get(name);
    if (source == null || !Arrays.equals(source.sizes().vec().get(), target.sizes().vec().get())) {
      throw InputException.in(
          file, "tensor " + name + " is not this run's; resume with the options it began with");
    }
    target.detach().copy_(source);
  }
}
