package org.allnet.inference.refusal;

/**
 * A covariance matrix that is drawn towards a multiple of the identity, as far as few images make
 * its estimate uncertain (Ledoit and Wolf 2004, doi 10.1016/S0047-259X(03)00096-4, section 3.2).
 *
 * @param values the matrix
 * @param shrinkage how far it was drawn, in [0,1]: 0 is the plain covariance, 1 none but the mean
 *     variance
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record ShrunkCovariance(double[][] values, double shrinkage) {

  /**
   * Returns the estimate from vectors.
   *
   * @param rows vectors around their mean, at least one
   */
  static ShrunkCovariance of(double[][] rows) {
    int size = rows[0].length;
    double[][] plain = new double[size][size];
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          plain[i][j] += row[i] * row[j] / rows.length;
        }
      }
    }
    double mean = 0;
    for (int i = 0; i < size; i++) {
      mean += plain[i][i] / size;
    }
    double distance = 0;
    double norm = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double off = plain[i][j] - (i == j ? mean : 0);
        distance += off * off;
        norm += plain[i][j] * plain[i][j];
      }
    }
    double uncertainty = 0;
    for (double[] row : rows) {
      double length = 0;
      double product = 0;
      for (int i = 0; i < size; i++) {
        length += row[i] * row[i];
        for (int j = 0; j < size; j++) {
          product += row[i] * plain[i][j] * row[j];
        }
      }
      uncertainty += (length * length - 2 * product + norm) / rows.length / rows.length;
    }
    double shrinkage = distance <= 0 ? 1 : Math.max(0, Math.min(1, uncertainty / distance));
    double[][] values = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        values[i][j] = (1 - shrinkage) * plain[i][j] + (i == j ? shrinkage * mean : 0);
      }
    }
    return new ShrunkCovariance(values, shrinkage);
  }
}
