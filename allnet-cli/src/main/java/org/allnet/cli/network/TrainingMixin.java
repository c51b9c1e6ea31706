package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.allnet.cli.terminal.BatchMixin;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.EpochsMixin;
import org.allnet.cli.terminal.GroupingMixin;
import org.allnet.cli.terminal.HalfMixin;
import org.allnet.cli.terminal.InputSizeMixin;
import org.allnet.cli.terminal.PrecisionMixin;
import org.allnet.cli.terminal.SeedMixin;
import org.allnet.cli.terminal.SegmentationMixin;
import org.allnet.cli.terminal.SplitFileMixin;
import org.allnet.cli.terminal.SplitMixin;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.ThreadsMixin;
import org.allnet.cli.terminal.WidthMixin;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.split.Protocol;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.augmentation.Balance;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.run.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that trains. */
public final class TrainingMixin {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Another value for a key of the recipe; may be given several times.")
  Map<String, String> set = new LinkedHashMap<>();

  @Mixin
  EpochsMixin epochs =
      new EpochsMixin("Passes over a fold model's training images. With recipe allnet: 65.");

  @Mixin BatchMixin batch = new BatchMixin("Images in a training step. With recipe allnet: 16.");

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "Learning rate. With recipe allnet: 1e-5, the paper's.")
  @Nullable Double lr;

  @Option(
      names = "--schedule",
      paramLabel = "TEXT",
      description =
          "How the learning rate changes: constant (the paper's), cosine (down to 0 over the run), 'steps"
              + " factor=F at=F,F' or one-cycle.")
  @Nullable String schedule;

  @Mixin
  InputSizeMixin inputSize =
      new InputSizeMixin("Side of the square that the network sees. With recipe allnet: 450.");

  @Mixin
  WidthMixin width =
      new WidthMixin(
          "Factor on the network's channels, such as 0.25 for a small machine. Default: 1.");

  @Mixin
  PerClassMixin perClass =
      new PerClassMixin(
          "Training images of each class after balancing by augmentation, 0 for the originals alone."
              + " With recipe allnet: the paper's 6000, but at most 5 of an original.");

  @Mixin
  SegmentationMixin segmentation =
      new SegmentationMixin("How a cell is cut out: ", " With recipe allnet: stretched.");

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      description =
          "Fraction of the dense layers' outputs that training drops. With recipe allnet: 0.5.")
  @Nullable Double dropout;

  @Option(
      names = "--batch-norm",
      paramLabel = "WAY",
      description =
          "Statistics that validation and the saved model use: precise (recomputed over training"
              + " images) or running (averages, the paper's way). With recipe allnet: precise.")
  @Nullable String batchNorm;

  @Option(
      names = "--pretrained",
      paramLabel = "FILE,...",
      description =
          "Weights to begin with, one file for each network: .safetensors with torchvision or timm"
              + " names, or a model of ALLNet.")
  @Nullable String pretrained;

  @Mixin
  PrecisionMixin precision =
      new PrecisionMixin(
          "Precision in which layers are computed: fp32, tf32 (quicker on a GPU) or bf16 (half the memory traffic)."
              + " Default: fp32.");

  @Mixin SplitMixin drawn = new SplitMixin();

  @Option(
      names = "--augment",
      paramLabel = "WHEN",
      defaultValue = "training-folds",
      description =
          "When classes are balanced by augmentation: training-folds (after the split, in training"
              + " folds alone) or, with --protocol image, before-split (the paper's way: it trains"
              + " on augmented copies of cells that it is evaluated on). Default: ${DEFAULT-VALUE}.")
  AugmentationStage augment = AugmentationStage.TRAINING_FOLDS;

  @Mixin
  SplitFileMixin split =
      new SplitFileMixin("Use this split (see 'allnet dataset split') instead of drawing one.");

  @Mixin SeedMixin seed = new SeedMixin();

  @Mixin DeviceMixin device = new DeviceMixin();

  @Mixin ThreadsMixin threads = new ThreadsMixin();

  @Option(
      names = "--mode",
      paramLabel = "NAME",
      defaultValue = "throughput",
      description =
          "What convolutions may leave out: throughput computes windows; exact computes whole frames,"
              + " slower, and the same result except for rounding. Default: ${DEFAULT-VALUE}.")
  String mode = "throughput";

  @Mixin
  HalfMixin half =
      new HalfMixin(
          "Store the model's weights as 16-bit numbers, half the size. The metrics are those of the"
              + " stored weights.");

  @Mixin
  SpacingMixin spacing =
      new SpacingMixin(
          "How far the pixels of the images are apart. The model file keeps it for exports. Default:"
              + " what the metadata of all images say, if they say the same.");

  @Mixin GroupingMixin grouping = new GroupingMixin();

  @Mixin DecisionMixin rule = new DecisionMixin();

  /** For the command line to fill. */
  public TrainingMixin() {}

  /** Of two values for one key the parser keeps the last. */
  private static void refuseTwice(Subcommand command) {
    Set<String> keys = new HashSet<>();
    for (String pair : command.typed("--set")) {
      String key = pair.substring(0, pair.indexOf('=')).strip();
      if (!keys.add(key.toLowerCase(Locale.ROOT))) {
        throw OptionException.ofKey(
            key, pair, Sentence.of("--set %s: is given twice; keep one", key));
      }
    }
  }

  /**
   * Refuses options that were typed and can do nothing: what a given split says already, and values
   * of a recipe that none of the recipes has a use for.
   *
   * @param command whose options these are
   * @param recipes the recipes to be trained, by name or as files
   * @throws OptionException if there is one, naming it
   */
  public void refuseIdle(Subcommand command, List<String> recipes) {
    refuseTwice(command);
    Path file = split.file();
    if (file != null) {
      command.refuse(
          "with --split, whose file says it", "--protocol", "--folds", "--hold-out", "--group-by");
      if (command.given().contains("--augment")) {
        augment.refuseOther(file);
      }
    }
    grouping.check(command, drawn.unit());
    Map<String, String> named = named();
    for (String key : set.keySet()) {
      if (named.containsKey(key)) {
        throw OptionException.ofKey(
            key,
            named.get(key),
            Sentence.of(
                "--%s can't act: --set %s=%s says it too; leave one of them out",
                key, key, set.get(key)));
      }
    }
    named.putAll(set);
    Map<String, String> idle = new LinkedHashMap<>();
    named.keySet().forEach(key -> idle.put(key, ""));
    command.given().forEach(option -> idle.put(option.substring(2), ""));
    for (String recipe : recipes) {
      Map<String, String> ofThis = idle(chosen(recipe.strip()));
      idle.keySet().retainAll(ofThis.keySet());
      idle.replaceAll((key, reason) -> ofThis.get(key));
    }
    idle.forEach(
        (key, reason) -> {
          if (set.containsKey(key)) {
            throw OptionException.ofKey(
                key, set.get(key), Sentence.of("--set %s can't act %s; leave it out", key, reason));
          }
          command.refuse(reason, "--" + key);
        });
  }

  /**
   * The options of a run.
   *
   * @param recipe the system, by name or as a file
   * @param data the data set's folder
   * @param dataset how its classes are read
   * @param allFoldModels whether every fold has its fold model
   * @return the options
   * @throws org.allnet.data.OptionException if one is out of range
   */
  public RunOptions options(
      String recipe, Path data, DatasetOptions dataset, boolean allFoldModels) {
    Path file = split.file();
    int cores = Runtime.getRuntime().availableProcessors();
    return RunOptions.of(data.toString(), chosen(recipe))
        .dataset(dataset.groupedBy(grouping.grouping()))
        .split(drawn.options(protocol(), seed.seed()))
        .splitFile(file == null ? null : file.toString())
        .mode(InferenceMode.of(mode))
        .seed(seed.seed())
        .rule(rule.options())
        .allFoldModels(allFoldModels)
        .half(half.isWanted())
        .device(device.device())
        .threads(threads.threads().orElse(cores))
        .spacing(spacing.spacing())
        .build();
  }

  private Protocol protocol() {
    Protocol stated = augment.protocol(drawn.unit(), split.file());
    return split.file() == null && stated == Protocol.SUBJECT
        ? grouping.protocol(drawn.unit())
        : stated;
  }

  /** The recipe with the values that were given. */
  private Recipe chosen(String name) {
    Map<String, String> values = named();
    values.putAll(set);
    return Recipes.find(name).with(values);
  }

  /** What can do nothing with a recipe: keys of its own, and options of the run. */
  private static Map<String, String> idle(Recipe recipe) {
    Map<String, String> idle = new LinkedHashMap<>(recipe.idle());
    if (recipe.networks().isEmpty()) {
      for (String option : List.of("mode", "half", "augment")) {
        idle.put(option, "without a network (networks = none)");
      }
    } else if (recipe.networks(2).stream()
        .distinct()
        .noneMatch(n -> new NetworkPlan(n).hasStack())) {
      idle.put("mode", "here: of its networks whole frames are computed anyway");
    }
    if (!recipe.networks().isEmpty()
        && recipe.images().balance().equals(Balance.NONE)
        && !recipe.images().ders()) {
      idle.put("augment", "without balancing (per-class = 0)");
    }
    return idle;
  }

  /** Values of the recipe that have an option of their own. */
  private Map<String, String> named() {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "epochs", epochs.epochs());
    put(values, "batch", batch.batch());
    put(values, "lr", lr);
    put(values, "schedule", schedule);
    put(values, "input-size", inputSize.inputSize());
    put(values, "width", width.width());
    put(values, "per-class", perClass.perClass());
    put(values, "segmentation", segmentation.typed());
    put(values, "dropout", dropout);
    put(values, "batch-norm", batchNorm);
    put(values, "pretrained", pretrained);
    put(values, "precision", precision.precision());
    return values;
  }

  private static void put(Map<String, String> values, String key, OptionalInt value) {
    value.ifPresent(number -> values.put(key, String.valueOf(number)));
  }

  private static void put(Map<String, String> values, String key, OptionalDouble value) {
    value.ifPresent(number -> values.put(key, String.valueOf(number)));
  }

  private static void put(Map<String, String> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value.toString());
    }
  }
}
