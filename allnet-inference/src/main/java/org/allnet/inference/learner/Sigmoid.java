package org.allnet.inference.learner;

/**
 * Platt's sigmoid: the probability {@code 1 / (1 + exp(a f + b))} of the positive class at a
 * decision value {@code f} (Platt 2000, Probabilities for SV machines).
 *
 * @param a the slope, below 0 if higher values go with the positive class
 * @param b the offset
 */
record Sigmoid(double a, double b) {

  private static final int MOST_STEPS = 100;
  private static final double LEAST_STEP = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double FLAT = 1e-8;
  private static final double SUFFICIENT = 1e-4;

  /**
   * Fits the sigmoid with the least log loss by Newton's method with backtracking (Lin, Lin and
   * Weng 2007, doi 10.1007/s10994-007-5018-6). Its targets are {@code (n+ + 1) / (n+ + 2)} for the
   * {@code n+} positive values and {@code 1 / (n- + 2)} for the others, so that it stays finite if
   * the values divide the classes.
   *
   * @param values decision values on rows that the machine was not fitted to
   * @param positive whether each row is of the positive class
   */
  static Sigmoid fit(double[] values, boolean[] positive) {
    double[] targets = targets(positive);
    int positives = 0;
    for (boolean one : positive) {
      positives += one ? 1 : 0;
    }
    Sigmoid best = new Sigmoid(0, Math.log((values.length - positives + 1.0) / (positives + 1.0)));
    double loss = best.loss(values, targets);
    for (int step = 0; step < MOST_STEPS; step++) {
      double h11 = RIDGE;
      double h22 = RIDGE;
      double h21 = 0;
      double g1 = 0;
      double g2 = 0;
      for (int i = 0; i < values.length; i++) {
        double p = best.probability(values[i]);
        double curvature = p * (1 - p);
        double off = targets[i] - p;
        h11 += values[i] * values[i] * curvature;
        h22 += curvature;
        h21 += values[i] * curvature;
        g1 += values[i] * off;
        g2 += off;
      }
      if (Math.abs(g1) < FLAT && Math.abs(g2) < FLAT) {
        return best;
      }
      double determinant = h11 * h22 - h21 * h21;
      double stepA = -(h22 * g1 - h21 * g2) / determinant;
      double stepB = -(h11 * g2 - h21 * g1) / determinant;
      double descent = g1 * stepA + g2 * stepB;
      double size = 1;
      Sigmoid next = best.moved(size * stepA, size * stepB);
      while (next.loss(values, targets) >= loss + SUFFICIENT * size * descent) {
        size /= 2;
        if (size < LEAST_STEP) {
          return best;
        }
        next = best.moved(size * stepA, size * stepB);
      }
      best = next;
      loss = best.loss(values, targets);
    }
    return best;
  }

  /** What the probability of each row should be. */
  private static double[] targets(boolean[] positive) {
    int positives = 0;
    for (boolean one : positive) {
      positives += one ? 1 : 0;
    }
    double[] targets = new double[positive.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] =
          positive[i]
              ? (positives + 1.0) / (positives + 2.0)
              : 1 / (targets.length - positives + 2.0);
    }
    return targets;
  }

  /** {@return the probability of the positive class} */
  double probability(double value) {
    return 1 / (1 + Math.exp(a * value + b));
  }

  private Sigmoid moved(double byA, double byB) {
    return new Sigmoid(a + byA, b + byB);
  }

  /** Log loss against the targets, written so that it does not overflow. */
  private double loss(double[] values, double[] targets) {
    double loss = 0;
    for (int i = 0; i < values.length; i++) {
      double x = a * values[i] + b;
      loss +=
          x >= 0
              ? targets[i] * x + Math.log1p(Math.exp(-x))
              : (targets[i] - 1) * x + Math.log1p(Math.exp(x));
    }
    return loss;
  }
}
