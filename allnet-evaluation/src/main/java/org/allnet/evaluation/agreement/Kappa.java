package org.allnet.evaluation.agreement;

import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.IntervalMethod;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Cohen's kappa, weighted or not (Cohen 1960, doi 10.1177/001316446002000104; Cohen 1968, doi
 * 10.1037/h0026256), with its variance in large samples (Fleiss, Cohen and Everitt 1969, doi
 * 10.1037/h0028106). The variance takes cells for independent, which cells of one person are not:
 * with subjects the interval is too narrow, and is shown beside the bootstrap over subjects.
 *
 * @param value kappa, at most 1; 0 is what two readers reach by chance
 * @param variance its variance
 */
public record Kappa(double value, double variance) {

  /**
   * Works out kappa.
   *
   * @param table what the readers said
   * @param weights how much different verdicts agree
   * @return kappa; null if no cell was judged by both, or both readers say one and the same of all
   */
  public static @Nullable Kappa of(AgreementTable table, KappaWeights weights) {
    return of(table.counts(), weights.of(table.categories().size()));
  }

  static @Nullable Kappa of(long[][] counts, double[][] weights) {
    Sums sums = Sums.of(counts, weights);
    double value = sums.kappa();
    return Double.isNaN(value) ? null : new Kappa(value, sums.variance(counts, weights));
  }

  /** Kappa alone; NaN if it is undefined. */
  static double value(long[][] counts, double[][] weights) {
    return Sums.of(counts, weights).kappa();
  }

  /** {@return the plain 95 % interval, cut off at -1 and 1; null if the variance is 0} */
  public @Nullable Interval interval() {
    double sd = Math.sqrt(variance);
    if (!(sd > 1e-8)) { // rounding leaves about 1e-17
      return null;
    }
    double z = new NormalDistribution().inverseCumulativeProbability(0.975);
    return new Interval(
        Math.max(-1, value - z * sd),
        Math.min(1, value + z * sd),
        new IntervalMethod.KappaVariance());
  }

  /**
   * What kappa is made of.
   *
   * @param total how many cells
   * @param first the fraction of each category to the first reader
   * @param second the fraction of each category to the second reader
   * @param observed the weighted agreement
   * @param chance the weighted agreement of two readers with these fractions who do not look
   */
  private record Sums(long total, double[] first, double[] second, double observed, double chance) {

    static Sums of(long[][] counts, double[][] weights) {
      int size = counts.length;
      long[] rows = new long[size];
      long[] columns = new long[size];
      long total = 0;
      double agreed = 0;
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          rows[a] += counts[a][b];
          columns[b] += counts[a][b];
          total += counts[a][b];
          agreed += weights[a][b] * counts[a][b];
        }
      }
      double[] first = new double[size];
      double[] second = new double[size];
      for (int k = 0; k < size; k++) {
        first[k] = rows[k] / (double) total;
        second[k] = columns[k] / (double) total;
      }
      double chance = 0;
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          chance += weights[a][b] * first[a] * second[b];
        }
      }
      return new Sums(total, first, second, agreed / total, chance);
    }

    double kappa() {
      // 1 up to rounding if both readers have one category alone
      return total == 0 || 1 - chance < 1e-12 ? Double.NaN : (observed - chance) / (1 - chance);
    }

    double variance(long[][] counts, double[][] weights) {
      int size = counts.length;
      double[] ofFirst = new double[size];
      double[] ofSecond = new double[size];
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          ofFirst[a] += second[b] * weights[a][b];
          ofSecond[b] += first[a] * weights[a][b];
        }
      }
      double sum = 0;
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          double term = weights[a][b] * (1 - chance) - (ofFirst[a] + ofSecond[b]) * (1 - observed);
          sum += counts[a][b] / (double) total * term * term;
        }
      }
      double mean = observed * chance - 2 * chance + observed;
      return Math.max(0, sum - mean * mean) / (total * Math.pow(1 - chance, 4));
    }
  }
}
