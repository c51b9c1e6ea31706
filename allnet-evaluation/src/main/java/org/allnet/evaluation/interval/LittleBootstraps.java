package org.allnet.evaluation.interval;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.IntervalMethod;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.ScoredImages;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * 95 % intervals of the metrics of a set that is too large to be resampled as a whole: the bag of
 * little bootstraps (Kleiner, Talwalkar, Sarkar and Jordan 2014, doi 10.1111/rssb.12050). Some
 * samples of its clusters are each drawn anew, up to the size of the whole set. How far the metrics
 * of a resample are from those of its sample says how far those of the set may be from the truth.
 */
public final class LittleBootstraps {

  /** Resamples of each sample if nobody says it: the ends are means over all samples. */
  public static final int RESAMPLES = 400;

  private LittleBootstraps() {}

  /**
   * Adds intervals to the metrics of a set.
   *
   * @param whole the metrics of the whole set
   * @param samples some parts of it, each with at least one labelled row; no cluster is cut
   * @param clusters subjects of the whole set, or images if subjects are unknown
   * @param words what the clusters are, for a reader: {@code 1,000,000 images}
   * @param options how classes are predicted
   * @param bootstrap how to resample each sample
   * @return the metrics with their intervals, or with the reason why there is none
   * @throws org.allnet.data.InputException if a sample has no label
   */
  public static Evaluation evaluate(
      Evaluation whole,
      List<Predictions> samples,
      long clusters,
      String words,
      EvaluationOptions options,
      BootstrapOptions bootstrap) {
    String drawn = "%s, by %d samples of them".formatted(words, samples.size());
    List<MetricValue> points = whole.flatMetrics();
    double[] below = new double[points.size()];
    double[] above = new double[points.size()];
    @Nullable String[] reasons = new String[points.size()];
    for (Predictions sample : samples) {
      ScoredImages scored = ScoredImages.of(sample, options);
      double[] own = scored.values(scored.unitWeights());
      double[][] values =
          Resampling.drawLarger(
              scored.clusters(),
              Math.max(1, (double) clusters / scored.clusters()),
              bootstrap,
              scored::values);
      for (int i = 0; i < values.length; i++) {
        PercentileInterval percentile = PercentileInterval.of(values[i], drawn);
        Interval interval = percentile.interval();
        if (interval == null) {
          reasons[i] = percentile.reason();
        } else {
          below[i] += (interval.low() - own[i]) / samples.size();
          above[i] += (interval.high() - own[i]) / samples.size();
        }
      }
    }
    List<MetricValue> metrics = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      MetricValue point = points.get(i);
      metrics.add(
          point instanceof MetricValue.Value value
              ? new MetricValue.Value(
                  value.value(),
                  reasons[i] == null
                      ? interval(value.value(), below[i], above[i], metric(i), drawn, bootstrap)
                      : null,
                  reasons[i],
                  List.of())
              : point);
    }
    return whole.withMetrics(metrics);
  }

  private static Metric metric(int index) {
    int overall = Metric.values().length;
    return index < overall
        ? Metric.values()[index]
        : Metric.PER_CLASS.get((index - overall) % Metric.PER_CLASS.size());
  }

  /** No metric but the two losses is above 1, and only two are ever below 0. */
  private static Interval interval(
      double value,
      double below,
      double above,
      Metric metric,
      String drawn,
      BootstrapOptions bootstrap) {
    double least = metric == Metric.MCC || metric == Metric.KAPPA ? -1 : 0;
    boolean loss = metric == Metric.LOG_LOSS || metric == Metric.BRIER;
    double high = loss ? value + above : Math.min(1, value + above);
    return new Interval(
        Math.min(high, Math.max(least, value + below)),
        high,
        new IntervalMethod.PercentileBootstrap(bootstrap.resamples(), drawn, 0));
  }
}
