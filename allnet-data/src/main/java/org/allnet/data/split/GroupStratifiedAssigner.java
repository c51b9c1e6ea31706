package org.allnet.data.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Assigns subject groups so that every side gets its fraction of every class in cells. The hold-out
 * side is {@linkplain HoldOutDraw drawn}. The others go each to a fold drawn at random, then they
 * are moved and swapped as long as that helps.
 *
 * <p>The best of all possible folds would be nearly the same under every seed. Hence the first of a
 * few random beginnings is taken that ends nearly as well balanced as the best of them.
 */
final class GroupStratifiedAssigner {

  private static final int ROUNDS = 50;

  /** Ten thousand subjects are balanced well enough after two rounds, and a third takes seconds. */
  private static final long ROUNDS_OF_PAIRS = 200_000_000;

  private static final int BEGINNINGS = 12;

  /** Hold-out sides that are tried until every fold can have every class. */
  private static final int HOLD_OUTS = 50;

  /** Pairs of groups looked at in a round, for all beginnings together; fewer begin if more. */
  private static final long PAIRS = 4_000_000;

  /**
   * Root mean square of what a side may lack of its fraction of a class beyond the best beginning.
   */
  private static final double SLACK = 0.05;

  /** The first fold's side. */
  private static final int FIRST = Split.HOLD_OUT + 1;

  /** A way to assign the groups, and how far it is from the fractions. */
  private record Assignment(int[] sides, int missing, double cost) {}

  private final int[][] counts;
  private final SplitOptions options;
  private final int classes;
  private final double[][] target;
  private final int[][] assigned;
  private final double[] costs;
  private final int[] missing;
  private final Random random;
  private boolean[] held;
  private final long pairs;

  /**
   * Creates an assigner for groups of images.
   *
   * @param counts cells of each class in each group
   * @param options how to split
   */
  GroupStratifiedAssigner(int[][] counts, SplitOptions options) {
    this.counts = counts;
    this.options = options;
    this.classes = counts[0].length;
    this.target = new double[options.sides()][classes];
    this.assigned = new int[options.sides()][classes];
    this.costs = new double[options.sides()];
    this.missing = new int[options.sides()];
    this.pairs = (long) counts.length * counts.length;
    this.random = new Random(options.seed());
    this.held = new boolean[counts.length];
  }

  /** {@return the side of each group} */
  int[] assign() {
    int attempts = options.holdOutFraction() > 0 ? HOLD_OUTS : 1;
    Assignment best = null;
    for (int attempt = 0; attempt < attempts && (best == null || best.missing() > 0); attempt++) {
      if (options.holdOutFraction() > 0) {
        // If the best draws leave a fold without a class, any draw will do that doesn't.
        int draws = attempt == 0 ? HoldOutDraw.DRAWS : 1;
        held = new HoldOutDraw(counts, options, random).draw(draws);
      }
      aim();
      Assignment next = folds();
      best = best == null || next.missing() < best.missing() ? next : best;
    }
    return Objects.requireNonNull(best).sides();
  }

  /** Gives each fold its fraction of what is not held out. */
  private void aim() {
    for (double[] side : target) {
      Arrays.fill(side, 0);
    }
    for (int group = 0; group < counts.length; group++) {
      for (int label = 0; label < classes; label++) {
        for (int fold = FIRST; fold < options.sides() && !held[group]; fold++) {
          target[fold][label] += 1.0 / options.folds() * counts[group][label];
        }
      }
    }
  }

  private Assignment folds() {
    int beginnings = (int) Math.max(1, Math.min(BEGINNINGS, PAIRS / pairs));
    List<Assignment> assigns = new ArrayList<>();
    for (int beginning = 0; beginning < beginnings; beginning++) {
      assigns.add(assigned());
    }
    int missing = assigns.stream().mapToInt(Assignment::missing).min().orElseThrow();
    assigns.removeIf(assign -> assign.missing() > missing);
    double enough =
        assigns.stream().mapToDouble(Assignment::cost).min().orElseThrow()
            + SLACK * SLACK * classes * options.folds();
    return assigns.stream().filter(assign -> assign.cost() <= enough).findFirst().orElseThrow();
  }

  private Assignment assigned() {
    for (int[] side : assigned) {
      Arrays.fill(side, 0);
    }
    List<Integer> order = new ArrayList<>();
    int[] sides = new int[counts.length];
    for (int group = 0; group < counts.length; group++) {
      if (!held[group]) {
        order.add(group);
        sides[group] = drawn();
        add(group, sides[group], 1);
      }
    }
    for (int side = FIRST; side < options.sides(); side++) {
      weigh(side);
    }
    Collections.shuffle(order, random);
    long rounds = Math.max(1, Math.min(ROUNDS, ROUNDS_OF_PAIRS / pairs));
    for (int round = 0; round < rounds && improve(order, sides); round++) {
      continue;
    }
    int lacking = 0;
    double cost = 0;
    for (int side = FIRST; side < options.sides(); side++) {
      lacking += missing[side];
      cost += costs[side];
    }
    return new Assignment(sides, lacking, cost);
  }

  private int drawn() {
    double at = random.nextDouble();
    for (int fold = FIRST; fold < options.folds(); fold++) {
      at -= 1.0 / options.folds();
      if (at < 0) {
        return fold;
      }
    }
    return options.folds();
  }

  /** One pass over all moves and swaps; whether any helped. */
  private boolean improve(List<Integer> order, int[] sides) {
    boolean improved = false;
    for (int group : order) {
      for (int side = FIRST; side < options.sides(); side++) {
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
    double before = costs[from] + costs[to];
    int missingBefore = missing[from] + missing[to];
    double costFrom = 0;
    double costTo = 0;
    int missingAfter = 0;
    for (int label = 0; label < classes; label++) {
      int moving = counts[group][label] - (back < 0 ? 0 : counts[back][label]);
      int left = assigned[from][label] - moving;
      int reached = assigned[to][label] + moving;
      missingAfter += (left == 0 ? 1 : 0) + (reached == 0 ? 1 : 0);
      costFrom += squaredDeviation(left, target[from][label]);
      costTo += squaredDeviation(reached, target[to][label]);
    }
    if (missingAfter < missingBefore
        || (missingAfter == missingBefore && costFrom + costTo < before - 1e-12)) {
      sides[group] = to;
      add(group, from, -1);
      add(group, to, 1);
      if (back >= 0) {
        sides[back] = from;
        add(back, to, -1);
        add(back, from, 1);
      }
      weigh(from);
      weigh(to);
      return true;
    }
    return false;
  }

  private void add(int group, int side, int sign) {
    for (int label = 0; label < classes; label++) {
      assigned[side][label] += sign * counts[group][label];
    }
  }

  /** Notes what a side costs, and which classes it lacks: no balance in cells is worth one. */
  private void weigh(int side) {
    double cost = 0;
    int lacking = 0;
    for (int label = 0; label < classes; label++) {
      cost += squaredDeviation(assigned[side][label], target[side][label]);
      lacking += assigned[side][label] == 0 ? 1 : 0;
    }
    costs[side] = cost;
    missing[side] = lacking;
  }

  private static double squaredDeviation(int images, double aim) {
    double deviation = (images - aim) / aim;
    return deviation * deviation;
  }
}
