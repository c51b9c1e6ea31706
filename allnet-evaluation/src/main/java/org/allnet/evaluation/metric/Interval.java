package org.allnet.evaluation.metric;

/**
 * A 95 % interval of a metric.
 *
 * @param low its lower end, finite, at most {@code high}
 * @param high its upper end, finite
 * @param method how it was made, and over what
 */
public record Interval(double low, double high, IntervalMethod method) {

  /**
   * Checks both ends.
   *
   * @throws IllegalArgumentException if one is not finite, or {@code low} is above {@code high}
   */
  public Interval {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException("interval from " + low + " to " + high);
    }
  }

  /**
   * Whether a value lies in the interval, ends included.
   *
   * @param value any number
   * @return whether {@code low <= value <= high}
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
