package org.allnet.evaluation.calibration;

/** The step from scores to probabilities. */
public final class Softmax {

  private Softmax() {}

  /**
   * Returns the probabilities of scores: {@code exp(score)}, divided by the sum over all classes.
   * The greatest score is taken off all of them first, so that none overflows.
   *
   * @param scores a finite score for each class, at least one
   * @return a probability for each class, summing to 1; a new array
   */
  public static double[] of(double[] scores) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      greatest = Math.max(greatest, score);
    }
    double[] probabilities = new double[scores.length];
    double sum = 0;
    for (int k = 0; k < scores.length; k++) {
      probabilities[k] = Math.exp(scores[k] - greatest);
      sum += probabilities[k];
    }
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] /= sum;
    }
    return probabilities;
  }
}
