package org.allnet.training.recipe;

import org.allnet.inference.transductive.NeighbourhoodOptions;

/**
 * Whether and how labels are corrected by neighbours in the batch.
 *
 * @param kind whether they are
 * @param batch which images correct each other
 * @param words Gaussians, 1 to 1024
 * @param neighbours neighbours that vote, the image itself included, 1 to 1000
 * @param passes passes over the batch, 1 to 1000
 * @param restarts mixtures of each pass, 1 to 1000
 * @param alternations changes between the networks, 1 to 1000
 */
public record CorrectionChoice(
    Kind kind, Batch batch, int words, int neighbours, int passes, int restarts, int alternations) {

  /** The corrections there are. */
  public enum Kind {
    /** No correction. */
    NONE,
    /** By the nearest images in the batch (Pan et al. 2019). */
    NEIGHBOURHOOD
  }

  /** Which images correct each other. */
  public enum Batch {
    /** All that are asked about together. */
    ALL,
    /** Those of a subject. */
    SUBJECT
  }

  /** {@return whether labels are corrected} */
  public boolean isOn() {
    return kind != Kind.NONE;
  }

  /** {@return whether the images of a subject correct each other, else all together} */
  public boolean bySubject() {
    return batch == Batch.SUBJECT;
  }

  /**
   * Returns the numbers of the correction. Of other numbers of neighbours the same fractions vote
   * as of the published seven.
   *
   * @param seed what it draws from
   */
  public NeighbourhoodOptions options(long seed) {
    NeighbourhoodOptions published = NeighbourhoodOptions.published(seed);
    return new NeighbourhoodOptions(
        words,
        neighbours,
        neighbours / 2 + 1,
        neighbours * published.blastVotes() / published.neighbours(),
        passes,
        restarts,
        alternations,
        published.descriptorsPerWord(),
        seed);
  }
}
