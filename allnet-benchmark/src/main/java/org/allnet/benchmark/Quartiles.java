package org.allnet.benchmark;

import java.util.List;

/**
 * A median with its quartiles.
 *
 * @param median the middle
 * @param low a quarter of the values lie below
 * @param high a quarter of the values lie above
 */
public record Quartiles(double median, double low, double high) {

  /**
   * Sums values up.
   *
   * @param values at least one
   * @return their median and quartiles, interpolated
   */
  public static Quartiles of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Quartiles(at(sorted, 0.5), at(sorted, 0.25), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double fraction) {
    double place = fraction * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
