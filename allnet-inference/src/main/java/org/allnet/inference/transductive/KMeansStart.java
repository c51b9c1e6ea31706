package org.allnet.inference.transductive;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.allnet.data.Interruption;

/** Where a mixture begins: the clusters of k-means from k-means++ centres. */
final class KMeansStart {

  private static final int ROUNDS = 10;

  /** Descriptors between two looks at whether to stop. */
  private static final int LOOK = 256;

  private KMeansStart() {}

  /**
   * Clusters descriptors.
   *
   * @param descriptors (descriptors, channels), checked
   * @param words clusters, at least 1
   * @param random what the centres are drawn from
   * @param interruption whether to stop
   * @return weights, means and floored variances of the clusters; an empty one has weight 0
   */
  static GaussianMixture of(
      float[][] descriptors, int words, SplittableRandom random, Interruption interruption) {
    int channels = descriptors[0].length;
    double[] even = new double[channels];
    Arrays.fill(even, 1);
    double[][] centres = new double[words][];
    int live = draw(descriptors, centres, even, random, interruption);
    double[][] noVariances = new double[words][channels];
    for (double[] variances : noVariances) {
      Arrays.fill(variances, GaussianMixture.VARIANCE_FLOOR);
    }
    int[] before = {};
    for (int round = 0; ; round++) {
      int[] nearest = new int[descriptors.length];
      WordSums sums = new WordSums(centres);
      for (int i = 0; i < descriptors.length; i++) {
        if (i % LOOK == 0) {
          interruption.check("a mixture was begun");
        }
        nearest[i] = nearest(descriptors[i], centres, live, even);
        sums.add(nearest[i], 1, descriptors[i]);
      }
      GaussianMixture clusters = sums.mixture(noVariances);
      if (round == ROUNDS || Arrays.equals(nearest, before)) {
        return clusters;
      }
      before = nearest;
      centres = clusters.means();
    }
  }

  /** Fills in centres; returns how many differ: the others repeat the first and stay empty. */
  private static int draw(
      float[][] descriptors,
      double[][] centres,
      double[] even,
      SplittableRandom random,
      Interruption interruption) {
    double[] distances = new double[descriptors.length];
    Arrays.fill(distances, 1);
    double total = descriptors.length;
    for (int k = 0; k < centres.length; k++) {
      interruption.check("centres of a mixture were drawn");
      if (total == 0) {
        Arrays.fill(centres, k, centres.length, centres[0]);
        return k;
      }
      centres[k] = toDoubles(descriptors[pick(distances, total * random.nextDouble())]);
      total = 0;
      for (int i = 0; i < descriptors.length; i++) {
        double distance = Descriptors.distance(descriptors[i], centres[k], even);
        distances[i] = k == 0 ? distance : Math.min(distances[i], distance);
        total += distances[i];
      }
    }
    return centres.length;
  }

  /** The first place at which the running sum passes the target; never one of weight 0. */
  private static int pick(double[] weights, double target) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        sum += weights[i];
        if (sum > target) {
          break;
        }
      }
    }
    return last;
  }

  private static int nearest(float[] descriptor, double[][] centres, int live, double[] even) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < live; k++) {
      double distance = Descriptors.distance(descriptor, centres[k], even);
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    return nearest;
  }

  private static double[] toDoubles(float[] descriptor) {
    double[] result = new double[descriptor.length];
    for (int c = 0; c < result.length; c++) {
      result[c] = descriptor[c];
    }
    return result;
  }
}
