package org.allnet.inference.prediction;

import java.util.List;

/**
 * What the other images of a batch made of an image's answer.
 *
 * @param first the probability of the positive class before: what the networks say of it alone
 * @param corrected the fraction of labelings that say the positive class, to serve as probability
 * @param mixtures how many times the neighbours were looked for; 0 if the batch is too small to be
 *     corrected
 * @param voters who voted most often, the image itself first
 */
public record CorrectedCell(double first, double corrected, int mixtures, List<Voter> voters) {

  /** Copies {@code voters}, so that nothing changes it from outside. */
  public CorrectedCell {
    voters = List.copyOf(voters);
  }

  /**
   * A neighbour.
   *
   * @param image its number in the batch, from 0
   * @param times how many times it is among the neighbours
   * @param positive how many of its votes were for the positive class
   */
  public record Voter(int image, int times, int positive) {}
}
