package org.allnet.benchmark.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What several rounds gave.
 *
 * @param median the middle
 * @param least of all rounds
 * @param greatest of all rounds
 */
record RoundSpread(double median, double least, double greatest) {

  /**
   * Sums rounds up.
   *
   * @param rounds at least one; the median of an even number is the mean of the two in the middle
   */
  static RoundSpread of(List<Double> rounds) {
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new RoundSpread(
        (sorted[last / 2] + sorted[(last + 1) / 2]) / 2, sorted[0], sorted[last]);
  }

  /** {@return the least and the greatest in words} */
  String range() {
    return String.format(Locale.ROOT, "(%.2f to %.2f)", least, greatest);
  }
}
