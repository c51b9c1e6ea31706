package org.allnet.detect.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.option.OptionRange;
import org.allnet.data.option.OptionText;
import org.allnet.detect.field.LabelledField;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.training.recipe.RecipeGrammar;
import org.allnet.training.recipe.RecipeValues;
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
 * @param inputSize side of the network's input in pixels, a multiple of 32 from 32 to 2048
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

  private static final RecipeGrammar GRAMMAR =
      new RecipeGrammar("detector's recipe", NAMES, DetectionRecipe.class, usual());

  /** {@return the keys of a recipe with what they are if it does not say} */
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

  /**
   * Checks the network, its input and the last fraction.
   *
   * @throws OptionException if there is no detector of the network's name, {@code inputSize} is no
   *     multiple of 32 from 32 to 2048, or {@code closing} is not in [0,1]
   */
  public DetectionRecipe {
    NetworkOptions.detector(network, 1, inputSize);
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
    return GRAMMAR.find(nameOrFile, DetectionRecipe::of);
  }

  /**
   * Reads a recipe.
   *
   * @param name what to call it
   * @param text lines of {@code key = value}
   * @param origin what to call the text in messages
   * @return the recipe, checked
   * @throws InputException if a line is none
   * @throws OptionException if a key is unknown or a value out of range
   */
  static DetectionRecipe parse(String name, String text, String origin) {
    return of(name, GRAMMAR.lines(text, origin));
  }

  private static DetectionRecipe of(String name, Map<String, String> said) {
    RecipeValues values = GRAMMAR.values(said);
    return values.read(() -> read(name, values));
  }

  private static DetectionRecipe read(String name, RecipeValues values) {
    return new DetectionRecipe(
        name,
        values.text("about"),
        values.text("source"),
        values.text("network"),
        values.whole("input-size", 32, 2048),
        new TrainingOptions(
            values.whole("epochs", 1, 100_000),
            values.whole("batch", 2, 4096),
            LearningRate.of(values.decimal("lr"), Schedule.parse(values.text("schedule"))),
            OptimiserOptions.parse(values.text("optimiser")),
            Objective.PLAIN,
            ImageAugmentation.NONE,
            new KeptWeights(values.decimal("average"), BatchNormStatistics.PRECISE),
            Precision.FP32),
        new FieldAugmentation(
            values.decimal("mosaic"),
            values.decimal("scale"),
            values.decimal("hue"),
            values.decimal("saturation"),
            values.decimal("brightness")),
        values.decimal("closing"));
  }

  /** {@return how many pixels of a field's longer side training can use} */
  public int mostPixels() {
    return (int) Math.ceil(inputSize * (1 + changes.scale()));
  }

  /**
   * Returns what training keeps of a field.
   *
   * @param field the field
   * @return the same, or reduced to {@link #mostPixels}
   */
  public LabelledField reduced(LabelledField field) {
    return FieldStore.reduced(field, mostPixels());
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
