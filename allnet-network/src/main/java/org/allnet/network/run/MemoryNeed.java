package org.allnet.network.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.allnet.data.OptionException;
import org.allnet.network.architecture.NetworkOptions;
import org.allnet.network.architecture.NetworkPlan;
import org.allnet.network.recipe.Recipe;

/** What a training will need at least, against what the machine has. */
final class MemoryNeed {

  private static final Path MEMORY = Path.of("/proc/meminfo");

  private MemoryNeed() {}

  /**
   * Bytes that weights, gradients and moments take, and the maps of one training step, of the
   * network that needs most; and the weights of all together.
   *
   * @param recipe the system
   * @param classes the number of classes
   * @param dense whether whole frames are computed
   */
  static long bytes(Recipe recipe, int classes, boolean dense) {
    double most = 0;
    double weights = 0;
    for (NetworkOptions network : recipe.networks(classes)) {
      NetworkPlan plan = new NetworkPlan(network);
      boolean windows = !dense && recipe.isAllNetAlone();
      double perImage = 4.0 * plan.activations() * (windows ? 1 : 2);
      int batch = recipe.training(1, dense).batch();
      most = Math.max(most, 16.0 * plan.parameters() + perImage * batch);
      weights += 4.0 * plan.parameters();
    }
    return (long) (most + weights);
  }

  /**
   * Refuses what can't fit into the machine's memory.
   *
   * @throws OptionException where it can't
   */
  static void check(Recipe recipe, int classes, boolean dense) {
    OptionalLong has = physical();
    long needs = bytes(recipe, classes, dense);
    if (has.isPresent() && needs > has.getAsLong()) {
      throw new OptionException(
          "recipe %s: training needs about %d GiB of memory, this machine has %d; use a smaller --batch, --input-size or --width"
              .formatted(recipe.name(), (needs >> 30) + 1, has.getAsLong() >> 30));
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
