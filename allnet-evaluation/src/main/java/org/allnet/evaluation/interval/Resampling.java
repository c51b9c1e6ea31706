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
    int clusters = Arrays.stream(groups).sum();
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
                    drawWeights(weights, groups, seedOf[r]);
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
