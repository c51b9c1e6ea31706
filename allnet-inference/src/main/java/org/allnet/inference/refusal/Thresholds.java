package org.allnet.inference.refusal;

import java.util.Arrays;

/**
 * The highest distances that are accepted. An image is refused if either of its distances is
 * higher.
 *
 * @param features of features
 * @param appearance of colours and texture
 */
record Thresholds(double features, double appearance) {

  /** Everything is accepted. */
  static final Thresholds NONE = new Thresholds(Double.MAX_VALUE, Double.MAX_VALUE);

  /** Keeps 20 * 0.95 at 19 although it rounds to 19.000000000000004. */
  private static final double ROUNDING = 1e-9;

  /**
   * Returns the lowest thresholds that accept at least a fraction of images by both distances
   * together. Each is the distance of the same rank among those of its kind, so that neither is
   * stricter than the other.
   *
   * @param fraction how many to accept, in (0,1]
   * @param features the distance of each image by its features, at least one
   * @param appearance that by its colours and texture
   */
  static Thresholds accepting(double fraction, double[] features, double[] appearance) {
    int wanted = (int) Math.max(1, Math.ceil(fraction * features.length - ROUNDING));
    double[] sortedFeatures = sorted(features);
    double[] sortedAppearance = sorted(appearance);
    int rank = wanted;
    Thresholds found = new Thresholds(sortedFeatures[rank - 1], sortedAppearance[rank - 1]);
    while (rank < features.length && found.accepted(features, appearance) < wanted) {
      rank++;
      found = new Thresholds(sortedFeatures[rank - 1], sortedAppearance[rank - 1]);
    }
    return found;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private int accepted(double[] ofFeatures, double[] ofAppearance) {
    int accepted = 0;
    for (int i = 0; i < ofFeatures.length; i++) {
      accepted += ofFeatures[i] <= features && ofAppearance[i] <= appearance ? 1 : 0;
    }
    return accepted;
  }

  /** {@return the greater of both distances over their thresholds; above 1 if one is higher} */
  double combined(double ofFeatures, double ofAppearance) {
    return Math.max(over(ofFeatures, features), over(ofAppearance, appearance));
  }

  private static double over(double distance, double threshold) {
    return threshold > 0 ? distance / threshold : distance > 0 ? 1 + distance : 0;
  }
}
