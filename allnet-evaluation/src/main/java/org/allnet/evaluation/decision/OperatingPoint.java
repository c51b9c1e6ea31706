package org.allnet.evaluation.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Predictions;

/**
 * The probability from which an image is predicted positive, chosen on validation data only.
 *
 * @param rule how it was chosen
 * @param threshold predicted positive if P(positive) is at least this; in [0,1]
 * @param sensitivity on the data that it was chosen on; on other data it will differ
 * @param specificity on the data that it was chosen on
 */
public record OperatingPoint(
    PointRule rule, double threshold, double sensitivity, double specificity) {

  /**
   * Checks the three numbers.
   *
   * @throws InputException if one is not in [0,1]
   */
  public OperatingPoint {
    check("threshold", threshold);
    check("sensitivity", sensitivity);
    check("specificity", specificity);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InputException("operating point: " + name + " " + value + " is not from 0 to 1");
    }
  }

  /**
   * The threshold with the largest sum of sensitivity and specificity (Youden 1950); of equals the
   * most sensitive.
   *
   * @param validation labelled predictions of two classes, images of both
   * @return the point
   * @throws OptionException if there are more than two classes
   * @throws InputException if a class has no image
   */
  public static OperatingPoint youden(Predictions validation) {
    BinarySteps steps = bothClasses(validation, PointRule.Known.YOUDEN);
    int best = 0;
    double bestSum = Double.NEGATIVE_INFINITY;
    for (int first = 0; first < steps.size(); first++) {
      OperatingPoint point = at(steps, first, PointRule.Known.YOUDEN);
      double sum = point.sensitivity() + point.specificity();
      if (sum > bestSum) {
        best = first;
        bestSum = sum;
      }
    }
    return at(steps, best, PointRule.Known.YOUDEN);
  }

  /**
   * The highest threshold, and with it the best specificity, that reaches a sensitivity.
   *
   * @param validation labelled predictions of two classes, images of both
   * @param sensitivity in (0,1]
   * @return the point
   * @throws OptionException if there are more than two classes or {@code sensitivity} is not in
   *     (0,1]
   * @throws InputException if a class has no image
   */
  public static OperatingPoint sensitivityAtLeast(Predictions validation, double sensitivity) {
    PointRule rule = PointRule.sensitivity(sensitivity);
    BinarySteps steps = bothClasses(validation, rule);
    for (int first = steps.size() - 1; first > 0; first--) {
      OperatingPoint point = at(steps, first, rule);
      if (point.sensitivity() >= sensitivity) {
        return point;
      }
    }
    return at(steps, 0, rule);
  }

  /**
   * The threshold at which as many images are predicted positive as are.
   *
   * @param validation labelled predictions of two classes, images of both
   * @return the point; if equal scores forbid equality, the nearest, the more sensitive of two
   * @throws OptionException if there are more than two classes
   * @throws InputException if a class has no image
   */
  public static OperatingPoint prevalenceMatched(Predictions validation) {
    BinarySteps steps = bothClasses(validation, PointRule.Known.PREVALENCE);
    int wanted = steps.allPositives();
    int all = wanted + steps.allNegatives();
    int best = 0;
    int bestGap = Integer.MAX_VALUE;
    for (int first = 0; first < steps.size(); first++) {
      int predicted = all - steps.positivesBelow()[first] - steps.negativesBelow()[first];
      if (Math.abs(predicted - wanted) < bestGap) {
        best = first;
        bestGap = Math.abs(predicted - wanted);
      }
    }
    return at(steps, best, PointRule.Known.PREVALENCE);
  }

  private static BinarySteps bothClasses(Predictions validation, PointRule rule) {
    return BinarySteps.ofBoth(validation, "operating point '" + rule.word() + "'");
  }

  private static OperatingPoint at(BinarySteps steps, int first, PointRule rule) {
    return new OperatingPoint(
        rule,
        steps.cutBelow(first),
        1 - (double) steps.positivesBelow()[first] / steps.allPositives(),
        (double) steps.negativesBelow()[first] / steps.allNegatives());
  }

  /** {@return the sensitivity that the rule asked for; nothing if it asked for none} */
  public OptionalDouble promisedSensitivity() {
    return rule.wantedSensitivity();
  }

  /** {@return options that evaluate with this threshold} */
  public EvaluationOptions toOptions() {
    return new EvaluationOptions(threshold);
  }

  /** {@return one line for a reader} */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s: predicted positive from %.4f (validation: sensitivity %.4f, specificity %.4f)",
        rule.word(),
        threshold,
        sensitivity,
        specificity);
  }

  /** {@return the components as JSON, by their names} */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rule", rule.toStored())
        .put("threshold", threshold)
        .put("sensitivity", sensitivity)
        .put("specificity", specificity);
  }

  /**
   * Reads what {@link #toJson} gave.
   *
   * @param node the JSON
   * @return the point
   * @throws InputException if a number is missing or out of range
   */
  public static OperatingPoint fromJson(JsonNode node) {
    return new OperatingPoint(
        PointRule.stored(node.path("rule").asText("unknown")),
        node.path("threshold").asDouble(Double.NaN),
        node.path("sensitivity").asDouble(Double.NaN),
        node.path("specificity").asDouble(Double.NaN));
  }
}
