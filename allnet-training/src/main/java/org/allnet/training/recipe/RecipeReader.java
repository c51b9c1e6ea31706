package org.allnet.training.recipe;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.option.Settings;
import org.allnet.inference.image.input.InputOptions;
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

/** Makes a recipe of the texts of its keys. It is the only class that reads these. */
final class RecipeReader {

  static final String PUBLISHED = "published";
  static final String STACKED = "image+segmented";
  static final String IMAGE = "image";

  private final String name;
  private final RecipeValues values;

  /**
   * Takes texts in and fills what is not said.
   *
   * @param name the recipe's
   * @param given texts by key
   * @throws OptionException if a key is unknown
   */
  RecipeReader(String name, Map<String, String> given) {
    this.name = name;
    this.values = Recipes.GRAMMAR.values(given);
  }

  /**
   * Reads every value.
   *
   * @return the recipe
   * @throws OptionException if a value can't be read, naming its key and the value as it is written
   */
  Recipe read() {
    return values.read(
        () -> {
          Recipe recipe = parsed();
          recipe.networks(2); // checks the ranges that networks have
          return recipe;
        });
  }

  private Recipe parsed() {
    return new Recipe(
        name,
        new Recipe.Origin(values.text("about"), values.text("source")),
        networks(),
        input(),
        new TrainingImages(
            values.choice("resample", TrainingImages.Resample.class),
            Balance.parse(values.text("per-class")),
            values.yes("ders")),
        training(),
        new AnswerChoice(
            Views.parse(values.text("views")),
            values.choice("mean-of", AnswerChoice.ViewMean.class),
            values.choice("combine", AnswerChoice.Combination.class)),
        new LearnerChoice(
            LearnerOptions.GRAMMAR.readAll(values.text("learner")),
            values.choice("features", LearnerChoice.Features.class),
            values.whole("keep-features", 0, 1_000_000)),
        new CorrectionChoice(
            values.choice("correction", CorrectionChoice.Kind.class),
            values.choice("correction-batch", CorrectionChoice.Batch.class),
            values.whole("words", 1, 1024),
            values.whole("neighbours", 1, 1000),
            values.whole("passes", 1, 1000),
            values.whole("restarts", 1, 1000),
            values.whole("alternations", 1, 1000)));
  }

  private NetworkChoice networks() {
    return new NetworkChoice(
        values.words("networks"),
        values.whole("copies", 1, 100),
        isPublished("input-size") ? null : (Integer) values.whole("input-size", 9, 2048),
        values.decimal("width"),
        isPublished("dropout") ? null : (Double) values.decimal("dropout"),
        isPublished("normalisation") ? null : Normalisation.of(values.text("normalisation")),
        values.yes("box-head"),
        values.words("pretrained").stream().map(this::weightsFile).toList());
  }

  private Path weightsFile(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw values.wrong("pretrained", "is no path of a file");
    }
  }

  private InputOptions input() {
    return new InputOptions(
        SegmentationMode.of(values.text("segmentation")),
        values.whole("crop", 0, 4096),
        values.word("channels", IMAGE, STACKED).equals(STACKED));
  }

  private TrainingOptions training() {
    return new TrainingOptions(
        values.whole("epochs", 1, 100_000),
        values.whole("batch", 2, 4096),
        new LearningRate(
            values.decimal("lr"),
            Schedule.parse(values.text("schedule")),
            rates(),
            new LearningRate.Frozen(
                values.whole("frozen-epochs", 0, 100_000), values.decimal("frozen-lr"))),
        OptimiserOptions.parse(values.text("optimiser")),
        new TrainingOptions.Objective(
            Loss.parse(values.text("loss")),
            values.word("class-weights", RecipeValues.NONE, "inverse").equals("inverse")),
        new TrainingOptions.ImageAugmentation(
            RandomAugmentation.parse(values.text("augmentation")), values.decimal("mixup")),
        new TrainingOptions.KeptWeights(
            values.decimal("average"),
            values.choice("batch-norm", TrainingOptions.BatchNormStatistics.class)),
        Precision.of(values.text("precision").toLowerCase(Locale.ROOT)));
  }

  private Map<String, Double> rates() {
    if (values.text("rates").equals(RecipeValues.NONE)) {
      return Map.of();
    }
    return values
        .written("rates")
        .read(
            () -> {
              Settings settings = Settings.read(values.text("rates"), "conv1=0.1 fc=1");
              Map<String, Double> rates = new LinkedHashMap<>();
              settings.keys().forEach(key -> rates.put(key, settings.number(key)));
              return rates;
            });
  }

  private boolean isPublished(String key) {
    return values.text(key).equals(PUBLISHED);
  }
}
