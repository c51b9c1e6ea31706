package org.allnet.report.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.evaluation.experiment.TrainingOutcome;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.content.FurtherTable;

/** The tables of all fold models of a training. */
final class FoldTables {

  private static final List<Metric> SPREAD =
      List.of(
          Metric.AUROC,
          Metric.ACCURACY,
          Metric.BALANCED_ACCURACY,
          Metric.SENSITIVITY,
          Metric.SPECIFICITY,
          Metric.WEIGHTED_F1,
          Metric.MCC);

  private FoldTables() {}

  /**
   * Returns the tables.
   *
   * @param outcome what was trained and predicted
   * @return none if there is one fold model
   */
  static List<FurtherTable> of(TrainingOutcome outcome) {
    HeadlineMetrics head = new HeadlineMetrics(outcome);
    if (outcome.foldModels().all().size() < 2) {
      return List.of();
    }
    List<FurtherTable> tables = new ArrayList<>();
    if (outcome.foldModels().hasHoldOut()) {
      tables.add(
          spread(
              "All fold models on the held-out images",
              "Mean and spread (standard deviation) over the fold models.",
              outcome.foldModels().all().stream()
                  .map(i -> Evaluation.of(i.holdOut(), i.rule().toOptions()))
                  .toList()));
    }
    Evaluation folds = ClusterBootstrap.evaluate(head.outOfFold());
    List<List<String>> rows = new ArrayList<>();
    for (Metric name : SPREAD) {
      rows.add(List.of(name.label(), folds.metric(name).describe()));
    }
    tables.add(
        new FurtherTable(
            "All folds together",
            "Every image that was not held out, evaluated by the fold model that did not train on it;"
                + " the most probable class counts, since each operating point was chosen on these"
                + " very images."
                + (head.isTrainedInEpochs()
                    ? " The kept epoch was chosen on the same images, so these metrics are a little"
                        + " too good."
                    : ""),
            List.of("metric", "value (95 % interval)"),
            rows));
    return tables;
  }

  private static FurtherTable spread(String title, String note, List<Evaluation> evaluations) {
    List<List<String>> rows = new ArrayList<>();
    for (Metric name : SPREAD) {
      List<Double> values = new ArrayList<>();
      for (Evaluation evaluation : evaluations) {
        MetricValue metric = evaluation.metric(name);
        if (metric instanceof MetricValue.Value value) {
          values.add(value.value());
        }
      }
      rows.add(List.of(name.label(), meanAndDeviation(values), lowest(values), highest(values)));
    }
    return new FurtherTable(title, note, List.of("metric", "mean", "lowest", "highest"), rows);
  }

  private static String meanAndDeviation(List<Double> values) {
    if (values.isEmpty()) {
      return "undefined";
    }
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return values.size() < 2
        ? String.format(Locale.ROOT, "%.4f", mean)
        : String.format(
            Locale.ROOT, "%.4f +- %.4f", mean, Math.sqrt(squares / (values.size() - 1)));
  }

  private static String lowest(List<Double> values) {
    return values.stream()
        .min(Double::compare)
        .map(v -> String.format(Locale.ROOT, "%.4f", v))
        .orElse("");
  }

  private static String highest(List<Double> values) {
    return values.stream()
        .max(Double::compare)
        .map(v -> String.format(Locale.ROOT, "%.4f", v))
        .orElse("");
  }
}
