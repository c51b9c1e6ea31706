package org.allnet.cli.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.evaluation.figure.EvaluationOptions;
import org.allnet.evaluation.operating.OperatingPoint;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.StatedRule;
import org.allnet.network.model.ModelDescription;
import org.allnet.network.model.ModelFile;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of a run, with the decision rule that the report or the model beside them states,
 * so that every command judges them as the run's own page does.
 *
 * @param own the predictions with the classes as the run calls them
 * @param stated the run's decision rule
 */
public record RunPredictions(Predictions own, StatedRule stated) {

  /** The name of the file in a run's folder. */
  public static final String FILE = "predictions.csv";

  private static final String MODEL = "model.safetensors";

  /**
   * Returns the rule that a report or a model states for predictions.
   *
   * @param path a run's folder, or a predictions file
   * @return null if neither is there
   * @throws org.allnet.data.InputException if one is there and can't be read
   */
  public static @Nullable StatedRule rule(Path path) {
    Path folder =
        Files.isDirectory(path)
            ? path
            : path.endsWith(FILE) ? path.toAbsolutePath().getParent() : null;
    if (folder == null) {
      return null;
    }
    StatedRule reported = StatedRule.read(folder);
    if (reported != null || !Files.isRegularFile(folder.resolve(MODEL))) {
      return reported;
    }
    ModelDescription model = ModelFile.describe(folder.resolve(MODEL));
    OperatingPoint point = model.rule().point();
    return new StatedRule(
        model.positive(), point == null ? EvaluationOptions.DEFAULTS : point.toOptions());
  }

  /**
   * Reads the predictions of a run.
   *
   * @param file the predictions
   * @param stated their rule
   * @return the predictions with that rule
   * @throws org.allnet.data.InputException if the file can't be read
   */
  public static RunPredictions read(Path file, StatedRule stated) {
    return new RunPredictions(
        PredictionFile.read(file, new DatasetOptions(Map.of(), stated.positive())), stated);
  }

  /**
   * Returns the predictions with the classes as a user calls them.
   *
   * @param options how classes are renamed, and the positive one
   * @param name what the user calls the run
   * @throws OptionException if the run's threshold would be about another class
   */
  public Predictions named(DatasetOptions options, String name) {
    Predictions predictions = own.read(options);
    if (stated.options().threshold() != null
        && !predictions.classes().positiveName().equals(stated.positive())) {
      throw new OptionException(
          "the operating point of %s is of its positive class '%s'; --positive or --classes makes it '%s'"
              .formatted(name, stated.positive(), predictions.classes().positiveName()));
    }
    return predictions;
  }
}
