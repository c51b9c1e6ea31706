package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subject groups that can be divided exactly, and what a hold-out side is drawn of. */
class FoldBalanceTest {

  private static SplitOptions options(int folds, double holdOut, long seed) {
    return new SplitOptions(Protocol.SUBJECT, folds, holdOut, seed);
  }

  /** Cells of each class on each side, the hold-out side first. */
  private static int[][] divided(int[][] counts, SplitOptions options) {
    int[] sides = new GroupStratifiedAssigner(counts, options).assign();
    int[][] cells = new int[options.sides()][counts[0].length];
    for (int group = 0; group < counts.length; group++) {
      for (int label = 0; label < counts[group].length; label++) {
        cells[sides[group]][label] += counts[group][label];
      }
    }
    return cells;
  }

  @Test
  void folds_thatCanBeEqual_areEqual() {
    int[][] oneClass = {{5}, {3}, {2}, {4}};
    int[][] twoClasses = {{4, 0}, {2, 2}, {0, 4}, {2, 2}};
    int[][] unequalClasses = {{40, 0}, {0, 1}, {30, 0}, {0, 2}, {30, 0}, {0, 1}, {20, 0}, {0, 2}};
    for (int seed = 0; seed < 50; seed++) {
      assertThat(divided(oneClass, options(2, 0, seed))).isDeepEqualTo(new int[][] {{0}, {7}, {7}});
      assertThat(divided(twoClasses, options(2, 0, seed)))
          .isDeepEqualTo(new int[][] {{0, 0}, {4, 4}, {4, 4}});
      assertThat(divided(unequalClasses, options(2, 0, seed)))
          .isDeepEqualTo(new int[][] {{0, 0}, {60, 3}, {60, 3}});
    }
  }

  @Test
  void folds_besideAHoldOut_areEqual() {
    int[][] six = {{10}, {10}, {10}, {10}, {10}, {10}};
    for (int seed = 0; seed < 30; seed++) {
      assertThat(divided(six, options(5, 1 / 6.0, seed)))
          .isDeepEqualTo(new int[][] {{10}, {10}, {10}, {10}, {10}, {10}});
      assertThat(divided(six, options(2, 1 / 3.0, seed)))
          .isDeepEqualTo(new int[][] {{20}, {20}, {20}});
    }
  }

  /** Four equal groups in two folds: each is beside each other one in a third of the divisions. */
  @Test
  void folds_otherSeeds_areOtherGroups() {
    int[][] four = {{5}, {5}, {5}, {5}};
    int[] beside = new int[4];
    for (int seed = 0; seed < 600; seed++) {
      int[] sides = new GroupStratifiedAssigner(four, options(2, 0, seed)).assign();
      for (int group = 0; group < 4; group++) {
        beside[group] += sides[group] == sides[0] ? 1 : 0;
      }
    }
    for (int group = 1; group < 4; group++) {
      assertThat(beside[group]).isBetween(150, 250);
    }
  }

  private static boolean[] draw(int[][] counts, int folds, double fraction, int draws, int seed) {
    return new HoldOutDraw(counts, options(folds, fraction, seed), new Random(seed)).draw(draws);
  }

  /** Groups of one class that are held out, by their numbers. */
  private static Set<Integer> held(boolean[] drawn) {
    Set<Integer> held = new HashSet<>();
    for (int group = 0; group < drawn.length; group++) {
      if (drawn[group]) {
        held.add(group);
      }
    }
    return held;
  }

  /** So many equal groups of 10 images, however the fraction is to be met without dividing one. */
  @ParameterizedTest
  @CsvSource({
    "10,5,0.2,2",
    "10,5,0.24,2",
    "10,5,0.26,3",
    "8,5,0.25,2",
    "16,5,0.25,4",
    "64,5,0.2,13",
    "3,2,0.2,1",
    "3,2,0.9,1",
    "5,2,0.9,3",
  })
  void holdOut_ofEqualGroups_isTheFraction(int groups, int folds, double fraction, int expected) {
    int[][] counts = new int[groups][];
    Arrays.fill(counts, new int[] {10});
    int[] times = new int[groups];
    for (int seed = 0; seed < 500; seed++) {
      Set<Integer> held = held(draw(counts, folds, fraction, HoldOutDraw.DRAWS, seed));
      assertThat(held).hasSize(expected);
      held.forEach(group -> times[group]++);
    }
    double each = (double) expected / groups;
    for (int n : times) {
      assertThat(n / 500.0).isBetween(each - 0.08, each + 0.08);
    }
  }

