package org.allnet.evaluation.interval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.allnet.data.RunException;

/**
 * Draws bootstrap samples of clusters with replacement (Efron and Tibshirani 1993; the cluster is
 * the unit because cells of one person are alike: Field and Welsh 2007, doi
 * 10.1111/j.1467-9868.2007.00593.x) and works out statistics of each. Every resample has its own
 * seed, so the result does not depend on the number of threads.
 */
public final class Resampling {

  /** Statistics of a weighted sample; called by several threads at once. */
  @FunctionalInterface
  public interface Statistics {
    /**
     * Works them out.
     *
     * @param weights how often each cluster was drawn; read only
     * @return the statistics, always as many; NaN for one that is undefined
     */
    double[] of(int[] weights);
  }

  /** From this mean on a Poisson variable is drawn as a normal one. */
  private static final double FEW = 100;

  private Resampling() {}

  /**
   * Draws the resamples.
   *
   * @param clusters the number of clusters, at least 1; each resample draws as many
   * @param options how many, from what seed, on how many threads
   * @param statistics worked out on each
   * @return (statistics, resamples)
   * @throws RunException if the thread is interrupted
   */
  public static double[][] draw(int clusters, BootstrapOptions options, Statistics statistics) {
    return draw(new int[] {clusters}, options, statistics);
  }

  /**
   * Draws resamples of several groups, each by itself, so that every resample has as many clusters
   * of each.
   *
   * @param groups the number of clusters of each group, at least 1; the weights of the first group
   *     come first
   * @param options how many, from what seed, on how many threads
   * @param statistics worked out on each
   * @return (statistics, resamples)
   * @throws RunException if the thread is interrupted
   */
  public static double[][] draw(int[] groups, BootstrapOptions options, Statistics statistics) {
    return draw(
        Arrays.stream(groups).sum(),
        (weights, seed) -> drawWeights(weights, groups, seed),
        options,
        statistics);
  }

  /**
   * Draws resamples that are larger than the sample, as from a set of which it is a part. How often
   * each cluster is drawn is a Poisson variable of its own, so that only the mean size is given.
   *
   * @param clusters the number of clusters of the sample, at least 1
   * @param times how often a cluster is drawn on average, above 0 and below 1,000,000
   * @param options how many, from what seed, on how many threads
   * @param statistics worked out on each
   * @return (statistics, resamples)
   * @throws RunException if the thread is interrupted
   */
  static double[][] drawLarger(
      int clusters, double times, BootstrapOptions options, Statistics statistics) {
    return draw(
        clusters, (weights, seed) -> drawPoisson(weights, times, seed), options, statistics);
  }

  /** Draws the weights of one resample. */
  @FunctionalInterface
  private interface Draw {
    void into(int[] weights, long seed);
  }

  private static double[][] draw(
      int clusters, Draw draw, BootstrapOptions options, Statistics statistics) {
    SplittableRandom seeds = new SplittableRandom(options.seed());
    long[] seedOf = seeds.longs(options.resamples()).toArray();
    double[][] byResample = new double[options.resamples()][];
    ExecutorService threads = Executors.newFixedThreadPool(options.threads());
    try {
      List<Future<?>> fractions = new ArrayList<>();
      for (int t = 0; t < options.threads(); t++) {
        int first = t;
        fractions.add(
            threads.submit(
                () -> {
                  int[] weights = new int[clusters];
                  for (int r = first; r < seedOf.length; r += options.threads()) {
                    draw.into(weights, seedOf[r]);
                    byResample[r] = statistics.of(weights);
                  }
                }));
      }
      for (Future<?> fraction : fractions) {
        fraction.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunException.interrupted("bootstrap: interrupted before it ended", e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      threads.shutdownNow();
    }
    double[][] byStatistic = new double[byResample[0].length][byResample.length];
    for (int r = 0; r < byResample.length; r++) {
      for (int s = 0; s < byStatistic.length; s++) {
        byStatistic[s][r] = byResample[r][s];
      }
    }
    return byStatistic;
  }

  private static void drawWeights(int[] weights, int[] groups, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Arrays.fill(weights, 0);
    int start = 0;
    for (int size : groups) {
      for (int i = 0; i < size; i++) {
        weights[start + random.nextInt(size)]++;
      }
      start += size;
    }
  }

  private static void drawPoisson(int[] weights, double mean, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = mean < FEW ? poisson(mean, random) : many(mean, random);
    }
  }

  /** By the products of uniform numbers (Knuth, The Art of Computer Programming 2, 3.4.1). */
  private static int poisson(double mean, SplittableRandom random) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /** By the normal distribution, which is close to it if there are many. */
  private static int many(double mean, SplittableRandom random) {
    return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
  }

  /** What a statistic has thrown: an end of memory or a refusal is to be told as such. */
  private static RuntimeException unwrapped(ExecutionException failure) {
    if (failure.getCause() instanceof Error error) {
      throw error;
    }
    return failure.getCause() instanceof RuntimeException thrown
        ? thrown
        : new IllegalStateException(failure.getCause());
  }
}
