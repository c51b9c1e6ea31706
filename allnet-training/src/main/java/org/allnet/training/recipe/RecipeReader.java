package org.allnet.training.recipe;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Suggestions;
import org.allnet.data.option.Settings;
import org.allnet.data.option.WrittenOption;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.image.segmentation.SegmentationMode;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.network.architecture.Normalisation;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.inference.view.Views;
import org.allnet.training.augmentation.Balance;
import org.allnet.training.augmentation.online.RandomAugmentation;
import org.allnet.training.trainer.LearningRate;
import org.allnet.training.trainer.TrainingOptions;
import org.allnet.training.trainer.loss.Loss;
import org.allnet.training.trainer.optimiser.OptimiserOptions;
import org.allnet.training.trainer.schedule.Schedule;

/** Makes a recipe of the texts of its keys. It is the only place where these are read. */
final class RecipeReader {

  static final String PUBLISHED = "published";
  static final String NONE = "none";
  static final String YES = "yes";
  static final String NO = "no";
  static final String STACKED = "image+segmented";
  static final String IMAGE = "image";

  /** Keys whose texts are for people. */
  private static final List<String> PROSE = List.of("about", "source");

  private final String name;
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Takes texts in and fills what is not said.
   *
   * @param name the recipe's
   * @param given texts by key
   * @throws OptionException if a key is unknown
   */
  RecipeReader(String name, Map<String, String> given) {
    this.name = name;
    List<String> keys = RecipeKey.ALL.stream().map(RecipeKey::name).toList();
    for (String key : given.keySet()) {
      if (!keys.contains(key)) {
        throw OptionException.ofSetting(
            key,
            given.getOrDefault(key, ""),
            "'%s' is no key of a recipe; %s".formatted(key, Suggestions.nearest(key, keys)));
      }
    }
    RecipeKey.ALL.forEach(
        key -> values.put(key.name(), given.getOrDefault(key.name(), key.usual()).strip()));
  }

  /**
   * Reads every value.
   *
   * @return the recipe
   * @throws OptionException if a value can't be read, naming its key and the value as it is written
   */
  Recipe read() {
    values.keySet().stream().filter(key -> !PROSE.contains(key)).forEach(this::requirePlainBlanks);
    try {
      Recipe recipe = parsed();
      recipe.networks(2); // checks the ranges that networks have
      return recipe;
    } catch (OptionException e) {
      throw e.option().map(OptionName::key).map(values::get).map(e::asWritten).orElse(e);
    }
  }

  /** Blanks that look like others, as in text from web pages, would be parts of words. */
  private void requirePlainBlanks(String key) {
    text(key)
        .codePoints()
        .filter(
            c -> c != ' ' && (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT))
        .findFirst()
        .ifPresent(
            c -> {
              throw wrong(
                  key,
                  "holds U+%04X, which looks like a blank or like nothing; type it anew"
                      .formatted(c));
            });
  }

  private Recipe parsed() {
    return new Recipe(
        name,
        new Recipe.Origin(text("about"), text("source")),
        networks(),
        input(),
        new TrainingImages(
            choice("resample", TrainingImages.Resample.class),
            Balance.parse(text("per-class")),
            yes("ders")),
        training(),
        new AnswerChoice(
            Views.parse(text("views")),
            choice("mean-of", AnswerChoice.ViewMean.class),
            choice("combine", AnswerChoice.Combination.class)),
        new LearnerChoice(
            LearnerOptions.GRAMMAR.readAll(text("learner")),
            choice("features", LearnerChoice.Features.class),
            whole("keep-features", 0, 1_000_000)),
        new CorrectionChoice(
            choice("correction", CorrectionChoice.Kind.class),
            choice("correction-batch", CorrectionChoice.Batch.class),
            whole("words", 1, 1024),
            whole("neighbours", 1, 1000),
            whole("passes", 1, 1000),
            whole("restarts", 1, 1000),
            whole("alternations", 1, 1000)));
  }

  private NetworkChoice networks() {
    return new NetworkChoice(
        words("networks"),
        whole("copies", 1, 100),
        isPublished("input-size") ? null : (Integer) whole("input-size", 9, 2048),
        decimal("width"),
        isPublished("dropout") ? null : (Double) decimal("dropout"),
        isPublished("normalisation") ? null : Normalisation.of(text("normalisation")),
        yes("box-head"),
        words("pretrained").stream().map(this::weightsFile).toList());
  }

  private Path weightsFile(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong("pretrained", "is no path of a file");
    }
  }

  private InputOptions input() {
    return new InputOptions(
        SegmentationMode.of(text("segmentation")),
        whole("crop", 0, 4096),
        word("channels", IMAGE, STACKED).equals(STACKED));
  }

  private TrainingOptions training() {
    return new TrainingOptions(
        whole("epochs", 1, 100_000),
        whole("batch", 2, 4096),
        new LearningRate(
            decimal("lr"),
            Schedule.parse(text("schedule")),
            rates(),
            new LearningRate.Frozen(whole("frozen-epochs", 0, 100_000), decimal("frozen-lr"))),
        OptimiserOptions.parse(text("optimiser")),
        new TrainingOptions.Objective(
            Loss.parse(text("loss")), word("class-weights", NONE, "inverse").equals("inverse")),
        new TrainingOptions.ImageAugmentation(
            RandomAugmentation.parse(text("augmentation")), decimal("mixup")),
        new TrainingOptions.KeptWeights(
            decimal("average"), choice("batch-norm", TrainingOptions.BatchNormStatistics.class)),
        Precision.of(text("precision").toLowerCase(Locale.ROOT)));
  }

  private Map<String, Double> rates() {
    if (text("rates").equals(NONE)) {
      return Map.of();
    }
    return written("rates")
        .read(
            () -> {
              Settings settings = Settings.read(text("rates"), "conv1=0.1 fc=1");
              Map<String, Double> rates = new LinkedHashMap<>();
              settings.keys().forEach(key -> rates.put(key, settings.number(key)));
              return rates;
            });
  }

  private String text(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  private WrittenOption written(String key) {
    return new WrittenOption(key, text(key));
  }

  private OptionException wrong(String key, String what) {
    return written(key).wrong(what);
  }

  private boolean isPublished(String key) {
    return text(key).equals(PUBLISHED);
  }

  private boolean yes(String key) {
    return word(key, YES, NO).equals(YES);
  }

  private String word(String key, String... words) {
    String value = text(key).toLowerCase(Locale.ROOT);
    if (!Arrays.asList(words).contains(value)) {
      throw wrong(key, "use " + String.join(", ", words));
    }
    return value;
  }

  private <E extends Enum<E>> E choice(String key, Class<E> kind) {
    String value = text(key).toLowerCase(Locale.ROOT);
    for (E constant : kind.getEnumConstants()) {
      if (word(constant).equals(value)) {
        return constant;
      }
    }
    throw wrong(
        key,
        "use "
            + Arrays.stream(kind.getEnumConstants())
                .map(RecipeReader::word)
                .collect(Collectors.joining(", ")));
  }

  /** How a constant is written in recipes. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private int whole(String key, int low, int high) {
    return written(key).whole(low, high);
  }

  private double decimal(String key) {
    return written(key).decimal();
  }

  private List<String> words(String key) {
    return text(key).equals(NONE) ? List.of() : written(key).parts();
  }
}
