package org.allnet.evaluation.explanation;

import java.util.List;

/**
 * What the other images of a batch made of an image's answer, if the model corrects images by each
 * other.
 *
 * @param image its name
 * @param first the probability of the positive class before: what the networks say of it alone
 * @param corrected the fraction of labelings that say the positive class, which is the answer
 * @param mixtures how many times neighbours were looked for; 0 if the batch is too small for it
 * @param voters who voted most often, the image itself first
 */
public record CorrectedImage(
    String image, double first, double corrected, int mixtures, List<Voter> voters) {

  /** Copies {@code voters}, so that nothing changes it from outside. */
  public CorrectedImage {
    voters = List.copyOf(voters);
  }

  /**
   * A neighbour.
   *
   * @param image its name
   * @param times how many times it is among the neighbours
   * @param positive how many of its votes were for the positive class
   */
  public record Voter(String image, int times, int positive) {}
}
