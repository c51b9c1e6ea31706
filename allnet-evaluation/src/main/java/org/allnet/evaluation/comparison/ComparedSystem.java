package org.allnet.evaluation.comparison;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Predictions;

/**
 * A system to be compared, with the decision rule that it is evaluated by: its own, since an
 * operating point is a part of a system and means nothing to the probabilities of another.
 *
 * @param predictions what it said of the images
 * @param options how its probabilities become decisions
 * @param origin where its threshold comes from, such as {@code its operating point}; empty if it
 *     has none
 */
public record ComparedSystem(Predictions predictions, EvaluationOptions options, String origin) {

  /**
   * Returns a system that decides for the most probable class.
   *
   * @param predictions what it said of the images
   */
  public static ComparedSystem byMostProbableClass(Predictions predictions) {
    return new ComparedSystem(predictions, EvaluationOptions.DEFAULTS, "");
  }

  /**
   * Returns systems that all decide for the most probable class.
   *
   * @param predictions what each said of the images, by name
   */
  public static Map<String, ComparedSystem> byMostProbableClass(
      Map<String, Predictions> predictions) {
    Map<String, ComparedSystem> systems = new LinkedHashMap<>();
    predictions.forEach((name, rows) -> systems.put(name, byMostProbableClass(rows)));
    return systems;
  }

  /** {@return its decision rule for a reader} */
  public String rule() {
    Double threshold = options.threshold();
    return threshold == null
        ? "the most probable class"
        : String.format(
            Locale.ROOT,
            "%s from a probability of %.4f on (%s)",
            predictions.classes().positiveName(),
            threshold,
            origin);
  }
}
