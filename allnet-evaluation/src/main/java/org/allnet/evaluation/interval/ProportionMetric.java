package org.allnet.evaluation.interval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.allnet.data.Counted;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;

/** A fraction of images, such as those referred, with its interval by bootstrap over subjects. */
public final class ProportionMetric {

  private ProportionMetric() {}

  /**
   * Works out a fraction.
   *
   * @param rows the images; those without a subject are clusters of their own
   * @param counted which of them count in the denominator
   * @param hit which of the counted count in the numerator
   * @param none why the fraction does not exist if no row counts
   * @param options how to resample
   * @return the fraction with its interval; if every resample gave exactly 0 or 1, Wilson's over
   *     the clusters that count
   */
  public static MetricValue of(
      List<Prediction> rows,
      Predicate<Prediction> counted,
      Predicate<Prediction> hit,
      String none,
      BootstrapOptions options) {
    Map<String, Integer> index = new HashMap<>();
    List<long[]> sums = new ArrayList<>();
    long people = rows.stream().map(Prediction::person).filter(s -> s != null).distinct().count();
    for (Prediction row : rows) {
      String person = row.person();
      String key = person == null ? "image " + row.image() : "subject " + person;
      int cluster = index.computeIfAbsent(key, k -> index.size());
      if (cluster == sums.size()) {
        sums.add(new long[2]);
      }
      if (counted.test(row)) {
        sums.get(cluster)[0]++;
        sums.get(cluster)[1] += hit.test(row) ? 1 : 0;
      }
    }
    long all = sums.stream().mapToLong(sum -> sum[0]).sum();
    if (all == 0) {
      return new MetricValue.Undefined(none);
    }
    double fraction = (double) sums.stream().mapToLong(sum -> sum[1]).sum() / all;
    if (sums.size() == 1) {
      return new MetricValue.Value(
          fraction, null, "one subject or image only: there is no spread to see", List.of());
    }
    boolean presumed = rows.stream().anyMatch(Prediction::presumedSubject);
    LongFunction<Counted> units =
        count ->
            people == 0
                ? Counted.of(count, "image (subjects unknown)", "images (subjects unknown)")
                : people == sums.size()
                    ? PresumedSubject.counted(count, presumed)
                    : Counted.of(count, "cluster");
    double[] values =
        Resampling.draw(sums.size(), options, weights -> new double[] {ratio(sums, weights)})[0];
    PercentileInterval percentile =
        PercentileInterval.of(values, units.apply(sums.size()).toString());
    Interval interval = percentile.interval();
    if (percentile.constant() && (fraction == 0 || fraction == 1)) {
      interval = wilson(sums, fraction, units);
    }
    return new MetricValue.Value(
        fraction, interval, interval == null ? percentile.reason() : null, List.of());
  }

  private static double ratio(List<long[]> sums, int[] weights) {
    long whole = 0;
    long part = 0;
    for (int i = 0; i < weights.length; i++) {
      whole += weights[i] * sums.get(i)[0];
      part += weights[i] * sums.get(i)[1];
    }
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  private static Interval wilson(List<long[]> sums, double fraction, LongFunction<Counted> units) {
    long trials = sums.stream().filter(sum -> sum[0] > 0).count();
    return Wilson.of(
        fraction == 1 ? trials : 0,
        trials,
        units.apply(trials) + ", as every resample gave " + (fraction == 1 ? "1" : "0"));
  }
}
