package org.allnet.evaluation.interval;

import java.util.Arrays;
import java.util.Locale;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.IntervalMethod;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.jspecify.annotations.Nullable;

/**
 * The 95 % percentile interval of bootstrap values: their 2.5 and 97.5 percentiles. A statistic
 * that resampling shifts, as it does the calibration error, may lie outside its own interval.
 *
 * @param interval the interval, absent if there is none
 * @param reason why there is none, absent if there is one
 * @param constant whether all resamples gave one value up to rounding, which shows no spread at all
 */
public record PercentileInterval(
    @Nullable Interval interval, @Nullable String reason, boolean constant) {

  /** Above this fraction of resamples without a value there is no interval. */
  public static final double MAX_UNDEFINED_FRACTION = 0.05;

  /** Values that differ by less than this differ by rounding alone, such as differences do. */
  private static final double ROUNDING = 1e-12;

  /**
   * Makes the interval.
   *
   * @param values a value per resample, NaN if it was undefined; those are counted and skipped
   * @param clusters what was resampled, for a reader: {@code 73 subjects}
   * @return the interval or the reason why there is none
   */
  public static PercentileInterval of(double[] values, String clusters) {
    double[] defined = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    int undefined = values.length - defined.length;
    if (undefined > MAX_UNDEFINED_FRACTION * values.length) {
      return none(
          String.format(
              Locale.ROOT,
              "undefined in %,d of %,d resamples of %s; it needs more of each class",
              undefined,
              values.length,
              clusters));
    }
    Arrays.sort(defined);
    if (defined[defined.length - 1] - defined[0] <= ROUNDING) {
      return new PercentileInterval(
          null, "every resample of " + clusters + " gave the same value", true);
    }
    Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    percentile.setData(defined);
    return new PercentileInterval(
        new Interval(
            percentile.evaluate(2.5),
            percentile.evaluate(97.5),
            new IntervalMethod.PercentileBootstrap(values.length, clusters, undefined)),
        null,
        false);
  }

  static PercentileInterval none(String reason) {
    return new PercentileInterval(null, reason, false);
  }
}
