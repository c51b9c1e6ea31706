package org.allnet.data.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Deals subject groups out so that every side gets its share of every class in cells: the largest
 * groups first, each to where it helps most, then moves and swaps as long as they help.
 */
final class SubjectDealer {

  private static final int ROUNDS = 50;

  private final int[][] counts;
  private final SplitOptions options;
  private final int classes;
  private final double[][] target;
  private final int[][] dealt;

  /**
   * Prepares.
   *
   * @param counts cells of each class in each group
   * @param options how to split
   */
  SubjectDealer(int[][] counts, SplitOptions options) {
    this.counts = counts;
    this.options = options;
    this.classes = counts[0].length;
    this.target = new double[options.sides()][classes];
    this.dealt = new int[options.sides()][classes];
    for (int[] group : counts) {
      for (int label = 0; label < classes; label++) {
        for (int side = 0; side < options.sides(); side++) {
          target[side][label] += options.share(side) * group[label];
        }
      }
    }
  }

  /** {@return the side of each group} */
  int[] deal() {
    List<Integer> order = new ArrayList<>();
    for (int group = 0; group < counts.length; group++) {
      order.add(group);
    }
    Collections.shuffle(order, new Random(options.seed()));
    order.sort(Comparator.comparing(group -> -Arrays.stream(counts[group]).sum()));
    int[] sides = new int[counts.length];
    for (int group : order) {
      sides[group] = best(group);
      add(group, sides[group], 1);
    }
    for (int round = 0; round < ROUNDS && improve(order, sides); round++) {
      continue;
    }
    return sides;
  }

  private int best(int group) {
    int best = -1;
    int fewest = Integer.MAX_VALUE;
    double least = Double.POSITIVE_INFINITY;
    for (int side = firstSide(); side < options.sides(); side++) {
      double before = cost(side);
      int missingBefore = missing(side);
      add(group, side, 1);
      double change = cost(side) - before;
      int missingChange = missing(side) - missingBefore;
      add(group, side, -1);
      if (missingChange < fewest || (missingChange == fewest && change < least)) {
        fewest = missingChange;
        least = change;
        best = side;
      }
    }
    return best;
  }

  private int firstSide() {
    return options.holdOutShare() > 0 ? 0 : 1;
  }

  /** One pass over all moves and swaps; whether any helped. */
  private boolean improve(List<Integer> order, int[] sides) {
    boolean improved = false;
    for (int group : order) {
      for (int side = firstSide(); side < options.sides(); side++) {
        improved |= side != sides[group] && moved(group, -1, side, sides);
      }
      for (int other : order) {
        improved |= sides[other] != sides[group] && moved(group, other, sides[other], sides);
      }
    }
    return improved;
  }

  /** Moves a group to a side, and another (or none, -1) back to its side, if that helps. */
  private boolean moved(int group, int back, int to, int[] sides) {
    int from = sides[group];
    double before = cost(from) + cost(to);
    int missingBefore = missing(from) + missing(to);
    exchange(group, back, from, to);
    int missingChange = missing(from) + missing(to) - missingBefore;
    if (missingChange < 0 || (missingChange == 0 && cost(from) + cost(to) < before - 1e-12)) {
      sides[group] = to;
      if (back >= 0) {
        sides[back] = from;
      }
      return true;
    }
    exchange(group, back, to, from);
    return false;
  }

  private void exchange(int group, int back, int from, int to) {
    add(group, from, -1);
    add(group, to, 1);
    if (back >= 0) {
      add(back, to, -1);
      add(back, from, 1);
    }
  }

  private void add(int group, int side, int sign) {
    for (int label = 0; label < classes; label++) {
      dealt[side][label] += sign * counts[group][label];
    }
  }

  private double cost(int side) {
    double cost = 0;
    for (int label = 0; label < classes; label++) {
      double deviation = (dealt[side][label] - target[side][label]) / target[side][label];
      cost += deviation * deviation;
    }
    return cost;
  }

  /** Classes that a side lacks: no balance in cells is worth one. */
  private int missing(int side) {
    int missing = 0;
    for (int label = 0; label < classes; label++) {
      missing += dealt[side][label] == 0 ? 1 : 0;
    }
    return missing;
  }
}
