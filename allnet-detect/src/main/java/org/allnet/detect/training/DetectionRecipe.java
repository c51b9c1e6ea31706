package org.allnet.detect.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.Suggestions;
import org.allnet.data.option.OptionRange;
import org.allnet.data.option.OptionText;
import org.allnet.data.option.WrittenOption;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.LearningRate;
import org.allnet.training.trainer.TrainingOptions;
import org.allnet.training.trainer.TrainingOptions.BatchNormStatistics;
import org.allnet.training.trainer.TrainingOptions.ImageAugmentation;
import org.allnet.training.trainer.TrainingOptions.KeptWeights;
import org.allnet.training.trainer.TrainingOptions.Objective;
import org.allnet.training.trainer.optimiser.OptimiserOptions;
import org.allnet.training.trainer.schedule.Schedule;

/**
 * How a detector is trained, as data.
 *
 * @param name of the recipe
 * @param about what it is, for a reader
 * @param source where it comes from
 * @param network the name of the network
 * @param inputSize side of the network's input in pixels, a multiple of 32
 * @param training epochs, batch, rate and optimiser
 * @param changes how fields are changed at random
 * @param closing the fraction of the epochs, the last ones, in which there are no mosaics, in [0,1]
 */
public record DetectionRecipe(
    String name,
    String about,
    String source,
    String network,
    int inputSize,
    TrainingOptions training,
    FieldAugmentation changes,
    double closing) {

  /** The recipes that come with ALLNet, the one to begin with first. */
  public static final List<String> NAMES = List.of("light", "tiny", "s", "yolov4");

  private static final String ENDING = ".recipe";

  /** The keys of a recipe with what they are if it does not say. */
  private static final Map<String, String> USUAL = usual();

  private static Map<String, String> usual() {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("about", "");
    usual.put("source", "");
    usual.put("network", "yolox-light");
    usual.put("input-size", "320");
    usual.put("epochs", "100");
    usual.put("batch", "16");
    usual.put("lr", "2.5e-3");
    usual.put("schedule", "cosine warm-up=0.05");
    usual.put("optimiser", "sgd momentum=0.9 decay=5e-4");
    usual.put("average", "0.9995");
    usual.put("mosaic", "0.5");
    usual.put("closing", "0.1");
    usual.put("scale", "0.25");
    usual.put("hue", "0.015");
    usual.put("saturation", "0.3");
    usual.put("brightness", "0.2");
    return usual;
  }

  /** Checks the ranges. */
  public DetectionRecipe {
    OptionRange.require(closing >= 0 && closing <= 1, "closing", closing, "0 to 1");
  }

  /**
   * Finds a recipe.
   *
   * @param nameOrFile one of {@link #NAMES}, or the path of a file that ends in {@code .recipe}
   * @return the recipe, checked
   * @throws OptionException if there is none of that name
   * @throws InputException if the file can't be read, or a value in it
   */
  public static DetectionRecipe find(String nameOrFile) {
    if (NAMES.contains(nameOrFile)) {
      return parse(nameOrFile, builtIn(nameOrFile), nameOrFile);
    }
    if (!nameOrFile.endsWith(ENDING)) {
      throw new OptionException(
          OptionName.RECIPE.quoting(nameOrFile),
          Sentence.of(
              "recipe '%s' of a detector is unknown; %s A file of your own ends in .recipe",
              nameOrFile, Suggestions.nearest(nameOrFile, NAMES)));
    }
    Path file = Path.of(nameOrFile);
    String last = String.valueOf(file.getFileName());
    try {
      return parse(
          last.substring(0, last.length() - ENDING.length()), Recipes.read(file), nameOrFile);
    } catch (OptionException e) {
      throw InputException.in(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static String builtIn(String name) {
    try (InputStream in = DetectionRecipe.class.getResourceAsStream(name + ENDING)) {
      if (in == null) {
        throw new IllegalStateException("recipe " + name + " is not in the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a recipe.
   *
   * @param name what to call it
   * @param text lines of {@code key = value}
   * @param origin what to call the text in messages
   * @return the recipe, checked
   * @throws InputException if a line is none, or its key unknown
   * @throws OptionException if a value is out of range
   */
  static DetectionRecipe parse(String name, String text, String origin) {
    Map<String, String> values = new LinkedHashMap<>(USUAL);
    Recipes.lines(text, origin)
        .forEach(
            (key, value) -> {
              if (values.replace(key, value) == null) {
                throw InputException.in(
                    origin,
                    "'%s' is no key of a detector's recipe; %s"
                        .formatted(key, Suggestions.nearest(key, List.copyOf(USUAL.keySet()))));
              }
            });
    return of(name, values);
  }

  private static DetectionRecipe of(String name, Map<String, String> values) {
    return new DetectionRecipe(
        name,
        values.getOrDefault("about", ""),
        values.getOrDefault("source", ""),
        values.getOrDefault("network", ""),
        written(values, "input-size").whole(32, 2048),
        new TrainingOptions(
            written(values, "epochs").whole(1, 100_000),
            written(values, "batch").whole(1, 4096),
            LearningRate.of(
                number(values, "lr"), Schedule.parse(values.getOrDefault("schedule", ""))),
            OptimiserOptions.parse(values.getOrDefault("optimiser", "")),
            Objective.PLAIN,
            ImageAugmentation.NONE,
            new KeptWeights(number(values, "average"), BatchNormStatistics.PRECISE),
            Precision.FP32),
        new FieldAugmentation(
            number(values, "mosaic"),
            number(values, "scale"),
            number(values, "hue"),
            number(values, "saturation"),
            number(values, "brightness")),
        number(values, "closing"));
  }

  private static double number(Map<String, String> values, String key) {
    return written(values, key).decimal();
  }

  private static WrittenOption written(Map<String, String> values, String key) {
    return new WrittenOption(key, values.getOrDefault(key, ""));
  }

  /** {@return what it says of the training, by the keys of its file, in their order} */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("network", network);
    values.put("input-size", Integer.toString(inputSize));
    values.put("epochs", Integer.toString(training.epochs()));
    values.put("batch", Integer.toString(training.batch()));
    values.put("lr", OptionText.number(training.learningRate().base()));
    values.put("schedule", training.learningRate().schedule().text());
    values.put("optimiser", training.optimiser().text());
    values.put("average", OptionText.number(training.kept().average()));
    values.put("mosaic", OptionText.number(changes.mosaic()));
    values.put("closing", OptionText.number(closing));
    values.put("scale", OptionText.number(changes.scale()));
    values.put("hue", OptionText.number(changes.hue()));
    values.put("saturation", OptionText.number(changes.saturation()));
    values.put("brightness", OptionText.number(changes.brightness()));
    return values;
  }

  /**
   * Returns the same recipe with other numbers.
   *
   * @param epochs passes over the training fields
   * @param batch fields a step
   * @param side of the input in pixels
   */
  public DetectionRecipe with(int epochs, int batch, int side) {
    return new DetectionRecipe(
        name,
        about,
        source,
        network,
        side,
        new TrainingOptions(
            epochs,
            batch,
            training.learningRate(),
            training.optimiser(),
            training.objective(),
            training.changes(),
            training.kept(),
            training.precision()),
        changes,
        closing);
  }
}
