package org.allnet.inference.transductive;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.allnet.data.Interruption;

/**
 * A mixture of Gaussians ("words") with diagonal covariances over descriptors of a fixed number of
 * channels. Immutable and thread-safe.
 *
 * <p>Fitted by expectation maximisation from a k-means start (k-means++ centres, <a
 * href="https://theory.stanford.edu/~sergei/papers/kMeansPP-soda.pdf">Arthur and Vassilvitskii
 * 2007</a>). No variance falls below {@link #VARIANCE_FLOOR}: the floor is the likeliest allowed
 * value if the data ask for less, so that the likelihood still never falls. A word that nothing
 * belongs to keeps its place, with a weight of 0 and no fraction in anything.
 *
 * <p>Own code: Tribuo's Gaussian mixture is not among its published 4.3.2 modules, and the one in
 * its sources adds a constant to the variances if a floor is asked for and multiplies them out,
 * which underflows to 0 for the 2,048 channels of a residual network.
 */
public final class GaussianMixture {

  /** The least variance of a word in a channel. */
  public static final double VARIANCE_FLOOR = 1e-4;

  /** Iterations of {@link #fit(float[][], int, long)} at most. */
  public static final int ITERATIONS = 100;

  /** Gain in mean log-likelihood (nats a descriptor) at which it stops. */
  public static final double TOLERANCE = 1e-3;

  private final double[] weights;
  private final double[][] means;
  private final double[][] variances;
  private final double[][] precisions;
  private final double[] logScales;

  /**
   * Takes a mixture as it is; the arrays belong to it from now on.
   *
   * @param weights (words), at least 0, their sum 1
   * @param means (words, channels)
   * @param variances (words, channels), at least {@link #VARIANCE_FLOOR}
   */
  GaussianMixture(double[] weights, double[][] means, double[][] variances) {
    this.weights = weights;
    this.means = means;
    this.variances = variances;
    int channels = means[0].length;
    precisions = new double[weights.length][channels];
    logScales = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      double logDeterminant = 0;
      for (int c = 0; c < channels; c++) {
        precisions[k][c] = 1 / variances[k][c];
        logDeterminant += Math.log(variances[k][c]);
      }
      logScales[k] =
          Math.log(weights[k]) - 0.5 * (channels * Math.log(2 * Math.PI) + logDeterminant);
    }
  }

  /**
   * Fits with at most {@link #ITERATIONS} iterations to {@link #TOLERANCE}.
   *
   * @param descriptors (descriptors, channels), finite, at least one of each
   * @param words Gaussians, at least 1; if fewer descriptors differ, the rest stay empty
   * @param seed of the start
   * @return the mixture, the same for the same descriptors in the same order and the same seed
   * @throws IllegalArgumentException if there is nothing to fit or it is not finite or ragged
   */
  public static GaussianMixture fit(float[][] descriptors, int words, long seed) {
    return fit(descriptors, words, seed, ITERATIONS, TOLERANCE);
  }

  /** The same for whoever works on behalf of another thread. */
  static GaussianMixture fit(
      float[][] descriptors, int words, long seed, Interruption interruption) {
    return fit(descriptors, words, seed, ITERATIONS, TOLERANCE, interruption);
  }

  /**
   * Fits with given limits.
   *
   * @param descriptors (descriptors, channels), finite, at least one of each
   * @param words Gaussians, at least 1; if fewer descriptors differ, the rest stay empty
   * @param seed of the start
   * @param iterations of expectation maximisation at most; 0 for the k-means start alone
   * @param tolerance gain in mean log-likelihood, nats a descriptor, below which it stops
   * @return the mixture, the same for the same descriptors in the same order and the same seed
   * @throws IllegalArgumentException if there is nothing to fit or it is not finite or ragged
   * @throws org.allnet.data.RunException if the thread is interrupted, within some hundred
   *     descriptors
   */
  public static GaussianMixture fit(
      float[][] descriptors, int words, long seed, int iterations, double tolerance) {
    return fit(descriptors, words, seed, iterations, tolerance, Interruption.ofThisThread());
  }

  private static GaussianMixture fit(
      float[][] descriptors,
      int words,
      long seed,
      int iterations,
      double tolerance,
      Interruption interruption) {
    if (words < 1 || iterations < 0 || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          words + " words, " + iterations + " iterations, tolerance " + tolerance);
    }
    Descriptors.check(descriptors);
    GaussianMixture start =
        KMeansStart.of(descriptors, words, new SplittableRandom(seed), interruption);
    return ExpectationMaximisation.of(descriptors, start, iterations, tolerance, interruption);
  }

  /** {@return how many Gaussians, the empty ones too} */
  public int words() {
    return weights.length;
  }

  /** {@return numbers in a descriptor} */
  public int channels() {
    return means[0].length;
  }

  /**
   * A word's fraction of the descriptors.
   *
   * @param word its number from 0
   * @return 0 to 1
   */
  public double weight(int word) {
    return weights[word];
  }

  /**
   * A word's centre.
   *
   * @param word its number from 0
   * @return (channels), a copy
   */
  public double[] mean(int word) {
    return means[word].clone();
  }

  /**
   * A word's variances.
   *
   * @param word its number from 0
   * @return (channels), a copy
   */
  public double[] variance(int word) {
    return variances[word].clone();
  }

  /**
   * The probability of each word, given a descriptor.
   *
   * @param descriptor (channels), finite
   * @return (words), their sum 1
   */
  public double[] responsibilities(float[] descriptor) {
    double[] result = new double[words()];
    explain(descriptor, result);
    return result;
  }

  /**
   * The mean log-density of descriptors.
   *
   * @param descriptors (descriptors, channels), at least one
   * @return nats a descriptor
   */
  public double meanLogLikelihood(float[][] descriptors) {
    Descriptors.check(descriptors);
    double[] ignored = new double[words()];
    return Arrays.stream(descriptors).mapToDouble(x -> explain(x, ignored)).sum()
        / descriptors.length;
  }

  /** Fills in the responsibilities and returns the log-density. */
  double explain(float[] descriptor, double[] responsibilities) {
    Descriptors.checkChannels(descriptor, channels());
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < weights.length; k++) {
      double log =
          weights[k] == 0
              ? Double.NEGATIVE_INFINITY
              : logScales[k] - 0.5 * Descriptors.distance(descriptor, means[k], precisions[k]);
      responsibilities[k] = log;
      greatest = Math.max(greatest, log);
    }
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      responsibilities[k] = Math.exp(responsibilities[k] - greatest);
      sum += responsibilities[k];
    }
    for (int k = 0; k < weights.length; k++) {
      responsibilities[k] /= sum;
    }
    return greatest + Math.log(sum);
  }

  /** The centres themselves, not to be changed. */
  double[][] means() {
    return means;
  }

  /** The variances themselves, not to be changed. */
  double[][] variances() {
    return variances;
  }

  /** The inverse variances themselves, not to be changed. */
  double[][] precisions() {
    return precisions;
  }
}
