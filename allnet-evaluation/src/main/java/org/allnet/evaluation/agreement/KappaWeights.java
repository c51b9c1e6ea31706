package org.allnet.evaluation.agreement;

/** How much two different verdicts agree (Cohen 1968, doi 10.1037/h0026256). */
public enum KappaWeights {
  /** Different verdicts do not agree at all: Cohen's kappa. */
  NONE,
  /** Neighbours of ordered categories agree more: one less the distance. */
  LINEAR,
  /** Neighbours of ordered categories agree much more: one less the distance squared. */
  QUADRATIC;

  /**
   * Returns the agreement of each pair of categories, in [0,1].
   *
   * @param categories how many there are; with one or two all weights are the same
   * @return (categories, categories)
   */
  public double[][] of(int categories) {
    double[][] weights = new double[categories][categories];
    for (int a = 0; a < categories; a++) {
      for (int b = 0; b < categories; b++) {
        double distance = a == b ? 0 : Math.abs(a - b) / (double) (categories - 1);
        weights[a][b] =
            switch (this) {
              case NONE -> a == b ? 1 : 0;
              case LINEAR -> 1 - distance;
              case QUADRATIC -> 1 - distance * distance;
            };
      }
    }
    return weights;
  }
}
