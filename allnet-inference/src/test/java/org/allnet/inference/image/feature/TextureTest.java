package org.allnet.inference.image.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TextureTest {

  private static final double EXACT = 1e-12;

  /** Levels that change from place to place, 0 or 248: the lowest and the highest of 32. */
  private static MaskedCell pattern(int height, int width, boolean rows, boolean columns) {
    int[] levels = new int[height * width];
    for (int i = 0; i < levels.length; i++) {
      int number = (rows ? i / width : 0) + (columns ? i % width : 0);
      levels[i] = number % 2 * 248;
    }
    return Pictures.grey(height, width, levels);
  }

  private static double[] distance(MaskedCell cell, int distance) {
    int from = distance == 1 ? 0 : 5;
    return Arrays.copyOfRange(CooccurrenceTexture.of(cell).values(), from, from + 5);
  }

  @Test
  void cooccurrence_checkerboard_isDirectionsMean() {
    // Along rows and columns all pairs differ by 31 levels (correlation -1), on diagonals none do
    // (correlation 1); either way there are two equal entries of 1/2. The same at distance 3.
    double[] expected = {
      961 / 2.0, 0, 0.5, (1 + 1 / 962.0) / 2, Math.log(2),
    };
    // An even number of diagonal pairs of each colour: 5 x 5 pairs would be 13 to 12.
    MaskedCell board = pattern(7, 7, true, true);

    assertThat(distance(board, 1)).containsExactly(expected, within(EXACT));
    assertThat(distance(board, 3)).containsExactly(expected, within(EXACT));
  }

  @Test
  void cooccurrence_stripes_differAcrossThemAlone() {
    // Vertical stripes: 0 and both diagonals step across, 90 degrees along: 3 of 4 differ.
    double[] expected = {961 * 0.75, -0.5, 0.5, (1 + 3 / 962.0) / 4, Math.log(2)};

    assertThat(distance(pattern(6, 6, false, true), 1)).containsExactly(expected, within(EXACT));
    assertThat(distance(pattern(6, 6, true, false), 3)).containsExactly(expected, within(EXACT));
  }

  @Test
  void cooccurrence_constant_isOneCertainPair() {
    assertThat(distance(Pictures.rectangle(5, 5, 2), 1)).containsExactly(0, 1, 1, 1, 0);
    assertThat(distance(Pictures.rectangle(5, 5, 2), 3)).containsExactly(0, 1, 1, 1, 0);
  }

  @Test
  void cooccurrence_oneRow_hasOneDirection() {
    // Levels 0, 0, 1, 31 at distance 1: pairs (0,0), (0,1), (1,31), each both ways round.
    double[] values = distance(Pictures.grey(1, 4, 7, 0, 8, 255), 1);
    double mean = (0 + 0 + 0 + 1 + 1 + 31) / 6.0;
    double variance = 0;
    double together = 0;
    for (int[] pair : new int[][] {{0, 0}, {0, 0}, {0, 1}, {1, 0}, {1, 31}, {31, 1}}) {
      variance += (pair[0] - mean) * (pair[0] - mean);
      together += (pair[0] - mean) * (pair[1] - mean);
    }

    assertThat(values)
        .containsExactly(
            new double[] {
              901 / 3.0,
              together / variance,
              1 / 9.0 + 4 / 36.0,
              (1 + 1 / 2.0 + 1 / 901.0) / 3,
              Math.log(3) / 3 + 2 * Math.log(6) / 3
            },
            within(EXACT));
  }

  @Test
  void cooccurrence_pairsAcrossTheMask_doNotCount() {
    boolean[] mask = {true, false, true, false, true};
    assertThat(distance(Pictures.grey(1, 5, new int[] {0, 9, 99, 9, 200}, mask), 1))
        .containsOnly(0);
  }

  @Test
  void binaryPatterns_constant_isAllOnes() {
    double[] bins = BinaryPatterns.of(Pictures.rectangle(5, 6, 1)).values();

    assertThat(bins).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
    // Not only at levels that a fraction holds exactly.
    for (int level = 0; level < 256; level++) {
      int[] levels = new int[9];
      Arrays.fill(levels, level);
      assertThat(BinaryPatterns.of(Pictures.grey(3, 3, levels)).values()[8]).isEqualTo(1);
    }
  }

  @Test
  void binaryPatterns_known_fallIntoTheirBins() {
    assertThat(bin(0, 0, 0, 0, 99, 0, 0, 0, 0)).isEqualTo(0);
    assertThat(bin(99, 99, 99, 99, 9, 99, 99, 99, 99)).isEqualTo(8);
    // An edge: three above, three below, and the two beside equal to the centre.
    assertThat(bin(90, 90, 90, 50, 50, 50, 10, 10, 10)).isEqualTo(5);
    // Two bright corners, opposite: four changes.
    assertThat(bin(99, 0, 0, 0, 9, 0, 0, 0, 99)).isEqualTo(9);
    // A corner is interpolated: half of it (and the two beside) must outweigh the centre.
    assertThat(bin(60, 0, 0, 0, 40, 0, 0, 0, 0)).isEqualTo(0);
    assertThat(bin(99, 0, 0, 0, 40, 0, 0, 0, 0)).isEqualTo(1);
  }

  private static int bin(int... levels) {
    double[] bins = BinaryPatterns.of(Pictures.grey(3, 3, levels)).values();
    for (int bin = 0; bin < bins.length; bin++) {
      if (bins[bin] == 1) {
        return bin;
      }
    }
    return -1;
  }

  @Test
  void binaryPatterns_pixelsAtTheRim_doNotCount() {
    MaskedCell thin = Pictures.rectangle(2, 9, 3);

    assertThat(BinaryPatterns.of(thin).values()).containsOnly(0);
  }
}
