package org.allnet.evaluation.interval;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.allnet.data.Counted;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.ScoredImages;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations whose metrics carry 95 % intervals: percentile bootstrap over subjects, over images
 * (and then it says so) if subjects are unknown.
 *
 * <p>If every resample gives a fraction of exactly 0 or 1 - nothing was missed, say - the bootstrap
 * shows no spread although a few subjects prove little. The interval is then Wilson's over the
 * subjects concerned, as if each were one observation; metrics that are no fractions have none.
 */
public final class ClusterBootstrap {

  private ClusterBootstrap() {}

  /**
   * Evaluates with the most probable class predicted and the usual 2,000 resamples.
   *
   * @param predictions at least one labelled row
   * @return the metrics with their intervals
   * @throws org.allnet.data.InputException if no row has a label
   */
  public static Evaluation evaluate(Predictions predictions) {
    return evaluate(predictions, EvaluationOptions.DEFAULTS, BootstrapOptions.DEFAULTS);
  }

  /**
   * Evaluates predictions by all metrics, with intervals.
   *
   * @param predictions at least one labelled row
   * @param options how classes are predicted
   * @param bootstrap how to resample
   * @return the metrics with their intervals, also per class; AUROCs with DeLong's among the
   *     further intervals
   * @throws org.allnet.data.InputException if no row has a label
   */
  public static Evaluation evaluate(
      Predictions predictions, EvaluationOptions options, BootstrapOptions bootstrap) {
    ScoredImages scored = ScoredImages.of(predictions, options);
    Evaluation evaluation = Evaluation.of(scored, options);
    List<PercentileInterval> intervals = intervals(scored, bootstrap);
    List<MetricValue> metrics = new ArrayList<>();
    List<MetricValue> points = evaluation.flatMetrics();
    for (int i = 0; i < points.size(); i++) {
      Place place = Place.of(scored, i);
      MetricValue point = points.get(i);
      metrics.add(
          point instanceof MetricValue.Value value
              ? withInterval(value, intervals.get(i), scored, place, predictions)
              : point);
    }
    return evaluation.withMetrics(metrics);
  }

  private static List<PercentileInterval> intervals(
      ScoredImages scored, BootstrapOptions bootstrap) {
    List<PercentileInterval> intervals = new ArrayList<>();
    if (scored.clusters() == 1) {
      String reason =
          (scored.subjects() == 1
                  ? "one " + PresumedSubject.word(1, scored.presumedSubjects())
                  : "one image")
              + " only: there is no spread to see";
      for (int i = 0; i < scored.size(); i++) {
        intervals.add(PercentileInterval.none(reason));
      }
      return intervals;
    }
    for (double[] values : Resampling.draw(scored.clusters(), bootstrap, scored::values)) {
      intervals.add(PercentileInterval.of(values, scored.describeClusters()));
    }
    return intervals;
  }

  private static MetricValue withInterval(
      MetricValue.Value value,
      PercentileInterval percentile,
      ScoredImages scored,
      Place place,
      Predictions predictions) {
    List<Interval> further = new ArrayList<>();
    if (place.name() == Metric.AUROC && place.classIndex() >= 0) {
      Interval delong = delong(predictions, place.classIndex());
      if (delong != null) {
        further.add(delong);
      }
    }
    Interval interval = percentile.interval();
    if (percentile.constant() && (value.value() == 0 || value.value() == 1)) {
      interval = wilson(value.value(), scored, place);
    }
    return new MetricValue.Value(
        value.value(), interval, interval == null ? percentile.reason() : null, further);
  }

  private static @Nullable Interval delong(Predictions predictions, int classIndex) {
    List<Prediction> labelled = predictions.labelled();
    DeLong delong =
        DeLong.of(scores(labelled, classIndex, true), scores(labelled, classIndex, false));
    return delong == null ? null : delong.interval();
  }

  private static double[] scores(List<Prediction> labelled, int classIndex, boolean ofClass) {
    return labelled.stream()
        .filter(row -> (row.label() == classIndex) == ofClass)
        .mapToDouble(row -> row.probabilities().get(classIndex))
        .toArray();
  }

  private static @Nullable Interval wilson(double fraction, ScoredImages scored, Place place) {
    int classes = scored.classes().size();
    int[] cell = scored.cellOfRow();
    int[] cluster = scored.clusterOfRow();
    BitSet concerned = new BitSet();
    for (int i = 0; i < cell.length; i++) {
      if (place.concerns(cell[i] / classes, cell[i] % classes)) {
        concerned.set(cluster[i]);
      }
    }
    int trials = concerned.cardinality();
    if (trials == 0) {
      return null;
    }
    Counted units =
        scored.subjects() == 0
            ? Counted.of(trials, "image")
            : scored.clusters() == scored.subjects()
                ? PresumedSubject.counted(trials, scored.presumedSubjects())
                : Counted.of(trials, "cluster");
    return Wilson.of(
        fraction == 1 ? trials : 0,
        trials,
        units + ", as every resample gave " + (fraction == 1 ? "1" : "0"));
  }

  /**
   * Which metric is at a place of {@link ScoredImages#values}.
   *
   * @param name the metric
   * @param classIndex the class that it is about, -1 if it is about all
   */
  private record Place(Metric name, int classIndex) {

    static Place of(ScoredImages scored, int index) {
      int overall = Metric.values().length;
      if (index >= overall) {
        int perClass = Metric.PER_CLASS.size();
        return new Place(
            Metric.PER_CLASS.get((index - overall) % perClass), (index - overall) / perClass);
      }
      Metric name = Metric.values()[index];
      boolean aboutPositive = scored.classes().size() == 2 && Metric.PER_CLASS.contains(name);
      return new Place(name, aboutPositive ? scored.classes().positive() : -1);
    }

    /**
     * Whether an image counts in the denominator of this fraction; never for what is no fraction.
     */
    boolean concerns(int truth, int predicted) {
      if (name == Metric.ACCURACY) {
        return true;
      }
      if (classIndex < 0) {
        return false;
      }
      return switch (name) {
        case SENSITIVITY -> truth == classIndex;
        case SPECIFICITY -> truth != classIndex;
        case PRECISION -> predicted == classIndex;
        case NPV -> predicted != classIndex;
        default -> false;
      };
    }
  }
}
