package org.allnet.training.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.RunGrouping;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.training.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run does, so that it can be repeated or taken up again. It is made by {@link
 * #of}, which names each of its parts.
 *
 * <p>Its components are the keys of {@code options} in {@code run.json}, format 1: a component that
 * is moved into a group is another format.
 *
 * @param data the data set's folder
 * @param dataset how its classes are read
 * @param split how it is split
 * @param splitFile a split made before, absent to draw one
 * @param recipe the system that each fold model is
 * @param mode what convolutions may leave out
 * @param seed what everything random is drawn from
 * @param rule what is fitted on each fold model's validation predictions
 * @param allFoldModels whether every fold has its fold model; else the first alone is trained
 * @param half whether model files store 16-bit weights
 * @param device where to compute
 * @param threads threads of an operation on the processor, 1 to 1024
 * @param spacing micrometres from one pixel of an image to the next, 0.01 to 10; absent if nobody
 *     gave it, and absent in files of versions that did not ask
 */
public record RunOptions(
    String data,
    DatasetOptions dataset,
    SplitOptions split,
    @Nullable String splitFile,
    Recipe recipe,
    InferenceMode mode,
    long seed,
    RuleOptions rule,
    boolean allFoldModels,
    boolean half,
    Device device,
    int threads,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double spacing) {

  private static final double LEAST_SPACING = 0.01;
  private static final double MOST_SPACING = 10;

  /**
   * What two runs say otherwise.
   *
   * @param key the option's or the recipe's key ({@link #byName})
   * @param now what this one says, {@code none} if nothing
   * @param begun what the other one says, {@code none} if nothing
   */
  public record Difference(String key, String now, String begun) {}

  /**
   * Checks threads and spacing.
   *
   * @throws OptionException if the threads are not 1 to 1024, or the spacing is not 0.01 to 10
   */
  public RunOptions {
    if (threads < 1 || threads > 1024) {
      throw OptionException.outOfRange(OptionName.THREADS.with(threads), "1 to 1024");
    }
    if (spacing != null) {
      requireSpacing(spacing);
    }
  }

  /**
   * Refuses what can't be the distance of pixels of a light microscope: it may be in another unit,
   * or be the pixels of a micrometre.
   *
   * @param micrometres from one pixel to the next
   * @throws OptionException if they are not 0.01 to 10
   */
  public static void requireSpacing(double micrometres) {
    if (!(micrometres >= LEAST_SPACING && micrometres <= MOST_SPACING)) {
      throw OptionException.outOfRange(
          OptionName.SPACING.with(micrometres), "0.01 to 10 micrometres");
    }
  }

  /**
   * Begins with what is trained on what.
   *
   * @param data the data set's folder
   * @param recipe the system that each fold model is
   * @return a builder of the usual options on one thread of the processor, seed 1
   */
  public static Builder of(String data, Recipe recipe) {
    return new Builder(data, recipe);
  }

  /** Returns a builder of these options, to change some. */
  Builder changed() {
    return of(data, recipe)
        .dataset(dataset)
        .split(split)
        .splitFile(splitFile)
        .mode(mode)
        .seed(seed)
        .rule(rule)
        .allFoldModels(allFoldModels)
        .half(half)
        .device(device)
        .threads(threads)
        .spacing(spacing);
  }

  /**
   * The same with another decision rule.
   *
   * @param other what is wanted of it
   * @return new options
   */
  public RunOptions with(RuleOptions other) {
    return changed().rule(other).build();
  }

  /**
   * {@return the options and the keys of the recipe that can act beside each other, by name, for
   * people: the rank of a learner's features says nothing of a run without a learner}
   */
  Map<String, String> inEffect() {
    Map<String, String> options = byName();
    options.keySet().removeAll(recipe.idle().keySet());
    return options;
  }

  /** {@return every option and every key of the recipe by its name, as files say it} */
  public Map<String, String> byName() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("data", data);
    if (splitFile == null) {
      options.put("protocol", split.protocol().imageLevel() ? "image" : "subject");
      options.put("folds", Integer.toString(split.folds()));
      options.put("hold-out", Double.toString(split.holdOutFraction()));
    } else {
      options.put("split", splitFile);
    }
    if (split.protocol() == Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT) {
      options.put("augment", "before-split");
    }
    RunGrouping grouping = dataset.grouping();
    if (grouping != null) {
      options.put("group-by", grouping.words());
    }
    if (!dataset.renames().isEmpty()) {
      StringBuilder renames = new StringBuilder();
      dataset
          .renames()
          .forEach(
              (from, to) ->
                  renames.append(renames.isEmpty() ? "" : ",").append(from).append('=').append(to));
      options.put("classes", renames.toString());
    }
    String positive = dataset.positive();
    if (positive != null) {
      options.put("positive", positive);
    }
    options.put("recipe", recipe.name());
    recipe.values().forEach((key, value) -> options.put(key, value));
    options.put("seed", Long.toString(seed));
    options.put("operating-point", rule.operatingPoint().word());
    Double maxError = rule.maxError();
    if (maxError != null) {
      options.put("max-error", maxError.toString());
    }
    options.put("set-error", Double.toString(rule.setError()));
    options.put("accept-fraction", Double.toString(rule.accepted()));
    options.put("half", Boolean.toString(half));
    options.put("mode", mode.key());
    options.put("device", device.key());
    options.put("threads", Integer.toString(threads));
    if (spacing != null) {
      options.put("spacing", spacing.toString());
    }
    return options;
  }

  /**
   * Returns the same options with the data set in another place.
   *
   * @param folder the data set's folder
   */
  RunOptions at(Path folder) {
    Builder same = changed();
    same.data = folder.toString();
    return same.build();
  }

  /**
   * Returns the same options with a split that was made before.
   *
   * @param file the split
   */
  public RunOptions splitBy(Path file) {
    return changed().splitFile(file.toString()).build();
  }

  /**
   * Returns what these options say otherwise than those that a run began with. What they do not ask
   * for is not held against them: the device, the threads, and a split that was drawn then. Nor is
   * the data set's name, which may lead elsewhere in another working folder ({@link
   * RunFolder#data}).
   *
   * @param begun the run's
   * @return each difference; none if they are the same
   */
  public List<Difference> differences(RunOptions begun) {
    Map<String, String> mine = new LinkedHashMap<>(byName());
    Map<String, String> theirs = new LinkedHashMap<>(begun.byName());
    for (String free : List.of("data", "device", "threads")) {
      mine.remove(free);
      theirs.remove(free);
    }
    if (splitFile == null) {
      theirs.remove("split");
      drawn(mine, split);
      drawn(theirs, begun.split);
    }
    List<Difference> differences = new ArrayList<>();
    for (String name : theirs.keySet()) {
      mine.putIfAbsent(name, "none");
    }
    mine.forEach(
        (name, value) -> {
          String other = theirs.getOrDefault(name, "none");
          if (!other.equals(value)) {
            differences.add(new Difference(name, value, other));
          }
        });
    return differences;
  }

  private static void drawn(Map<String, String> options, SplitOptions split) {
    options.put("protocol", split.protocol().key());
    options.put("folds", Integer.toString(split.folds()));
    options.put("hold-out", Double.toString(split.holdOutFraction()));
  }

  /**
   * Returns how many fold models are trained.
   *
   * @param split how the images are split
   */
  int foldModels(Split split) {
    return allFoldModels ? split.folds() : 1;
  }

  /** The options of a run that are still to be said. Not thread-safe. */
  public static final class Builder {

    private final Recipe recipe;
    private String data;
    private DatasetOptions dataset = DatasetOptions.DEFAULTS;
    private SplitOptions split = SplitOptions.DEFAULTS;
    private @Nullable String splitFile;
    private InferenceMode mode = InferenceMode.THROUGHPUT;
    private long seed = 1;
    private RuleOptions rule = RuleOptions.DEFAULTS;
    private boolean allFoldModels = true;
    private boolean half;
    private Device device = Device.CPU;
    private int threads = 1;
    private @Nullable Double spacing;

    private Builder(String data, Recipe recipe) {
      this.data = data;
      this.recipe = recipe;
    }

    /**
     * Sets how the data set's classes are read; as they are if this is not called.
     *
     * @return this builder
     */
    public Builder dataset(DatasetOptions reading) {
      this.dataset = reading;
      return this;
    }

    /**
     * Sets how the data set is split; {@link SplitOptions#DEFAULTS} if this is not called.
     *
     * @return this builder
     */
    public Builder split(SplitOptions drawing) {
      this.split = drawing;
      return this;
    }

    /**
     * Sets a split that was made before.
     *
     * @param file the split; null to draw one
     * @return this builder
     */
    public Builder splitFile(@Nullable String file) {
      this.splitFile = file;
      return this;
    }

    /**
     * Sets what convolutions may leave out; {@link InferenceMode#THROUGHPUT} if this is not called.
     *
     * @return this builder
     */
    public Builder mode(InferenceMode choice) {
      this.mode = choice;
      return this;
    }

    /**
     * Sets what everything random is drawn from but the split, which has a seed of its own.
     *
     * @return this builder
     */
    public Builder seed(long number) {
      this.seed = number;
      return this;
    }

    /**
     * Sets what is fitted on validation predictions; {@link RuleOptions#DEFAULTS} if this is not
     * called.
     *
     * @return this builder
     */
    public Builder rule(RuleOptions wanted) {
      this.rule = wanted;
      return this;
    }

    /**
     * Sets whether every fold has its fold model, as it has if this is not called; else the first
     * alone is trained.
     *
     * @return this builder
     */
    public Builder allFoldModels(boolean all) {
      this.allFoldModels = all;
      return this;
    }

    /**
     * Sets whether model files store 16-bit weights; they do not if this is not called.
     *
     * @return this builder
     */
    public Builder half(boolean stored) {
      this.half = stored;
      return this;
    }

    /**
     * Sets where to compute; {@link Device#CPU} if this is not called.
     *
     * @return this builder
     */
    public Builder device(Device choice) {
      this.device = choice;
      return this;
    }

    /**
     * Sets the threads of an operation on the processor.
     *
     * @param count 1 to 1024
     * @return this builder
     */
    public Builder threads(int count) {
      this.threads = count;
      return this;
    }

    /**
     * Sets how far the pixels of the images are apart; what their files say if this is not called.
     *
     * @param micrometres 0.01 to 10; null for what the files say
     * @return this builder
     */
    public Builder spacing(@Nullable Double micrometres) {
      this.spacing = micrometres;
      return this;
    }

    /**
     * Makes the options.
     *
     * @throws OptionException if {@code threads} is not 1 to 1024, or {@code spacing} is not 0.01
     *     to 10
     */
    public RunOptions build() {
      return new RunOptions(
          data,
          dataset,
          split,
          splitFile,
          recipe,
          mode,
          seed,
          rule,
          allFoldModels,
          half,
          device,
          threads,
          spacing);
    }
  }
}
