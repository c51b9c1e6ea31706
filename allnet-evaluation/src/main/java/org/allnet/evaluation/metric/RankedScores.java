package org.allnet.evaluation.metric;

import java.util.List;
import java.util.stream.IntStream;
import org.allnet.evaluation.prediction.Prediction;

/** The rows in falling order of one class's probability, equal probabilities marked as one step. */
final class RankedScores {

  /**
   * Areas under the two ranking curves.
   *
   * @param auroc by midranks, NaN if undefined
   * @param averagePrecision by steps, NaN if undefined
   */
  record Areas(double auroc, double averagePrecision) {}

  private static final int STEP_END = 1;
  private static final int POSITIVE = 2;
  private static final int CLUSTER_SHIFT = 2;

  /** Cluster, whether the class is the true one, and whether the next score is lower. */
  private final int[] sorted;

  private RankedScores(int[] sorted) {
    this.sorted = sorted;
  }

  static RankedScores of(List<Prediction> labelled, int[] cluster, int k) {
    double[] score = new double[labelled.size()];
    for (int i = 0; i < score.length; i++) {
      score[i] = labelled.get(i).probabilities().get(k);
    }
    int[] order =
        IntStream.range(0, score.length)
            .boxed()
            .sorted((a, b) -> Double.compare(score[b], score[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] sorted = new int[score.length];
    for (int i = 0; i < sorted.length; i++) {
      int row = order[i];
      boolean stepEnd = i + 1 == sorted.length || score[order[i + 1]] != score[row];
      sorted[i] =
          cluster[row] << CLUSTER_SHIFT
              | (labelled.get(row).label() == k ? POSITIVE : 0)
              | (stepEnd ? STEP_END : 0);
    }
    return new RankedScores(sorted);
  }

  Areas areas(int[] weights) {
    long positives = 0;
    long negatives = 0;
    long stepPositives = 0;
    long stepNegatives = 0;
    // Twice the pairs in which a negative outranks a positive, so that ties stay whole numbers.
    double wrongPairsTwice = 0;
    double precisionSum = 0;
    for (int entry : sorted) {
      int weight = weights[entry >>> CLUSTER_SHIFT];
      if ((entry & POSITIVE) != 0) {
        stepPositives += weight;
      } else {
        stepNegatives += weight;
      }
      if ((entry & STEP_END) != 0) {
        if (stepPositives != 0) {
          wrongPairsTwice += (double) stepPositives * (2 * negatives + stepNegatives);
          positives += stepPositives;
          negatives += stepNegatives;
          precisionSum += (double) stepPositives * positives / (positives + negatives);
          stepPositives = 0;
        } else {
          negatives += stepNegatives;
        }
        stepNegatives = 0;
      }
    }
    if (positives == 0 || negatives == 0) {
      return new Areas(Double.NaN, Double.NaN);
    }
    return new Areas(1 - wrongPairsTwice / (2.0 * positives * negatives), precisionSum / positives);
  }
}
