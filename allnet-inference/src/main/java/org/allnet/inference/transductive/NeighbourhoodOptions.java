package org.allnet.inference.transductive;

import org.allnet.data.OptionException;

/**
 * How a {@link NeighbourhoodCorrection} is made.
 *
 * @param words Gaussians of the mixture, 1 to 1024
 * @param neighbours images that vote on one, itself included, 1 to 1000
 * @param healthyVotes healthy neighbours from which an image becomes healthy, 1 to {@code
 *     neighbours}
 * @param blastVotes healthy neighbours up to which it becomes a blast, 0 to {@code healthyVotes} -
 *     1; between the two it stays what it is
 * @param passes votes one after the other with one mixture, 1 to 1000
 * @param restarts mixtures of each backbone, 1 to 1000
 * @param alternations how often every backbone has its turn, 1 to 1000
 * @param descriptorsPerWord descriptors that a mixture is fitted to, for each word, 1 to 1,000,000
 * @param seed of the samples and the mixtures
 */
public record NeighbourhoodOptions(
    int words,
    int neighbours,
    int healthyVotes,
    int blastVotes,
    int passes,
    int restarts,
    int alternations,
    int descriptorsPerWord,
    long seed) {

  /**
   * Checks the numbers.
   *
   * @throws OptionException if one is out of the range that its parameter says
   */
  public NeighbourhoodOptions {
    check("words", words, 1, 1024);
    check("neighbours", neighbours, 1, 1000);
    check("healthy votes", healthyVotes, 1, neighbours);
    check("blast votes", blastVotes, 0, healthyVotes - 1);
    check("passes", passes, 1, 1000);
    check("restarts", restarts, 1, 1000);
    check("alternations", alternations, 1, 1000);
    check("descriptors per word", descriptorsPerWord, 1, 1_000_000);
  }

  /**
   * The published settings: 8 words of 3,000 descriptors, 7 neighbours, healthy from 4, blast up to
   * 2, 5 passes, 10 restarts, 3 alternations.
   *
   * @param seed of the samples and the mixtures
   * @return the options
   */
  public static NeighbourhoodOptions published(long seed) {
    return new NeighbourhoodOptions(8, 7, 4, 2, 5, 10, 3, 3000, seed);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw OptionException.ofSetting(
          name,
          value,
          "neighbourhood correction: %s %d is out of range; use %d to %d"
              .formatted(name, value, least, most));
    }
  }
}
