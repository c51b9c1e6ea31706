package org.allnet.training.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.JavaMemory;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.MachineMemory;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.image.pixels.DeviceCache;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.prediction.RefusalFit;
import org.allnet.inference.transductive.NeighbourhoodCorrection;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.TrainingOptions;
import org.allnet.training.trainer.optimiser.OptimiserOptions;

/**
 * The memory that a run needs at least, counted before it begins.
 *
 * @param cells bytes of Java's memory that decoded images take
 * @param correction bytes of Java's memory that the neighbourhood correction takes
 * @param corrected images that correct each other, 0 without a correction
 * @param refusal bytes of Java's memory that fitting takes what refuses images
 * @param engine bytes of the tensor engine: weights, gradients, moments, averages and maps of the
 *     network that needs most while it is trained, or the weights of all of them, as often as they
 *     are there while the maps of a fold model are checked
 */
record MemoryNeed(long cells, long correction, int corrected, long refusal, long engine) {

  private static final int BYTES = 4;

  /**
   * Copies of all weights while the maps of a fold model are checked: the model that was fitted,
   * that of its file, and the one whose layers are random.
   */
  private static final int CHECKED = 3;

  /**
   * Counts what a training needs.
   *
   * @param recipe the system
   * @param classes the number of classes
   * @param mode what convolutions may leave out
   * @param cells bytes of the decoded images, a cropped copy of them included if there is one
   * @param together the most images that are asked about together: those that correct each other
   * @param training the most images that a fold model is trained on, without augmented ones
   */
  static MemoryNeed of(
      Recipe recipe, int classes, InferenceMode mode, long cells, int together, int training) {
    List<Shape> maps = new ArrayList<>();
    List<NetworkPlan> plans = new ArrayList<>();
    Map<NetworkOptions, NetworkPlan> known = new HashMap<>();
    double most = 0;
    double all = 0;
    TrainingOptions options = recipe.training();
    for (NetworkOptions network : recipe.networks(classes)) {
      NetworkPlan plan = known.computeIfAbsent(network, NetworkPlan::new);
      plans.add(plan);
      boolean windows = mode != InferenceMode.EXACT && recipe.networks().isAllNetAlone();
      double perImage = (double) BYTES * plan.activations() * (windows ? 1 : 2);
      // the weight and its gradient, two moments or one, and the average
      int copies = options.optimiser().kind() == OptimiserOptions.Kind.SGD ? 3 : 4;
      copies += options.kept().average() > 0 ? 1 : 0;
      double trained = (double) BYTES * copies * plan.parameters() + perImage * options.batch();
      most = Math.max(most, trained);
      all += (double) BYTES * plan.parameters();
      if (plan.marks(Point.LAST_MAP)) {
        maps.add(plan.shape(Point.LAST_MAP));
      }
    }
    boolean corrects = recipe.correction().isOn();
    return new MemoryNeed(
        cells,
        corrects
            ? NeighbourhoodCorrection.bytes(together, maps, recipe.correction().options(1))
            : 0,
        corrects ? together : 0,
        RefusalFit.bytes(training, plans),
        (long) Math.max(most, CHECKED * all));
  }

  /**
   * Refuses what can't fit.
   *
   * @param recipe the system's name
   * @param has what the machine has
   * @throws OptionException if it can't
   */
  void check(String recipe, MachineMemory has) {
    long corrects = cells + correction;
    if (correction > 0 && corrects > MachineMemory.forData(has.heap())) {
      throw tooLarge(
          recipe,
          Sentence.of(
              "recipe %s: correcting %d images by each other needs about %s of Java's memory, %s with the decoded images, and of its %s about %s can hold them; %s, use a smaller %s or more %s, fewer restarts, or correction-batch = subject",
              recipe,
              corrected,
              MachineMemory.text(correction),
              MachineMemory.text(corrects),
              MachineMemory.text(has.heap()),
              MachineMemory.text(MachineMemory.forData(has.heap())),
              JavaMemory.toHold(corrects),
              OptionName.HOLD_OUT,
              OptionName.FOLDS));
    }
    if (cells > has.heap()) {
      throw tooLarge(
          recipe,
          Sentence.of(
              "recipe %s: the decoded images need about %s of Java's memory, and Java may use %s; %s or use fewer or smaller images",
              recipe,
              MachineMemory.text(cells),
              MachineMemory.text(has.heap()),
              JavaMemory.toHold(cells)));
    }
    if (cells + refusal > has.heap()) {
      throw tooLarge(
          recipe,
          Sentence.of(
              "recipe %s: learning which images are unlike those of training needs about %s of Java's memory beside the %s of decoded images, and Java may use %s; %s or use fewer or smaller images",
              recipe,
              MachineMemory.text(refusal),
              MachineMemory.text(cells),
              MachineMemory.text(has.heap()),
              JavaMemory.toHold(cells + refusal)));
    }
    // One after the other: corrected answers first, then what refuses images.
    long heap = cells + Math.max(correction, refusal);
    boolean onGpu = has.gpu().isPresent();
    long gpu = engine + DeviceCache.mostKept(cells);
    if (onGpu && gpu > has.gpu().getAsLong()) {
      throw tooLarge(
          recipe,
          Sentence.of(
              "recipe %s: training needs about %s of the GPU's memory, %s are free; %s",
              recipe,
              MachineMemory.text(gpu),
              MachineMemory.text(has.gpu().getAsLong()),
              smaller(recipe)));
    }
    long needs = onGpu ? heap : heap + engine;
    if (has.physical().isPresent() && needs > has.physical().getAsLong()) {
      throw tooLarge(
          recipe,
          Sentence.of(
              "recipe %s: training needs about %s of memory, this machine has %s; %s",
              recipe,
              MachineMemory.text(needs),
              MachineMemory.text(has.physical().getAsLong()),
              smaller(recipe)));
    }
    if (has.process().isPresent() && needs > has.process().getAsLong()) {
      throw tooLarge(
          recipe,
          Sentence.of(
              "recipe %s: training needs about %s of memory, and beside %s for Java the tensor engine takes no more than %s in all; %s, or %s",
              recipe,
              MachineMemory.text(needs),
              MachineMemory.text(has.heap()),
              MachineMemory.text(has.process().getAsLong()),
              JavaMemory.ofHeap(heapFor(needs, has)),
              smaller(recipe)));
    }
  }

  /** The failure of a recipe that needs more than there is. */
  private static OptionException tooLarge(String recipe, Sentence message) {
    return OptionException.ofKey(OptionName.RECIPE.key(), recipe, message);
  }

  /** What the process may take grows with Java's memory. */
  private static long heapFor(long needs, MachineMemory has) {
    return (long) Math.ceil((double) has.heap() * needs / has.process().orElseThrow());
  }

  private static Sentence smaller(String recipe) {
    Sentence begin =
        recipe.equals(Recipes.SMALL)
            ? Sentence.text("")
            : Sentence.of(", or begin with %s", OptionName.RECIPE.with(Recipes.SMALL));
    return Sentence.of(
        "use a smaller %s, %s or %s%s",
        OptionName.BATCH, OptionName.INPUT_SIZE, OptionName.WIDTH, begin);
  }
}
