package org.allnet.evaluation.metric;

/** The formulas on confusion counts, true class by predicted class. NaN stands for undefined. */
final class Formulas {

  private Formulas() {}

  static double accuracy(long[][] counts) {
    long right = 0;
    long all = 0;
    for (int t = 0; t < counts.length; t++) {
      right += counts[t][t];
      all += support(counts, t);
    }
    return ratio(right, all);
  }

  static double balancedAccuracy(long[][] counts) {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += sensitivity(counts, k);
    }
    return sum / counts.length;
  }

  static double sensitivity(long[][] counts, int k) {
    return ratio(counts[k][k], support(counts, k));
  }

  static double specificity(long[][] counts, int k) {
    long others = total(counts) - support(counts, k);
    return ratio(others - (predicted(counts, k) - counts[k][k]), others);
  }

  static double precision(long[][] counts, int k) {
    return ratio(counts[k][k], predicted(counts, k));
  }

  static double npv(long[][] counts, int k) {
    long notPredicted = total(counts) - predicted(counts, k);
    return ratio(notPredicted - (support(counts, k) - counts[k][k]), notPredicted);
  }

  /** Undefined if the class has no image: a 0 would say that images were missed. */
  static double f1(long[][] counts, int k) {
    long support = support(counts, k);
    return support == 0 ? Double.NaN : ratio(2 * counts[k][k], support + predicted(counts, k));
  }

  static double weightedF1(long[][] counts) {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      long support = support(counts, k);
      if (support > 0) {
        sum += support * f1(counts, k);
      }
    }
    return sum / total(counts);
  }

  static double macroF1(long[][] counts) {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += f1(counts, k);
    }
    return sum / counts.length;
  }

  /** Gorodkin's R_K in the form of marginal sums; for two classes Matthews' coefficient. */
  static double mcc(long[][] counts) {
    double all = total(counts);
    double right = 0;
    double agreement = 0;
    double trueSquares = 0;
    double predictedSquares = 0;
    for (int k = 0; k < counts.length; k++) {
      double support = support(counts, k);
      double predicted = predicted(counts, k);
      right += counts[k][k];
      agreement += support * predicted;
      trueSquares += support * support;
      predictedSquares += predicted * predicted;
    }
    double trueSpread = all * all - trueSquares;
    double predictedSpread = all * all - predictedSquares;
    if (trueSpread <= 0 || predictedSpread <= 0) {
      return Double.NaN;
    }
    // Two roots, not the root of the product: a million images squared twice leaves 2^53.
    double mcc = (right * all - agreement) / (Math.sqrt(trueSpread) * Math.sqrt(predictedSpread));
    return Math.max(-1, Math.min(1, mcc)); // roots round
  }

  static double kappa(long[][] counts) {
    double all = total(counts);
    double right = 0;
    double agreement = 0;
    for (int k = 0; k < counts.length; k++) {
      right += counts[k][k];
      agreement += (double) support(counts, k) * predicted(counts, k);
    }
    double chanceMiss = all * all - agreement;
    return chanceMiss <= 0 ? Double.NaN : (right * all - agreement) / chanceMiss;
  }

  static long support(long[][] counts, int k) {
    long sum = 0;
    for (long count : counts[k]) {
      sum += count;
    }
    return sum;
  }

  static long predicted(long[][] counts, int k) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[k];
    }
    return sum;
  }

  static long total(long[][] counts) {
    long sum = 0;
    for (int t = 0; t < counts.length; t++) {
      sum += support(counts, t);
    }
    return sum;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
