package org.allnet.data.duplicate;

/**
 * Sixty-odd bits that hardly change with a copy: the signs of an image's lowest cosine coefficients
 * ("pHash"; Zauner 2010), for each of the eight ways to lay it. Turns and mirrors only change the
 * signs and order of coefficients, so that one transform is enough for all.
 */
final class PerceptualHash {

  /** Ways to lay an image. */
  static final int WAYS = Symmetry.ALL.size();

  private static final int FREQUENCIES = 9;
  private static final int MOST = 9;

  /** Pixels from one place to the next, in a square of 64. */
  private static final int STEP = 2;

  /** The hash of the next place differs in no more bits than so, but for rare images. */
  private static final int NEXT_PLACE = 10;

  private final long[] laid;
  private final long[] shifted;

  private PerceptualHash(long[] laid, long[] shifted) {
    this.laid = laid;
    this.shifted = shifted;
  }

  /**
   * Returns a hash for each {@link Symmetry}, in its order, and, if wanted, for each of the other
   * eight places that are {@link #STEP} pixels away.
   *
   * @param square the image
   * @param places whether the hashes of other places are wanted
   */
  static PerceptualHash of(Square square, boolean places) {
    float[] levels = square.blurred(1);
    float[] even = square.blurred(12);
    int side = square.side();
    for (int i = 0; i < levels.length; i++) {
      levels[i] = square.foreground(i) ? levels[i] - even[i] : 0;
    }
    double[] coefficients = transformed(levels, side);
    long[] laid = new long[Symmetry.values().length];
    for (Symmetry symmetry : Symmetry.values()) {
      laid[symmetry.ordinal()] = hash(coefficients, symmetry);
    }
    long[] shifted = new long[places ? 9 : 1];
    shifted[0] = laid[Symmetry.SAME.ordinal()];
    for (int place = 1; place < shifted.length; place++) {
      // The middle of the nine is the image itself.
      int at = place <= 4 ? place - 1 : place;
      float[] moved = moved(levels, side, STEP * (at / 3 - 1), STEP * (at % 3 - 1));
      shifted[place] = hash(transformed(moved, side), Symmetry.SAME);
    }
    return new PerceptualHash(laid, shifted);
  }

  /**
   * Copies the hashes of all ways to lay the image to a place in a table, {@link #WAYS} of them.
   */
  void copyTo(long[] table, int image) {
    System.arraycopy(laid, 0, table, image * WAYS, WAYS);
  }

  /**
   * Returns in which ways another image may be laid so that this one differs in no more than some
   * bits.
   *
   * @param table the others' hashes
   * @param image which of them
   * @param mostBits how many bits
   * @return a bit for each {@link Symmetry}, the first the lowest; 0 if the images are not near
   */
  int near(long[] table, int image, int mostBits) {
    int near = 0;
    for (int way = 0, at = image * WAYS; way < WAYS; way++, at++) {
      if (Long.bitCount(shifted[0] ^ table[at]) <= mostBits) {
        near |= 1 << way;
      }
    }
    return near;
  }

  /** Returns the same as {@link #near}, of the nearest of this image's places. */
  int nearInAnyPlace(long[] table, int image, int mostBits) {
    long own = shifted[0];
    int near = 0;
    for (int way = 0, at = image * WAYS; way < WAYS; way++, at++) {
      int here = Long.bitCount(own ^ table[at]);
      if (here <= mostBits
          || (here <= mostBits + NEXT_PLACE && isNearElsewhere(table[at], mostBits))) {
        near |= 1 << way;
      }
    }
    return near;
  }

  private boolean isNearElsewhere(long hash, int mostBits) {
    for (int place = 1; place < shifted.length; place++) {
      if (Long.bitCount(shifted[place] ^ hash) <= mostBits) {
        return true;
      }
    }
    return false;
  }

  private static float[] moved(float[] levels, int side, int down, int along) {
    float[] moved = new float[levels.length];
    for (int y = Math.max(0, down); y < Math.min(side, side + down); y++) {
      for (int x = Math.max(0, along); x < Math.min(side, side + along); x++) {
        moved[y * side + x] = levels[(y - down) * side + x - along];
      }
    }
    return moved;
  }

  private static long hash(double[] coefficients, Symmetry symmetry) {
    long hash = 0;
    int bit = 0;
    for (int row = 0; row < FREQUENCIES; row++) {
      for (int column = 0; column < FREQUENCIES; column++) {
        if (row + column < 2 || row + column > MOST) {
          continue;
        }
        int r = symmetry.transposes() ? column : row;
        int c = symmetry.transposes() ? row : column;
        if (symmetry.sign(r, c) * coefficients[r * FREQUENCIES + c] > 0) {
          hash |= 1L << bit;
        }
        bit++;
      }
    }
    return hash;
  }

  private static double[] transformed(float[] levels, int side) {
    double[][] waves = new double[FREQUENCIES][side];
    for (int f = 0; f < FREQUENCIES; f++) {
      for (int i = 0; i < side; i++) {
        waves[f][i] = Math.cos(Math.PI * f * (i + 0.5) / side);
      }
    }
    double[] across = new double[side * FREQUENCIES];
    for (int y = 0; y < side; y++) {
      for (int f = 0; f < FREQUENCIES; f++) {
        double sum = 0;
        for (int x = 0; x < side; x++) {
          sum += levels[y * side + x] * waves[f][x];
        }
        across[y * FREQUENCIES + f] = sum;
      }
    }
    double[] coefficients = new double[FREQUENCIES * FREQUENCIES];
    for (int row = 0; row < FREQUENCIES; row++) {
      for (int column = 0; column < FREQUENCIES; column++) {
        double sum = 0;
        for (int y = 0; y < side; y++) {
          sum += across[y * FREQUENCIES + column] * waves[row][y];
        }
        coefficients[row * FREQUENCIES + column] = sum;
      }
    }
    return coefficients;
  }
}
