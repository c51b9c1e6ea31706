package org.allnet.evaluation.comparison;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.hipparchus.distribution.continuous.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How a number varies over repeats of the same training with other seeds.
 *
 * @param count the number of repeats, at least 1
 * @param mean their arithmetic mean
 * @param deviation their standard deviation with {@code count - 1} in the denominator; null for one
 *     repeat
 * @param least the smallest
 * @param most the largest
 */
public record Spread(
    int count, double mean, @Nullable Double deviation, double least, double most) {

  private static final double CONFIDENCE = 0.95;

  /** Metrics that differ by less than this differ by rounding alone. */
  private static final double ROUNDING = 1e-12;

  /**
   * Measures repeats.
   *
   * @param values one number a repeat, at least one, all finite
   * @return their spread
   * @throws IllegalArgumentException if there is no value
   */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no repeat");
    }
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return new Spread(
        values.size(),
        mean,
        values.size() == 1 ? null : Math.sqrt(squares / (values.size() - 1)),
        values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        values.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  /**
   * Half the width of Student's 95 % interval of the mean, {@code t(0.975, count - 1) deviation /
   * sqrt(count)} (Student 1908, doi 10.1093/biomet/6.1.1).
   *
   * @return the half width; null for one repeat, or if all repeats are the same, which shows no
   *     spread
   */
  public @Nullable Double halfWidth() {
    if (deviation == null || most - least <= ROUNDING) {
      return null;
    }
    double t = new TDistribution(count - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    return t * deviation / Math.sqrt(count);
  }

  /**
   * {@return whether at least two repeats show a spread and the 95 % interval of their mean leaves
   * out 0}
   */
  public boolean leavesOutZero() {
    Double half = halfWidth();
    return half != null && Math.abs(mean) > half;
  }

  /** {@return the spread as JSON; a number that the repeats cannot give is absent} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("repeats", count).put("mean", mean);
    Double half = halfWidth();
    if (deviation != null) {
      node.put("standardDeviation", deviation);
    }
    if (half != null) {
      node.put("low", mean - half).put("high", mean + half);
    }
    return node.put("least", least).put("most", most);
  }

  /** {@return the spread for a reader: {@code 0.712 +- 0.031 (0.671 to 0.748)}, the range last} */
  public String describe() {
    return deviation == null
        ? String.format(Locale.ROOT, "%.3f", mean)
        : String.format(Locale.ROOT, "%.3f +- %.3f (%.3f to %.3f)", mean, deviation, least, most);
  }
}
