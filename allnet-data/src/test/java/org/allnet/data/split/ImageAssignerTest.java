package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many images each side gets, to the image, and where copies go. */
class ImageAssignerTest {

  private static int[] assign(int[][] counts, int folds, double holdOut, long seed) {
    return new ImageAssigner(counts, new SplitOptions(Protocol.IMAGE, folds, holdOut, seed))
        .assign();
  }

  /** Groups of one class, of so many images each. */
  private static int[][] ofSizes(int... sizes) {
    return Arrays.stream(sizes).mapToObj(size -> new int[] {size}).toArray(int[][]::new);
  }

  private static int[] singles(int images) {
    int[] sizes = new int[images];
    Arrays.fill(sizes, 1);
    return sizes;
  }

  /** Images of a class on each side, the hold-out side first. */
  private static int[] onSides(int[][] counts, int[] sides, int label, int folds) {
    int[] images = new int[folds + 1];
    for (int group = 0; group < counts.length; group++) {
      images[sides[group]] += counts[group][label];
    }
    return images;
  }

  /** The hold-out is rounded, but leaves an image for each fold; folds differ by one at most. */
  @ParameterizedTest
  @CsvSource({
    "10,3,0.2,2 3 3 2",
    "11,3,0.2,2 3 3 3",
    "12,3,0.5,6 2 2 2",
    "10,3,0,0 4 3 3",
    "4,3,0.01,1 1 1 1",
    "4,3,0.9,1 1 1 1",
    "5,3,0.5,2 1 1 1",
    "3,3,0.2,0 1 1 1",
    "2,3,0.2,0 1 1 0",
  })
  void sides_ofSingleImages_areFullToTheImage(
      int images, int folds, double holdOut, String expected) {
    int[] wanted = Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
    int[][] counts = ofSizes(singles(images));

    for (int seed = 0; seed < 20; seed++) {
      assertThat(onSides(counts, assign(counts, folds, holdOut, seed), 0, folds)).isEqualTo(wanted);
    }
  }

  @Test
  void sides_ofTwoClasses_areFullOfEach() {
    int[][] counts = new int[21][];
    Arrays.setAll(counts, i -> i % 2 == 0 ? new int[] {1, 0} : new int[] {0, 1});

    for (int seed = 0; seed < 20; seed++) {
      int[] sides = assign(counts, 3, 0.2, seed);
      assertThat(onSides(counts, sides, 0, 3)).containsExactly(2, 3, 3, 3);
      assertThat(onSides(counts, sides, 1, 3)).containsExactly(2, 3, 3, 2);
    }
  }

  /** Four copies come first, so that eight single images make up for them. */
  @Test
  void copies_leaveEverySideFullToTheImage() {
    int[] sizes = singles(9);
    sizes[5] = 4;
    int[][] counts = ofSizes(sizes);
    int inFirst = 0;
    for (int seed = 0; seed < 900; seed++) {
      int[] sides = assign(counts, 2, 0.25, seed);
      assertThat(onSides(counts, sides, 0, 2)).containsExactly(3, 5, 4);
      inFirst += sides[5] == 1 ? 1 : 0;
    }
    // The folds have room for 5 and 4, the hold-out for too few.
    assertThat(inFirst / 900.0).isBetween(0.5, 0.61);
  }

  @Test
  void copies_thatFillASide_areInEachAsOften() {
    int[][] counts = ofSizes(2, 1, 1);
    int inFirst = 0;
    for (int seed = 0; seed < 400; seed++) {
      int[] sides = assign(counts, 2, 0, seed);
      assertThat(onSides(counts, sides, 0, 2)).containsExactly(0, 2, 2);
      inFirst += sides[0] == 1 ? 1 : 0;
    }
    assertThat(inFirst / 400.0).isBetween(0.4, 0.6);
  }

  @Test
  void copies_leaveAGroupForEverySide() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(assign(ofSizes(2, 2, 2), 2, 0.6, seed)).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  @Test
  void otherSeeds_holdOtherImagesOut() {
    int[][] counts = ofSizes(singles(20));
    Set<Integer> heldOut = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      int[] sides = assign(counts, 2, 0.1, seed);
      for (int group = 0; group < sides.length; group++) {
        if (sides[group] == Split.HOLD_OUT) {
          heldOut.add(group);
        }
      }
    }
    assertThat(heldOut).hasSize(20);
  }

  /** Copies under several labels count as the label that most have, of equals the first. */
  @ParameterizedTest
  @CsvSource({"1,3,1", "3,1,0", "2,2,0"})
  void copiesOfSeveralLabels_countAsOne(int ofFirst, int ofSecond, int main) {
    int[][] counts = new int[9][];
    Arrays.setAll(counts, i -> i < 4 ? new int[] {1, 0} : new int[] {0, 1});
    counts[8] = new int[] {ofFirst, ofSecond};

    for (int seed = 0; seed < 20; seed++) {
      int[] sides = assign(counts, 2, 0, seed);
      for (int single = 4 * main; single < 4 * main + 4; single++) {
        assertThat(sides[single]).isNotEqualTo(sides[8]);
      }
      int[] others = Arrays.copyOfRange(sides, 4 - 4 * main, 8 - 4 * main);
      assertThat(others).containsExactlyInAnyOrder(1, 1, 2, 2);
    }
  }

  /** Each class is divided alone, also the second of three. */
  @Test
  void sides_ofThreeClasses_areFullOfEach() {
    int[][] counts = new int[12][];
    Arrays.setAll(
        counts, i -> new int[] {i % 3 == 0 ? 1 : 0, i % 3 == 1 ? 1 : 0, i % 3 == 2 ? 1 : 0});

    for (int seed = 0; seed < 20; seed++) {
      int[] sides = assign(counts, 2, 0, seed);
      for (int label = 0; label < 3; label++) {
        assertThat(onSides(counts, sides, label, 2)).containsExactly(0, 2, 2);
      }
    }
  }
}
