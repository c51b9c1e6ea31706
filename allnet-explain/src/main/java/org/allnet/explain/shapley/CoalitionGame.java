package org.allnet.explain.shapley;

import java.util.List;

/**
 * The value of coalitions of players. The players are parts of an input, such as superpixels or
 * features; the value is what a model says if only the coalition's parts are there.
 */
@FunctionalInterface
public interface CoalitionGame {

  /**
   * Returns the value of each coalition.
   *
   * @param coalitions at least one; {@code true} for each player that takes part, all of one
   *     length. Read only
   * @return a finite value for each coalition, in their order
   */
  double[] values(List<boolean[]> coalitions);
}
