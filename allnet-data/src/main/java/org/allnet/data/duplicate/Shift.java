package org.allnet.data.duplicate;

/**
 * The shift by whole pixels at which one appearance lies best on another. Sums for the five shifts
 * along are made at once, as a sum that is made alone waits for each addition.
 *
 * @param down how far the second lies below the first, in pixels of the compared size
 * @param along how far it lies to the right
 * @param correlation of the structures there, -1 to 1
 */
record Shift(int down, int along, double correlation) {

  private static final int SIDE = Appearance.SIDE;

  /** Pixels of a side in half the size. */
  static final int HALF = SIDE / 2;

  /** Pixels of a side in a quarter of the size. */
  static final int QUARTER = SIDE / 4;

  private static final int REACH = 2;

  /** Pixels around half the size that a shift may reach: twice the rough one's, and its own. */
  private static final int AROUND = 3 * REACH;

  private static final int WIDE = HALF + 2 * AROUND;
  private static final int SHIFTS = 2 * REACH + 1;

  /** The best in a quarter of the size; the pictures are vectors of length 1. */
  static Shift rough(float[] a, float[] b) {
    int width = QUARTER + 2 * REACH;
    float[] around = new float[width * width];
    for (int y = 0; y < QUARTER; y++) {
      System.arraycopy(b, y * QUARTER, around, (y + REACH) * width + REACH, QUARTER);
    }
    Shift best = new Shift(0, 0, -1);
    float[] sums = new float[SHIFTS];
    for (int down = -REACH; down <= REACH; down++) {
      sums(a, around, down, sums);
      for (int i = 0; i < SHIFTS; i++) {
        if (sums[i] > best.correlation) {
          best = new Shift(down, i - REACH, sums[i]);
        }
      }
    }
    return best;
  }

  private static void sums(float[] a, float[] around, int down, float[] sums) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    float fifth = 0;
    for (int y = 0; y < QUARTER; y++) {
      int row = y * QUARTER;
      int other = (y + down + REACH) * (QUARTER + 2 * REACH);
      for (int x = 0; x < QUARTER; x++) {
        float p = a[row + x];
        first += p * around[other + x];
        second += p * around[other + x + 1];
        third += p * around[other + x + 2];
        fourth += p * around[other + x + 3];
        fifth += p * around[other + x + 4];
      }
    }
    sums[0] = first;
    sums[1] = second;
    sums[2] = third;
    sums[3] = fourth;
    sums[4] = fifth;
  }

  /**
   * A picture in half the size.
   *
   * @param value sums of four pixels each; 0 if not all of them are foreground
   * @param inside 1 if all are foreground, 0 elsewhere
   * @param whole whether all of it is foreground
   */
  private record Half(int[] value, int[] inside, boolean whole) {

    static Half of(byte[] structure, Symmetry symmetry) {
      int[] value = new int[HALF * HALF];
      int[] inside = new int[HALF * HALF];
      boolean whole = true;
      for (int y = 0, at = 0; y < HALF; y++) {
        for (int x = 0; x < HALF; x++, at++) {
          int source = symmetry == Symmetry.SAME ? at : symmetry.source(y, x, HALF);
          int i = source / HALF * 2 * SIDE + source % HALF * 2;
          byte p = structure[i];
          byte q = structure[i + 1];
          byte r = structure[i + SIDE];
          byte s = structure[i + SIDE + 1];
          if (p != Appearance.BACKGROUND
              && q != Appearance.BACKGROUND
              && r != Appearance.BACKGROUND
              && s != Appearance.BACKGROUND) {
            value[at] = p + q + r + s;
            inside[at] = 1;
          } else {
            whole = false;
          }
        }
      }
      return new Half(value, inside, whole);
    }

    int[] squares() {
      int[] squares = new int[value.length];
      for (int i = 0; i < squares.length; i++) {
        squares[i] = value[i] * value[i];
      }
      return squares;
    }
  }

  /**
   * The best in half the size, no more than two pixels away from another along both axes.
   *
   * @param first the first picture
   * @param second the second
   * @param symmetry how the second is to be laid
   * @param rough the shift in a quarter of the size
   */
  static Shift coarse(byte[] first, byte[] second, Symmetry symmetry, Shift rough) {
    Half a = Half.of(first, Symmetry.SAME);
    Half b = Half.of(second, symmetry);
    boolean whole = a.whole && b.whole;
    int[] around = around(b.value);
    int[] aSquares = a.squares();
    int[] bSquares = b.squares();
    int[] aTable = whole ? table(aSquares) : aSquares;
    int[] bTable = whole ? table(bSquares) : around(bSquares);
    int[] bInside = whole ? bTable : around(b.inside);
    int[] ab = new int[SHIFTS];
    int[] aa = new int[SHIFTS];
    int[] bb = new int[SHIFTS];
    int left = 2 * rough.along - REACH;
    Shift best = new Shift(0, 0, -1);
    for (int down = 2 * rough.down - REACH; down <= 2 * rough.down + REACH; down++) {
      sums(a.value, around, down, left, ab);
      if (whole) {
        for (int i = 0; i < SHIFTS; i++) {
          aa[i] = sum(aTable, -down, -left - i);
          bb[i] = sum(bTable, down, left + i);
        }
      } else {
        sums(aTable, bInside, down, left, aa);
        sums(a.inside, bTable, down, left, bb);
      }
      for (int i = 0; i < SHIFTS; i++) {
        double correlation = ab[i] / Math.sqrt((double) aa[i] * bb[i] + 1e-9);
        if (correlation > best.correlation) {
          best = new Shift(down, left + i, correlation);
        }
      }
    }
    return best;
  }

  private static int[] around(int[] picture) {
    int[] around = new int[WIDE * WIDE];
    for (int y = 0; y < HALF; y++) {
      System.arraycopy(picture, y * HALF, around, (y + AROUND) * WIDE + AROUND, HALF);
    }
    return around;
  }

  private static void sums(int[] a, int[] around, int down, int left, int[] sums) {
    int first = 0;
    int second = 0;
    int third = 0;
    int fourth = 0;
    int fifth = 0;
    for (int y = 0; y < HALF; y++) {
      int row = y * HALF;
      int other = (y + down + AROUND) * WIDE + left + AROUND;
      for (int x = 0; x < HALF; x++) {
        int p = a[row + x];
        first += p * around[other + x];
        second += p * around[other + x + 1];
        third += p * around[other + x + 2];
        fourth += p * around[other + x + 3];
        fifth += p * around[other + x + 4];
      }
    }
    sums[0] = first;
    sums[1] = second;
    sums[2] = third;
    sums[3] = fourth;
    sums[4] = fifth;
  }

  /** Sums of all that is above and left of a corner. */
  private static int[] table(int[] picture) {
    int[] table = new int[(HALF + 1) * (HALF + 1)];
    for (int y = 0; y < HALF; y++) {
      int row = 0;
      for (int x = 0; x < HALF; x++) {
        row += picture[y * HALF + x];
        table[(y + 1) * (HALF + 1) + x + 1] = table[y * (HALF + 1) + x + 1] + row;
      }
    }
    return table;
  }

  /** The sum of the part of a picture on which another lies that is shifted so. */
  private static int sum(int[] table, int down, int along) {
    int top = Math.max(0, down) * (HALF + 1);
    int bottom = Math.min(HALF, HALF + down) * (HALF + 1);
    int left = Math.max(0, along);
    int right = Math.min(HALF, HALF + along);
    return table[bottom + right] - table[top + right] - table[bottom + left] + table[top + left];
  }
}
