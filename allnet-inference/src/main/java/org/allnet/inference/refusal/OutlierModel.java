package org.allnet.inference.refusal;

import java.util.Arrays;
import org.allnet.evaluation.decision.OutlierMethod;

/**
 * What a model keeps of the features of its images of training, to tell other images from them.
 * Immutable and thread-safe.
 *
 * @param axes few coordinates in place of many features
 * @param gaussians of these coordinates
 * @param nearest of the directions in these coordinates
 */
record OutlierModel(PrincipalAxes axes, ClassGaussians gaussians, NearestDirections nearest) {

  /**
   * Returns a model fitted on training images.
   *
   * @param features of images of training, a row each, at least one
   * @param labels the class of each, from 0
   * @param blocks how many features come of each network, in their order; empty if the features are
   *     hand-crafted, each in a unit of its own
   * @param seed of the axes
   */
  static OutlierModel fit(float[][] features, int[] labels, int[] blocks, long seed) {
    float[] scale = blocks.length == 0 ? ofEach(features) : ofBlocks(features, blocks);
    PrincipalAxes axes = PrincipalAxes.fit(features, scale, seed);
    double[][] coordinates = new double[features.length][];
    double[][] directions = new double[features.length][];
    for (int i = 0; i < features.length; i++) {
      coordinates[i] = axes.coordinates(features[i]);
      directions[i] = axes.direction(features[i]);
    }
    return new OutlierModel(
        axes, ClassGaussians.fit(coordinates, labels), NearestDirections.fit(directions));
  }

  /** Every hand-crafted feature varies as much as any other. */
  private static float[] ofEach(float[][] features) {
    float[] scale = new float[features[0].length];
    for (int j = 0; j < scale.length; j++) {
      scale[j] = inverse(variance(features, j, j + 1));
    }
    return scale;
  }

  /** Every network's features vary as much as any other's, all together. */
  private static float[] ofBlocks(float[][] features, int[] blocks) {
    float[] scale = new float[features[0].length];
    int start = 0;
    for (int block : blocks) {
      Arrays.fill(scale, start, start + block, inverse(variance(features, start, start + block)));
      start += block;
    }
    return scale;
  }

  /** The variance of some features, all together. */
  private static double variance(float[][] features, int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      double mean = 0;
      for (float[] row : features) {
        mean += (double) row[j] / features.length;
      }
      for (float[] row : features) {
        sum += (row[j] - mean) * (row[j] - mean) / features.length;
      }
    }
    return sum;
  }

  private static float inverse(double variance) {
    float scale = (float) (1 / Math.sqrt(variance));
    return Float.isFinite(scale) ? scale : 1;
  }

  /**
   * Returns how unlike the images of training an image is.
   *
   * @param method by what, of those that look at what the model makes of an image alone
   * @param image what the model makes of it
   * @return the score, higher if more unlike; NaN for the energy of a model without outputs
   */
  double score(OutlierMethod method, Evidence image) {
    return switch (method) {
      case COMBINED, APPEARANCE ->
          throw new IllegalArgumentException(method + " looks at the image itself");
      case MAHALANOBIS -> gaussians.distance(axes.coordinates(image.features()));
      case RELATIVE_MAHALANOBIS -> gaussians.relative(axes.coordinates(image.features()));
      case K_NEAREST -> nearest.distance(axes.direction(image.features()));
      case ENERGY -> image.energy();
      case MAX_SOFTMAX -> 1 - Arrays.stream(image.probabilities()).max().orElse(0);
    };
  }
}
