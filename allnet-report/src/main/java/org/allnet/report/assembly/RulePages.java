package org.allnet.report.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.calibration.Reliability;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.decision.ConformalSets;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.StatedProportion;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.report.content.FurtherTable;

/** What a report shows of a decision rule: promised on validation images, measured on others. */
public final class RulePages {

  /** The sensitivity that the table of operating points asks for. */
  private static final double SENSITIVITY = 0.95;

  private RulePages() {}

  /**
   * Adds what the rule changes to curves.
   *
   * @param curves of the scaled predictions
   * @param measured the rule on the same images
   * @return with reliability before and after calibration, and the refer band
   */
  public static Curves curves(Curves curves, MeasuredRule measured) {
    Curves with = curves;
    if (measured.isScaled()) {
      with =
          with.withReliability(
              List.of(
                  named("before calibration", measured.before()),
                  named("after calibration", measured.after())));
    }
    ReferBand band = measured.rule().band();
    ReferBand.Measured kept = measured.band();
    return band == null || kept == null
        ? with
        : with.withReferBand(new Curves.TestedBand(band, kept));
  }

  private static Curves.NamedReliability named(String name, Predictions predictions) {
    return new Curves.NamedReliability(name, Reliability.of(predictions));
  }

  /**
   * The tables of a rule.
   *
   * @param measured the rule on the tested images
   * @return calibration and prediction sets; what the rule lacks is left out
   */
  public static List<FurtherTable> tables(MeasuredRule measured) {
    List<FurtherTable> tables = new ArrayList<>();
    if (measured.isScaled()) {
      tables.add(calibration(measured));
    }
    ConformalSets promised = measured.rule().sets();
    ConformalSets.Measured kept = measured.sets();
    if (promised != null && kept != null) {
      tables.add(sets(promised, kept));
    }
    return tables;
  }

  private static FurtherTable calibration(MeasuredRule measured) {
    Evaluation before = Evaluation.of(measured.before());
    Evaluation after = Evaluation.of(measured.after());
    List<List<String>> rows = new ArrayList<>();
    for (Metric name : List.of(Metric.ECE, Metric.BRIER, Metric.LOG_LOSS)) {
      rows.add(
          List.of(name.label(), before.metric(name).describe(), after.metric(name).describe()));
    }
    return new FurtherTable(
        "Calibration",
        String.format(
            Locale.ROOT,
            "Temperature %.3f, fitted on validation images only. Lower is better.",
            measured.rule().scaling().temperature()),
        List.of("metric", "before", "after"),
        rows);
  }

  private static FurtherTable sets(ConformalSets promised, ConformalSets.Measured kept) {
    List<List<String>> rows = new ArrayList<>();
    String promise = StatedProportion.restPercent(promised.alpha());
    rows.add(List.of("total", promise, kept.coverage().describe()));
    for (Map.Entry<String, MetricValue> entry : kept.coverageByClass().entrySet()) {
      rows.add(List.of(entry.getKey(), promise, entry.getValue().describe()));
    }
    return new FurtherTable(
        "Prediction sets",
        String.format(
            Locale.ROOT,
            "For each image the classes that can't be ruled out (split conformal prediction, per"
                + " class). The promise holds for images like those of validation; of new people"
                + " it holds as measured here. %.2f classes in a set on average.",
            kept.meanSize()),
        List.of("images", "promised to hold the true class", "measured (95 % interval)"),
        rows);
  }

  /**
   * The table of rules that no metric of the page is made by.
   *
   * @param rules by the names of their models
   * @param classes the classes that they were fitted for
   * @return one table; none if there is no rule
   */
  static List<FurtherTable> unmeasured(Map<String, DecisionRule> rules, ClassSet classes) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    rules.forEach(
        (name, rule) -> rows.add(List.of(name, String.join("; ", rule.describe(classes)))));
    return List.of(
        new FurtherTable(
            "Decision rules of the models",
            "Each was chosen on the fold that its model validated. No metric of this page is made by"
                + " them.",
            List.of("model", "decision rule"),
            rows));
  }

  /**
   * The usual operating points, fitted on validation and measured on test images.
   *
   * @param validation scaled predictions of two classes
   * @param test scaled predictions of the same
   * @return one table, or none if there are more classes or one only on either side
   */
  public static List<FurtherTable> operatingPoints(Predictions validation, Predictions test) {
    if (validation.classes().size() != 2 || test.labelled().isEmpty()) {
      return List.of();
    }
    List<OperatingPoint> points;
    try {
      points =
          List.of(
              OperatingPoint.youden(validation),
              OperatingPoint.sensitivityAtLeast(validation, SENSITIVITY),
              OperatingPoint.prevalenceMatched(validation));
    } catch (InputException e) {
      return List.of(); // one class only in validation: there is no point to choose
    }
    List<List<String>> rows = new ArrayList<>();
    for (OperatingPoint point : points) {
      Evaluation there =
          ClusterBootstrap.evaluate(test, point.toOptions(), BootstrapOptions.DEFAULTS);
      rows.add(
          List.of(
              point.rule().word(),
              number(point.threshold()),
              number(point.sensitivity()) + " / " + number(point.specificity()),
              there.metric(Metric.SENSITIVITY).describe(),
              there.metric(Metric.SPECIFICITY).describe()));
    }
    return List.of(
        new FurtherTable(
            "Operating points",
            "Thresholds chosen on validation images, and what they give on the tested ones.",
            List.of(
                "rule",
                "P(" + test.classes().positiveName() + ") from",
                "sensitivity / specificity, validation",
                "sensitivity here",
                "specificity here"),
            rows));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
