package org.allnet.network.neighbourhood;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mixture of Gaussians with diagonal covariances, fitted by expectation and maximisation from a
 * k-means++ start (Arthur and Vassilvitskii 2007). Immutable and thread-safe.
 *
 * <p>Our own, since Tribuo's has no floor for the covariances, without which descriptors that are
 * alike end it.
 */
final class GaussianMixture {

  /** Least variance, as published. */
  static final double FLOOR = 1e-4;

  private static final int MOST_ROUNDS = 100;
  private static final double TOLERANCE = 1e-4;

  private final double[] weights;
  private final double[][] means;
  private final double[][] variances;

  private GaussianMixture(double[] weights, double[][] means, double[][] variances) {
    this.weights = weights;
    this.means = means;
    this.variances = variances;
  }

  /**
   * Fits a mixture.
   *
   * @param points at least one, all of one length
   * @param words number of Gaussians
   * @param seed what the start is drawn from
   */
  static GaussianMixture fit(float[][] points, int words, long seed) {
    int length = points[0].length;
    double[][] means = start(points, words, new SplittableRandom(seed));
    double[][] variances = new double[words][length];
    double[] all = variance(points);
    for (double[] variance : variances) {
      System.arraycopy(all, 0, variance, 0, length);
    }
    double[] weights = new double[words];
    Arrays.fill(weights, 1.0 / words);
    GaussianMixture mixture = new GaussianMixture(weights, means, variances);
    double before = Double.NEGATIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double likelihood = mixture.meanLogLikelihood(points);
      if (likelihood - before < TOLERANCE) {
        return mixture;
      }
      before = likelihood;
      mixture = mixture.improved(points);
    }
    return mixture;
  }

  private static double[][] start(float[][] points, int words, SplittableRandom random) {
    double[][] means = new double[words][];
    double[] nearest = new double[points.length];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int chosen = random.nextInt(points.length);
    for (int word = 0; word < words; word++) {
      means[word] = new double[points[0].length];
      for (int d = 0; d < means[word].length; d++) {
        means[word][d] = points[chosen][d];
      }
      double total = 0;
      for (int i = 0; i < points.length; i++) {
        nearest[i] = Math.min(nearest[i], distance(points[i], means[word]));
        total += nearest[i];
      }
      double at = random.nextDouble() * total;
      chosen = 0;
      while (chosen < points.length - 1 && at >= nearest[chosen]) {
        at -= nearest[chosen];
        chosen++;
      }
    }
    return means;
  }

  private static double distance(float[] point, double[] mean) {
    double sum = 0;
    for (int d = 0; d < mean.length; d++) {
      double difference = point[d] - mean[d];
      sum += difference * difference;
    }
    return sum;
  }

  private static double[] variance(float[][] points) {
    int length = points[0].length;
    double[] mean = new double[length];
    double[] square = new double[length];
    for (float[] point : points) {
      for (int d = 0; d < length; d++) {
        mean[d] += point[d] / points.length;
        square[d] += (double) point[d] * point[d] / points.length;
      }
    }
    for (int d = 0; d < length; d++) {
      square[d] = Math.max(FLOOR, square[d] - mean[d] * mean[d]);
    }
    return square;
  }

  /** One round of expectation and maximisation; a Gaussian without points stays where it is. */
  private GaussianMixture improved(float[][] points) {
    int words = weights.length;
    int length = means[0].length;
    double[] mass = new double[words];
    double[][] sums = new double[words][length];
    double[][] squares = new double[words][length];
    for (float[] point : points) {
      double[] shares = responsibilities(point);
      for (int word = 0; word < words; word++) {
        double share = shares[word];
        if (share < 1e-12) {
          continue;
        }
        mass[word] += share;
        for (int d = 0; d < length; d++) {
          double part = share * point[d];
          sums[word][d] += part;
          squares[word][d] += part * point[d];
        }
      }
    }
    double[] newWeights = new double[words];
    double[][] newMeans = new double[words][];
    double[][] newVariances = new double[words][];
    for (int word = 0; word < words; word++) {
      newWeights[word] = mass[word] / points.length;
      if (mass[word] < 1e-9) {
        newMeans[word] = means[word];
        newVariances[word] = variances[word];
        continue;
      }
      newMeans[word] = new double[length];
      newVariances[word] = new double[length];
      for (int d = 0; d < length; d++) {
        double mean = sums[word][d] / mass[word];
        newMeans[word][d] = mean;
        newVariances[word][d] = Math.max(FLOOR, squares[word][d] / mass[word] - mean * mean);
      }
    }
    return new GaussianMixture(newWeights, newMeans, newVariances);
  }

  /** {@return the share of each Gaussian in a point; they sum to 1} */
  double[] responsibilities(float[] point) {
    double[] logs = logs(point);
    double total = logOfSum(logs);
    for (int word = 0; word < logs.length; word++) {
      logs[word] = Math.exp(logs[word] - total);
    }
    return logs;
  }

  /** {@return the mean over points of the logarithm of their density} */
  double meanLogLikelihood(float[][] points) {
    double sum = 0;
    for (float[] point : points) {
      sum += logOfSum(logs(point));
    }
    return sum / points.length;
  }

  private double[] logs(float[] point) {
    double[] logs = new double[weights.length];
    for (int word = 0; word < weights.length; word++) {
      double log = Math.log(weights[word]);
      double[] mean = means[word];
      double[] variance = variances[word];
      double squares = 0;
      double volume = 1;
      double volumeLog = 0;
      for (int d = 0; d < mean.length; d++) {
        double difference = point[d] - mean[d];
        squares += difference * difference / variance[d];
        volume *= variance[d];
        if (volume < 1e-200 || volume > 1e200) {
          volumeLog += Math.log(volume);
          volume = 1;
        }
      }
      volumeLog += Math.log(volume);
      logs[word] = log - 0.5 * (squares + volumeLog + mean.length * Math.log(2 * Math.PI));
    }
    return logs;
  }

  private static double logOfSum(double[] logs) {
    double most = Arrays.stream(logs).max().orElseThrow();
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return most + Math.log(sum);
  }

  int words() {
    return weights.length;
  }

  double weight(int word) {
    return weights[word];
  }

  double[] mean(int word) {
    return means[word];
  }

  double[] variance(int word) {
    return variances[word];
  }
}
