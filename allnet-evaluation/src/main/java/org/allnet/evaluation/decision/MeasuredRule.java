package org.allnet.evaluation.decision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.StatedProportion;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * What a rule does on images that it was not fitted on, beside what it promised.
 *
 * @param rule the rule
 * @param before the predictions as the system gave them
 * @param after the same, scaled
 * @param band coverage and error outside the refer band, absent if there is none
 * @param sets coverage and size of the prediction sets, absent if there are none
 */
public record MeasuredRule(
    DecisionRule rule,
    Predictions before,
    Predictions after,
    ReferBand.@Nullable Measured band,
    ConformalSets.@Nullable Measured sets) {

  /**
   * Measures a rule.
   *
   * @param rule fitted on other images
   * @param unscaled predictions with at least one label
   * @param options how to resample for the intervals
   * @return what was measured
   * @throws OptionException if the rule was fitted for another number of classes
   */
  public static MeasuredRule of(DecisionRule rule, Predictions unscaled, BootstrapOptions options) {
    return of(rule, unscaled, rule.scaling().apply(unscaled), options);
  }

  /**
   * Measures a rule on predictions that it has scaled already, such as a model's answers.
   *
   * @param rule fitted on other images
   * @param scaled predictions with at least one label
   * @param options how to resample for the intervals
   * @return what was measured; the unscaled predictions are worked out backwards
   * @throws OptionException if the rule was fitted for another number of classes
   */
  public static MeasuredRule ofScaled(
      DecisionRule rule, Predictions scaled, BootstrapOptions options) {
    return of(rule, rule.unscaled(scaled), scaled, options);
  }

  private static MeasuredRule of(
      DecisionRule rule, Predictions before, Predictions after, BootstrapOptions options) {
    ConformalSets sets = rule.sets();
    if (sets != null && sets.maxScores().size() != after.classes().size()) {
      int classes = after.classes().size();
      throw new OptionException(
          OptionName.CLASSES.with(classes),
          Sentence.of(
              "the rule was fitted for %d classes, the predictions have %d",
              sets.maxScores().size(), classes));
    }
    ReferBand band = rule.band();
    return new MeasuredRule(
        rule,
        before,
        after,
        band == null ? null : band.measure(after, options),
        sets == null ? null : sets.measure(after, options));
  }

  /** {@return whether the probabilities were scaled} */
  public boolean isScaled() {
    return rule.scaling().temperature() != 1;
  }

  /** {@return promises and what became of them, for a reader; empty if nothing was promised} */
  public String describe() {
    List<String> lines = new ArrayList<>();
    if (isScaled()) {
      Evaluation raw = Evaluation.of(before);
      Evaluation scaled = Evaluation.of(after);
      lines.add(
          String.format(
              Locale.ROOT,
              "calibration: temperature %.3f; expected calibration error %s before, %s after;"
                  + " Brier score %s before, %s after",
              rule.scaling().temperature(),
              raw.metric(Metric.ECE).describe(),
              scaled.metric(Metric.ECE).describe(),
              raw.metric(Metric.BRIER).describe(),
              scaled.metric(Metric.BRIER).describe()));
    }
    OperatingPoint point = rule.point();
    if (point != null) {
      lines.add("operating point " + point.describe());
    }
    ReferBand promised = rule.band();
    if (promised != null && band != null) {
      lines.add(promised.describe());
      lines.add(
          "  here: classified "
              + band.coverage().describe()
              + " of the images, wrong among those classified "
              + band.error().describe());
    }
    ConformalSets promisedSets = rule.sets();
    if (promisedSets != null && sets != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "prediction sets: promised to hold the true class of %s, hold that of %s; %.2f"
                  + " classes on average",
              StatedProportion.restPercent(promisedSets.alpha()),
              sets.coverage().describe(),
              sets.meanSize()));
      sets.coverageByClass()
          .forEach((name, metric) -> lines.add("  of " + name + ": " + metric.describe()));
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /** {@return the rule, and what was measured of each of its parts, as JSON} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("rule", rule.toJson());
    if (isScaled()) {
      Evaluation raw = Evaluation.of(before);
      ObjectNode unscaled = node.putObject("beforeCalibration");
      unscaled.set("ece", raw.metric(Metric.ECE).toJson());
      unscaled.set("brier", raw.metric(Metric.BRIER).toJson());
      unscaled.set("logLoss", raw.metric(Metric.LOG_LOSS).toJson());
    }
    if (band != null) {
      node.set("referBand", band.toJson());
    }
    if (sets != null) {
      node.set("predictionSets", sets.toJson());
    }
    return node;
  }
}
