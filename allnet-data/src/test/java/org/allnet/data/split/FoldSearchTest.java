package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Folds beside the best of all that there are, and beside those that one change leads to. */
class FoldSearchTest {

  /** What a fold may lack of its fraction of a class beyond the best, as a root mean square. */
  private static final double SLACK = 0.05;

  /**
   * How good a division is.
   *
   * @param missing classes that a fold has nothing of, over all folds
   * @param cost squared deviations from the folds' shares, over folds and classes
   */
  private record Balance(int missing, double cost) {

    /** The shares are computed here once more, from the counts alone. */
    static Balance of(int[][] counts, int[] sides, int folds) {
      int missing = 0;
      double cost = 0;
      for (int label = 0; label < counts[0].length; label++) {
        double[] cells = new double[folds];
        for (int group = 0; group < counts.length; group++) {
          cells[sides[group] - 1] += counts[group][label];
        }
        double share = Arrays.stream(cells).sum() / folds;
        for (double own : cells) {
          missing += own == 0 ? 1 : 0;
          cost += Math.pow(own / share - 1, 2);
        }
      }
      return new Balance(missing, cost);
    }

    boolean isBetterThan(Balance other) {
      return missing < other.missing || (missing == other.missing && cost < other.cost - 1e-9);
    }
  }

  /** Groups of most unequal sizes: mostly of one class, some of both. */
  private static int[][] groups(Random random, int groups) {
    int[][] counts = new int[groups][2];
    for (int group = 0; group < groups; group++) {
      boolean both = random.nextInt(4) == 0;
      int size = 1 + random.nextInt(1 << (1 + random.nextInt(7)));
      counts[group][group % 2] = size;
      counts[group][1 - group % 2] = both ? 1 + random.nextInt(40) : 0;
    }
    return counts;
  }

  private static int[] assign(int[][] counts, int folds, long seed) {
    return new GroupStratifiedAssigner(counts, new SplitOptions(Protocol.SUBJECT, folds, 0, seed))
        .assign();
  }

  private static Balance best(int[][] counts, int folds) {
    int[] sides = new int[counts.length];
    Arrays.fill(sides, 1);
    Balance best = Balance.of(counts, sides, folds);
    for (int at = 0; at < sides.length; ) {
      if (sides[at] == folds) {
        sides[at++] = 1;
        continue;
      }
      sides[at]++;
      Balance next = Balance.of(counts, sides, folds);
      best = next.isBetterThan(best) ? next : best;
      at = 0;
    }
    return best;
  }

  @Test
  void folds_ofFewGroups_areNearTheBest() {
    for (int seed = 0; seed < 60; seed++) {
      int folds = 2 + seed % 2;
      int[][] counts = groups(new Random(seed), 8);
      Balance best = best(counts, folds);

      Balance found = Balance.of(counts, assign(counts, folds, seed), folds);

      assertThat(found.missing()).as("seed %d", seed).isEqualTo(best.missing());
      assertThat(found.cost())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(best.cost() + SLACK * SLACK * 2 * folds + 1e-9);
    }
  }

  @Test
  void folds_noMoveOrSwapOfGroups_helps() {
    for (int seed = 0; seed < 30; seed++) {
      int folds = 2 + seed % 4;
      int[][] counts = groups(new Random(seed), 10 + seed);
      int[] sides = assign(counts, folds, seed);
      Balance found = Balance.of(counts, sides, folds);

      for (int group = 0; group < counts.length; group++) {
        for (int fold = 1; fold <= folds; fold++) {
          int[] moved = sides.clone();
          moved[group] = fold;
          assertThat(Balance.of(counts, moved, folds).isBetterThan(found)).isFalse();
        }
        for (int other = 0; other < group; other++) {
          int[] swapped = sides.clone();
          swapped[group] = sides[other];
          swapped[other] = sides[group];
          assertThat(Balance.of(counts, swapped, folds).isBetterThan(found)).isFalse();
        }
      }
    }
  }

  /**
   * What a fold lacks counts as a part of its share. The common class could be divided exactly, and
   * a fold would have three of four of the rare one.
   */
  @Test
  void folds_ofARareClass_areAsEqualAsOfACommonOne() {
    int[][] counts = {{60, 3}, {40, 3}, {50, 1}, {50, 1}};
    for (int seed = 0; seed < 50; seed++) {
      int[] sides = assign(counts, 2, seed);
      assertThat(sides[0]).isNotEqualTo(sides[1]);
      assertThat(sides[2]).isNotEqualTo(sides[3]);
    }
  }
}