  /** Where every group is too large, the first is taken that is at most twice the smallest. */
  @Test
  void holdOut_ofTooLargeGroups_isASmallOne() {
    int[][] counts = {{10}, {19}, {20}, {21}, {50}};
    int[] times = new int[5];
    int smallest = 0;
    for (int seed = 0; seed < 300; seed++) {
      Set<Integer> once = held(draw(counts, 2, 0.01, 1, seed));
      assertThat(once).hasSize(1);
      times[once.iterator().next()]++;
      // Of twelve draws, all far from the fraction, the nearest is taken.
      smallest += held(draw(counts, 2, 0.01, 12, seed)).equals(Set.of(0)) ? 1 : 0;
    }
    for (int group = 0; group < 3; group++) {
      assertThat(times[group]).isBetween(70, 130);
    }
    assertThat(times[3] + times[4]).isZero();
    assertThat(smallest).isGreaterThan(285);
  }

  /** Each class has its fraction: a full class takes no further group, also one of two classes. */
  @Test
  void holdOut_ofTwoClasses_hasTheFractionOfEach() {
    int[][] counts = new int[20][];
    Arrays.setAll(counts, i -> i % 2 == 0 ? new int[] {10, 0} : new int[] {0, 40});
    for (int seed = 0; seed < 50; seed++) {
      boolean[] drawn = draw(counts, 5, 0.2, HoldOutDraw.DRAWS, seed);
      int[] images = new int[2];
      for (int group : held(drawn)) {
        images[0] += counts[group][0];
        images[1] += counts[group][1];
      }
      assertThat(images).containsExactly(20, 80);
    }
  }

  /** Images of the two classes that one draw holds out. */
  private static int[] held(int[][] counts, double fraction, int seed) {
    int[] images = new int[2];
    for (int group : held(draw(counts, 2, fraction, 1, seed))) {
      images[0] += counts[group][0];
      images[1] += counts[group][1];
    }
    return images;
  }

  /**
   * A group that is too large for the fraction ends its class if that has some, never the other
   * one. So the class has all three small ones if the large one is first, fourth or last of five.
   */
  @Test
  void holdOut_besideATooLargeGroup_isTheFraction() {
    int[][] counts = new int[15][];
    Arrays.setAll(counts, i -> i < 10 ? new int[] {3, 0} : new int[] {0, i == 10 ? 30 : 3});
    int[] groupsOfSecond = new int[4];
    for (int seed = 0; seed < 500; seed++) {
      int[] images = held(counts, 0.2, seed);
      assertThat(images[0]).as("seed %d", seed).isEqualTo(6);
      groupsOfSecond[images[1] / 3]++;
    }
    assertThat(groupsOfSecond[1]).isBetween(70, 130);
    assertThat(groupsOfSecond[2]).isBetween(70, 130);
    assertThat(groupsOfSecond[3]).isBetween(260, 340);
  }

  /** A class that has no group to spare stops no group of the other one. */
  @Test
  void holdOut_besideAScarceClass_isTheFraction() {
    int[][] counts = new int[13][];
    Arrays.setAll(counts, i -> i < 3 ? new int[] {10, 0} : new int[] {0, 3});
    for (int seed = 0; seed < 100; seed++) {
      assertThat(held(counts, 0.2, seed)).as("seed %d", seed).containsExactly(10, 6);
    }
  }

  /**
   * All groups of the first class are too large alone. The one that has the second class too must
   * stay if the only small group of that class is held out: five folds need the other five.
   */
  @Test
  void holdOut_ofLargeGroups_leavesFoldsEveryClass() {
    int[][] counts = {
      {30, 1}, {30, 0}, {30, 0}, {30, 0}, {30, 0}, {30, 0}, {0, 1}, {0, 9}, {0, 9}, {0, 9}, {0, 9}
    };
    int both = 0;
    for (int seed = 0; seed < 200; seed++) {
      boolean[] drawn = draw(counts, 5, 0.08, 1, seed);
      int[] left = new int[2];
      for (int group = 0; group < counts.length; group++) {
        for (int label = 0; label < 2; label++) {
          left[label] += !drawn[group] && counts[group][label] > 0 ? 1 : 0;
        }
      }
      assertThat(left).as("seed %d", seed).containsExactly(5, 5);
      both += drawn[0] ? 1 : 0;
    }
    assertThat(both).isBetween(60, 140);
  }
}
