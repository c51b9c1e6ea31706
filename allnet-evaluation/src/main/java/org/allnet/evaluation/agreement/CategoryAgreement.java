package org.allnet.evaluation.agreement;

import org.allnet.evaluation.metric.MetricValue;

/**
 * How far two readers agree on one category: the agreement that a single figure over all categories
 * hides (Cicchetti and Feinstein 1990, doi 10.1016/0895-4356(90)90159-M).
 *
 * @param category which one
 * @param positive of the verdicts for the category, the fraction in which the other reader agrees
 * @param negative of the verdicts against it, the fraction in which the other reader agrees
 */
public record CategoryAgreement(String category, MetricValue positive, MetricValue negative) {

  /** Positive agreement; NaN if nobody has the category. */
  static double positive(long[][] counts, int k) {
    long[] parts = parts(counts, k);
    return 2.0 * parts[0] / (2 * parts[0] + parts[1]);
  }

  /** Negative agreement; NaN if both have the category alone. */
  static double negative(long[][] counts, int k) {
    long[] parts = parts(counts, k);
    return 2.0 * parts[2] / (2 * parts[2] + parts[1]);
  }

  /** How many cells are of the category to both, to one of the readers, and to none. */
  private static long[] parts(long[][] counts, int k) {
    long either = 0;
    long all = 0;
    for (int a = 0; a < counts.length; a++) {
      for (int b = 0; b < counts.length; b++) {
        all += counts[a][b];
        either += a == k || b == k ? counts[a][b] : 0;
      }
    }
    return new long[] {counts[k][k], either - counts[k][k], all - either};
  }
}
