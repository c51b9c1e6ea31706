package org.allnet.network.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.allnet.data.OptionException;
import org.allnet.network.architecture.NetworkOptions;
import org.allnet.network.architecture.NetworkPlan;
import org.allnet.network.training.TrainingOptions;

/** What a training will need at least, against what the machine has. */
final class MemoryNeed {

  private static final Path MEMORY = Path.of("/proc/meminfo");

  private MemoryNeed() {}

  /**
   * Bytes that weights, gradients and moments take, and the maps of one training step.
   *
   * @param options the training's
   * @param classes the number of classes
   */
  static long bytes(TrainingOptions options, int classes) {
    NetworkPlan plan =
        new NetworkPlan(
            NetworkOptions.allnet(
                classes, options.inputSize(), options.width(), options.dropout()));
    double maps = 4.0 * plan.activations();
    double perImage = options.dense() ? 2 * maps : maps;
    return (long) (16.0 * plan.parameters() + perImage * options.batch());
  }

  /** Refuses what can't fit into the machine's memory. */
  static void check(TrainingOptions options, int classes) {
    OptionalLong has = physical();
    long needs = bytes(options, classes);
    if (has.isPresent() && needs > has.getAsLong()) {
      throw new OptionException(
          "training needs about %d GiB of memory, this machine has %d; use a smaller --batch, --input-size or --width"
              .formatted((needs >> 30) + 1, has.getAsLong() >> 30));
    }
  }

  private static OptionalLong physical() {
    if (!Files.isReadable(MEMORY)) {
      return OptionalLong.empty();
    }
    try {
      return Files.readAllLines(MEMORY).stream()
          .filter(line -> line.startsWith("MemTotal:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
