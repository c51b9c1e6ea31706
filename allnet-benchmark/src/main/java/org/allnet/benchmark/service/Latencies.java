package org.allnet.benchmark.service;

import java.util.Arrays;
import java.util.List;

/** How long some answers took. */
final class Latencies {

  private final double[] sorted;

  private Latencies(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Takes times.
   *
   * @param milliseconds in any order; at least one
   * @throws IllegalArgumentException if there are none
   */
  static Latencies of(double[] milliseconds) {
    if (milliseconds.length == 0) {
      throw new IllegalArgumentException("no times");
    }
    double[] sorted = milliseconds.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  /** Takes the times of several turns. */
  static Latencies of(List<double[]> turns) {
    return of(turns.stream().flatMapToDouble(Arrays::stream).toArray());
  }

  /** Takes those of several turns as if they had been one. */
  static Latencies together(List<Latencies> turns) {
    return of(turns.stream().map(Latencies::times).toList());
  }

  /** {@return the times, in milliseconds, the least first} */
  double[] times() {
    return sorted.clone();
  }

  int count() {
    return sorted.length;
  }

  /**
   * Returns the least time that so many of all kept to (nearest rank).
   *
   * @param percent above 0, to 100
   */
  double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
