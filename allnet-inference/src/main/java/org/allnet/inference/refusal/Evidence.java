package org.allnet.inference.refusal;

import java.util.Arrays;

/**
 * What a model makes of an image, before its decision rule. Arrays are not copied: treat them as
 * read-only.
 *
 * @param features what the last layer of each network sees of the image as it is, one network after
 *     the other; of a model without networks its hand-crafted features
 * @param energy {@code -log sum exp z} of the outputs for the image as it is, the weighted mean
 *     over the networks; NaN if the answer is that of learners
 * @param probabilities a probability for each class, not scaled by the rule, the mean over the
 *     views
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Evidence(float[] features, double energy, double[] probabilities) {

  /**
   * Returns the energy of a network's outputs (Liu et al. 2020, arXiv 2010.03759, equation 4, at
   * temperature 1).
   *
   * @param logits an output for each class
   * @return {@code -log sum exp z}
   */
  public static double energy(double[] logits) {
    double greatest = Arrays.stream(logits).max().orElse(0);
    return -greatest - Math.log(Arrays.stream(logits).map(z -> Math.exp(z - greatest)).sum());
  }
}
