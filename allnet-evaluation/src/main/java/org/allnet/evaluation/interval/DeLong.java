package org.allnet.evaluation.interval;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.IntervalMethod;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The AUROC with DeLong's variance (DeLong, DeLong and Clarke-Pearson 1988, doi 10.2307/2531595) by
 * midranks (Sun and Xu 2014, doi 10.1109/LSP.2014.2337313). It takes images for independent, which
 * cells of one person are not: with subjects it is too narrow, and is shown beside the bootstrap
 * over subjects for comparison with published metrics.
 *
 * @param auroc the area, in [0,1]
 * @param variance its variance, 0 if the classes are separated or all scores are equal
 */
public record DeLong(double auroc, double variance) {

  /**
   * Works out area and variance in {@code O(n log n)}.
   *
   * @param positives scores of the positive images, at least 2
   * @param negatives scores of the others, at least 2
   * @return area and variance; null if one side has fewer than 2 images
   */
  public static @Nullable DeLong of(double[] positives, double[] negatives) {
    int m = positives.length;
    int n = negatives.length;
    if (m < 2 || n < 2) {
      return null;
    }
    double[] all = Arrays.copyOf(positives, m + n);
    System.arraycopy(negatives, 0, all, m, n);
    double[] rankAll = midranks(all);
    double[] rankPositive = midranks(positives);
    double[] rankNegative = midranks(negatives);
    // The fraction of the other side that each image beats: the structural components.
    double[] positivePlace = new double[m];
    for (int i = 0; i < m; i++) {
      positivePlace[i] = (rankAll[i] - rankPositive[i]) / n;
    }
    double[] negativePlace = new double[n];
    for (int j = 0; j < n; j++) {
      negativePlace[j] = 1 - (rankAll[m + j] - rankNegative[j]) / m;
    }
    double auroc = Arrays.stream(positivePlace).sum() / m;
    return new DeLong(auroc, squares(positivePlace, auroc) / m + squares(negativePlace, auroc) / n);
  }

  /** The plain 95 % interval {@code auroc +- 1.96 sd}, cut off at 0 and 1. */
  public @Nullable Interval interval() {
    double sd = Math.sqrt(variance);
    // Rounding leaves about 1e-17 if the variance is 0; no interval is that narrow.
    if (!(sd > 1e-8)) {
      return null;
    }
    double z = new NormalDistribution().inverseCumulativeProbability(0.975);
    return new Interval(
        Math.max(0, auroc - z * sd),
        Math.min(1, auroc + z * sd),
        new IntervalMethod.DeLongVariance());
  }

  private static double squares(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }

  /** Ranks from 1, equal values sharing the mean of theirs. */
  static double[] midranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    int start = 0;
    while (start < order.length) {
      int end = start + 1;
      while (end < order.length && values[order[end]] == values[order[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order[i]] = (start + 1 + end) / 2.0;
      }
      start = end;
    }
    return ranks;
  }
}
