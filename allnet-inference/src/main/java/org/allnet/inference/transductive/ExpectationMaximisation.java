package org.allnet.inference.transductive;

import org.allnet.data.Interruption;

/** Expectation maximisation (doi 10.1111/j.2517-6161.1977.tb01600.x), responsibilities in logs. */
final class ExpectationMaximisation {

  /** Descriptors between two looks at whether to stop. */
  private static final int LOOK = 256;

  private ExpectationMaximisation() {}

  /**
   * Improves a mixture.
   *
   * @param descriptors (descriptors, channels), checked
   * @param start the mixture to begin with
   * @param iterations at most
   * @param tolerance gain in mean log-likelihood, nats a descriptor, below which it stops
   * @param interruption whether to stop
   * @return a mixture at least as likely
   */
  static GaussianMixture of(
      float[][] descriptors,
      GaussianMixture start,
      int iterations,
      double tolerance,
      Interruption interruption) {
    GaussianMixture mixture = start;
    double before = Double.NEGATIVE_INFINITY;
    double[] responsibilities = new double[start.words()];
    for (int i = 0; i < iterations; i++) {
      WordSums sums = new WordSums(mixture.means());
      double logLikelihood = 0;
      for (int d = 0; d < descriptors.length; d++) {
        if (d % LOOK == 0) {
          interruption.check("a mixture was fitted");
        }
        float[] descriptor = descriptors[d];
        logLikelihood += mixture.explain(descriptor, responsibilities);
        for (int k = 0; k < responsibilities.length; k++) {
          if (responsibilities[k] > 0) {
            sums.add(k, responsibilities[k], descriptor);
          }
        }
      }
      mixture = sums.mixture(mixture.variances());
      double mean = logLikelihood / descriptors.length;
      if (mean - before < tolerance) {
        break;
      }
      before = mean;
    }
    return mixture;
  }
}
