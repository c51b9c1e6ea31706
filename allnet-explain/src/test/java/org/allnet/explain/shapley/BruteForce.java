package org.allnet.explain.shapley;

import java.util.ArrayList;
import java.util.List;

/** Shapley values by their definition: the mean over all orders of the players. */
public final class BruteForce {

  private BruteForce() {}

  /** {@return the mean gain of each player when joining, over all orders} */
  public static double[] of(int players, CoalitionGame game) {
    List<boolean[]> all = new ArrayList<>();
    for (int set = 0; set < 1 << players; set++) {
      boolean[] coalition = new boolean[players];
      for (int i = 0; i < players; i++) {
        coalition[i] = (set >> i & 1) == 1;
      }
      all.add(coalition);
    }
    double[] values = game.values(all);
    double[] phi = new double[players];
    for (int i = 0; i < players; i++) {
      for (int set = 0; set < values.length; set++) {
        if ((set >> i & 1) == 0) {
          int size = Integer.bitCount(set);
          // orders in which exactly the set comes before the player, of all orders
          double fraction = 1;
          for (int k = 1; k <= size; k++) {
            fraction *= (double) k / (players - size - 1 + k);
          }
          phi[i] += fraction / players * (values[set | 1 << i] - values[set]);
        }
      }
    }
    return phi;
  }
}
