package org.allnet.network.neighbourhood;

import org.allnet.data.OptionException;

/**
 * The numbers of a correction; Pan et al.'s are {@link #PUBLISHED}.
 *
 * @param words Gaussians of a mixture, 1 to 256
 * @param neighbours nearest images that vote, the image itself included, 1 to 1000
 * @param passes times that all labels are voted on anew, 1 to 100
 * @param restarts mixtures that each pass is done with, 1 to 100
 * @param alternations times that the correction goes through the networks, 1 to 100
 * @param seed what mixtures are drawn from
 */
public record NeighbourhoodOptions(
    int words, int neighbours, int passes, int restarts, int alternations, long seed) {

  /** As published. */
  public static final NeighbourhoodOptions PUBLISHED = new NeighbourhoodOptions(8, 7, 5, 10, 3, 1);

  /** Checks the ranges. */
  public NeighbourhoodOptions {
    require("words", words, 256);
    require("neighbours", neighbours, 1000);
    require("passes", passes, 100);
    require("restarts", restarts, 100);
    require("alternations", alternations, 100);
  }

  private static void require(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new OptionException(
          "correction: %s %d is out of range; use 1 to %d".formatted(key, value, most));
    }
  }
}
