package org.allnet.data.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Draws the subject groups of the hold-out side: the groups in random order, until each class has
 * about its fraction of images. If the fraction is that of several groups, each has about the same
 * chance, however many images it has.
 *
 * <p>Whoever looks for the best balance instead finds nearly the same groups under every seed,
 * mostly the largest, so that several seeds say nothing of other people. A draw that happens to be
 * far from the fractions, or leaves a class too few groups for the folds, is repeated a few times.
 * So a group that is much larger than the fraction of its class has little chance or none, and of a
 * fraction smaller than any group the smallest groups have most.
 */
final class HoldOutDraw {

  /** Draws of which one near the fractions is taken. */
  static final int DRAWS = 12;

  /** Root mean square, over the classes, of what a draw may be off, as a part of the fraction. */
  private static final double ENOUGH = 0.5;

  /**
   * A drawn hold-out side.
   *
   * @param held the groups
   * @param scarce how many classes have fewer groups left than there are folds
   * @param cost how far it is from the fractions
   */
  private record Drawn(boolean[] held, int scarce, double cost) {

    boolean isBetterThan(Drawn other) {
      return scarce < other.scarce || (scarce == other.scarce && cost < other.cost);
    }
  }

  private final int[][] counts;
  private final int folds;
  private final int classes;
  private final double[] target;
  private final Random random;

  /**
   * A draw.
   *
   * @param counts images of each class in each group; at least one group of each class more than
   *     there are folds
   * @param options how to split
   * @param random draws
   */
  HoldOutDraw(int[][] counts, SplitOptions options, Random random) {
    this.counts = counts;
    this.folds = options.folds();
    this.classes = counts[0].length;
    this.target = new double[classes];
    this.random = random;
    if (Integer.bitCount(counts.length) == 1) {
      // Seeds near each other begin with the same leading bits, and by these alone a shuffle of a
      // power of two chooses the last: under each of the seeds the same group would come last.
      random.nextInt();
    }
    for (int[] group : counts) {
      for (int label = 0; label < classes; label++) {
        target[label] += options.holdOutFraction() * group[label];
      }
    }
  }

  /**
   * Draws the groups of the hold-out side.
   *
   * @param draws how many draws there are at most; the first near the fractions is taken, else the
   *     best. Of one that leaves a class fewer groups than folds another is preferred
   * @return whether each group is held out; every class is
   */
  boolean[] draw(int draws) {
    Drawn best = drawn();
    double enough = ENOUGH * ENOUGH * classes;
    for (int i = 1; i < draws && (best.cost() > enough || best.scarce() > 0); i++) {
      Drawn next = drawn();
      best = next.isBetterThan(best) ? next : best;
    }
    return best.held();
  }

  private Drawn drawn() {
    List<Integer> order = new ArrayList<>();
    int[] left = new int[classes];
    for (int group = 0; group < counts.length; group++) {
      order.add(group);
      for (int label = 0; label < classes; label++) {
        left[label] += counts[group][label] > 0 ? 1 : 0;
      }
    }
    Collections.shuffle(order, random);
    boolean[] held = new boolean[counts.length];
    boolean[] full = new boolean[classes];
    int[] taken = new int[classes];
    for (int group : order) {
      if (isOf(group, full) || !leavesEnough(group, left)) {
        continue;
      }
      if (cost(taken, group) < cost(taken, -1)) {
        take(group, held, taken, left);
      } else {
        for (int label = 0; label < classes; label++) {
          full[label] |= counts[group][label] > 0 && taken[label] > 0;
        }
      }
    }
    for (int label = 0; label < classes; label++) {
      if (taken[label] == 0) {
        take(smallOne(order, label, left), held, taken, left);
      }
    }
    int scarce = (int) Arrays.stream(left).filter(groups -> groups < folds).count();
    return new Drawn(held, scarce, cost(taken, -1));
  }

  /** A group of a class all of whose groups are too large: the first not much above the least. */
  private int smallOne(List<Integer> order, int label, int[] left) {
    List<Integer> having = order.stream().filter(group -> counts[group][label] > 0).toList();
    List<Integer> good = having.stream().filter(group -> leavesEnough(group, left)).toList();
    List<Integer> from = good.isEmpty() ? having : good;
    int least = from.stream().mapToInt(this::size).min().orElseThrow();
    return from.stream().filter(group -> size(group) <= 2 * least).findFirst().orElseThrow();
  }

  private int size(int group) {
    return Arrays.stream(counts[group]).sum();
  }

  private boolean isOf(int group, boolean[] full) {
    for (int label = 0; label < classes; label++) {
      if (full[label] && counts[group][label] > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean leavesEnough(int group, int[] left) {
    for (int label = 0; label < classes; label++) {
      if (counts[group][label] > 0 && left[label] <= folds) {
        return false;
      }
    }
    return true;
  }

  private void take(int group, boolean[] held, int[] taken, int[] left) {
    held[group] = true;
    for (int label = 0; label < classes; label++) {
      taken[label] += counts[group][label];
      left[label] -= counts[group][label] > 0 ? 1 : 0;
    }
  }

  /** How far the side is from its fractions with a further group; with none if that is -1. */
  private double cost(int[] taken, int group) {
    double cost = 0;
    for (int label = 0; label < classes; label++) {
      double with = taken[label] + (group < 0 ? 0 : counts[group][label]);
      double deviation = (with - target[label]) / target[label];
      cost += deviation * deviation;
    }
    return cost;
  }
}
