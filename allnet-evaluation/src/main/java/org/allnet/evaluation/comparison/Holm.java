package org.allnet.evaluation.comparison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down correction for several tests at once (Holm 1979, Scand. J. Statist. 6:65). */
public final class Holm {

  private Holm() {}

  /**
   * Corrects p values so that each can be held against the level as if it were alone.
   *
   * @param p values in [0,1]
   * @return as many, in the same order, each at least as large and at most 1
   */
  public static double[] adjust(double... p) {
    Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }
}
