package org.allnet.data.duplicate;

import org.jspecify.annotations.Nullable;

/**
 * How one appearance lies on another: first by whole pixels, then by the method of Lucas and Kanade
 * (1981) for shift and scale along both axes.
 *
 * @param correlation of the structures where both are foreground, -1 to 1
 * @param overlap fraction of the larger foreground on which they were compared
 * @param down how far the second picture's content lies below the first's, in sides of the square
 * @param along how far it lies to the right, in sides of the square
 * @param tall how much taller its content is, 0 for the same
 * @param wide how much wider its content is, 0 for the same
 */
record Alignment(
    double correlation, double overlap, double down, double along, double tall, double wide) {

  private static final int SIDE = Appearance.SIDE;
  private static final int QUARTER = Shift.QUARTER;
  private static final double[] WORTH_ALIGNING = {0.35, 0.6};
  private static final int ITERATIONS = 12;
  private static final double MIDDLE = (SIDE - 1) / 2.0;
  private static final double MOST_SHIFT = 0.15 * SIDE;
  private static final double MOST_SCALE = 0.15;

  /**
   * Lays the second on the first.
   *
   * @param symmetry how the second is to be laid
   * @return how it lies then; null if it does not resemble the first
   */
  static @Nullable Alignment of(Appearance first, Appearance second, Symmetry symmetry) {
    Shift rough = Shift.rough(first.small(), laid(second.small(), symmetry));
    if (rough.correlation() < WORTH_ALIGNING[0]) {
      return null;
    }
    byte[] a = first.structure();
    Shift coarse = Shift.coarse(a, second.structure(), symmetry, rough);
    if (coarse.correlation() < WORTH_ALIGNING[1]) {
      return null;
    }
    byte[] b = laid(second.structure(), symmetry);
    double[] warp = {2 * coarse.down(), 2 * coarse.along(), 0, 0};
    double[][] levels = new double[3][SIDE * SIDE];
    for (int i = 0; i < ITERATIONS; i++) {
      double moved = improve(a, b, warp, levels);
      if (Math.abs(warp[0]) > MOST_SHIFT
          || Math.abs(warp[1]) > MOST_SHIFT
          || Math.abs(warp[2]) > MOST_SCALE
          || Math.abs(warp[3]) > MOST_SCALE) {
        return null;
      }
      if (moved < 0.01) {
        break;
      }
    }
    return measured(a, b, warp, levels[0]);
  }

  private static byte[] laid(byte[] structure, Symmetry symmetry) {
    byte[] laid = new byte[structure.length];
    for (int y = 0, i = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++, i++) {
        laid[i] = structure[symmetry.source(y, x, SIDE)];
      }
    }
    return laid;
  }

  private static float[] laid(float[] small, Symmetry symmetry) {
    if (symmetry == Symmetry.SAME) {
      return small;
    }
    float[] laid = new float[small.length];
    for (int y = 0, i = 0; y < QUARTER; y++) {
      for (int x = 0; x < QUARTER; x++, i++) {
        laid[i] = small[symmetry.source(y, x, QUARTER)];
      }
    }
    return laid;
  }

  /** Returns means of sixteen pixels each, scaled to a vector of length 1; background is 0. */
  static float[] small(byte[] structure) {
    float[] small = new float[QUARTER * QUARTER];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int one = structure[y * SIDE + x];
        small[y / 4 * QUARTER + x / 4] += one == Appearance.BACKGROUND ? 0 : one;
      }
    }
    double square = 0;
    for (float one : small) {
      square += one * one;
    }
    float length = (float) Math.sqrt(square + 1e-9);
    for (int i = 0; i < small.length; i++) {
      small[i] /= length;
    }
    return small;
  }

  /** One step; how far it moved, in pixels. */
  private static double improve(byte[] a, byte[] b, double[] warp, double[][] levels) {
    double[] change = solved(normal(a, b, warp, levels));
    warp[0] += change[0];
    warp[1] += change[1];
    warp[2] += change[2] / MIDDLE;
    warp[3] += change[3] / MIDDLE;
    double most = 0;
    for (double one : change) {
      most = Math.max(most, Math.abs(one));
    }
    return most;
  }

  /**
   * The upper half of the normal equations of a step. Its sums are variables of their own, not
   * places of the matrix, since all time of a search for copies is spent here.
   */
  private static double[][] normal(byte[] a, byte[] b, double[] warp, double[][] levels) {
    Axis rows = new Axis(warp[0], warp[2], 0);
    Axis above = new Axis(warp[0], warp[2], -0.5);
    Axis below = new Axis(warp[0], warp[2], 0.5);
    double[] middle = across(b, new Axis(warp[1], warp[3], 0), levels[0]);
    double[] left = across(b, new Axis(warp[1], warp[3], -0.5), levels[1]);
    double[] right = across(b, new Axis(warp[1], warp[3], 0.5), levels[2]);
    double yy = 0;
    double yx = 0;
    double yt = 0;
    double yw = 0;
    double ye = 0;
    double xx = 0;
    double xt = 0;
    double xw = 0;
    double xe = 0;
    double tt = 0;
    double tw = 0;
    double te = 0;
    double ww = 0;
    double we = 0;
    for (int y = 0; y < SIDE; y++) {
      if (rows.before[y] < 0 || above.before[y] < 0 || below.before[y] < 0) {
        continue;
      }
      double down = (y - MIDDLE) / MIDDLE;
      for (int x = 0; x < SIDE; x++) {
        int p = a[y * SIDE + x];
        if (p == Appearance.BACKGROUND) {
          continue;
        }
        double q = rows.down(middle, y, x);
        double dy = below.down(middle, y, x) - above.down(middle, y, x);
        double dx = rows.down(right, y, x) - rows.down(left, y, x);
        if (Double.isNaN(q + dy + dx)) {
          continue;
        }
        double tall = dy * down;
        double wide = dx * ((x - MIDDLE) / MIDDLE);
        double error = p - q;
        yy += dy * dy;
        yx += dy * dx;
        yt += dy * tall;
        yw += dy * wide;
        ye += dy * error;
        xx += dx * dx;
        xt += dx * tall;
        xw += dx * wide;
        xe += dx * error;
        tt += tall * tall;
        tw += tall * wide;
        te += tall * error;
        ww += wide * wide;
        we += wide * error;
      }
    }
    return new double[][] {
      {yy, yx, yt, yw, ye}, {0, xx, xt, xw, xe}, {0, 0, tt, tw, te}, {0, 0, 0, ww, we}
    };
  }

  /** Levels between the columns of a square; NaN outside of it or beside background. */
  private static double[] across(byte[] b, Axis columns, double[] levels) {
    for (int x = 0; x < SIDE; x++) {
      int before = columns.before[x];
      double u = columns.beyond[x];
      for (int y = 0; y < SIDE; y++) {
        double level = Double.NaN;
        if (before >= 0) {
          int p = b[y * SIDE + before];
          int q = b[y * SIDE + before + 1];
          if (p != Appearance.BACKGROUND && q != Appearance.BACKGROUND) {
            level = (1 - u) * p + u * q;
          }
        }
        levels[y * SIDE + x] = level;
      }
    }
    return levels;
  }

  /** Where each row, or each column, of one square lies in the other. */
  private static final class Axis {
    /** The one before the place; -1 if the place is not between two. */
    private final int[] before = new int[SIDE];

    /** How far beyond that one, in [0,1). */
    private final double[] beyond = new double[SIDE];

    Axis(double shift, double scale, double beside) {
      for (int i = 0; i < SIDE; i++) {
        double place = i + shift + scale * (i - MIDDLE);
        place = beside == 0 ? place : place + beside;
        boolean within = place >= 0 && place < SIDE - 1;
        before[i] = within ? (int) place : -1;
        beyond[i] = within ? place - before[i] : 0;
      }
    }

    /** A level between two rows of a column; {@code y} is between two. */
    double down(double[] levels, int y, int x) {
      int i = before[y] * SIDE + x;
      double v = beyond[y];
      return (1 - v) * levels[i] + v * levels[i + SIDE];
    }
  }

  /** Solves the symmetric system by elimination, a little damped so that it always can. */
  private static double[] solved(double[][] normal) {
    int size = normal.length;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        normal[i][j] = normal[j][i];
      }
    }
    for (int i = 0; i < size; i++) {
      normal[i][i] = normal[i][i] * 1.001 + 1e-6;
    }
    for (int i = 0; i < size; i++) {
      for (int k = i + 1; k < size; k++) {
        double factor = normal[k][i] / normal[i][i];
        for (int j = i; j <= size; j++) {
          normal[k][j] -= factor * normal[i][j];
        }
      }
    }
    double[] solution = new double[size];
    for (int i = size - 1; i >= 0; i--) {
      double rest = normal[i][size];
      for (int j = i + 1; j < size; j++) {
        rest -= normal[i][j] * solution[j];
      }
      solution[i] = rest / normal[i][i];
    }
    return solution;
  }

  private static Alignment measured(byte[] a, byte[] b, double[] warp, double[] levels) {
    int ofA = 0;
    int ofB = 0;
    int both = 0;
    double sumA = 0;
    double sumB = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    Axis rows = new Axis(warp[0], warp[2], 0);
    across(b, new Axis(warp[1], warp[3], 0), levels);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int p = a[y * SIDE + x];
        ofB += b[y * SIDE + x] == Appearance.BACKGROUND ? 0 : 1;
        if (p == Appearance.BACKGROUND) {
          continue;
        }
        ofA++;
        double q = rows.before[y] < 0 ? Double.NaN : rows.down(levels, y, x);
        if (!Double.isNaN(q)) {
          both++;
          sumA += p;
          sumB += q;
          aa += p * p;
          bb += q * q;
          ab += p * q;
        }
      }
    }
    if (both == 0) {
      return new Alignment(0, 0, 0, 0, 0, 0);
    }
    double covariance = ab - sumA * sumB / both;
    double variances = (aa - sumA * sumA / both) * (bb - sumB * sumB / both);
    return new Alignment(
        covariance / Math.sqrt(variances + 1e-9),
        (double) both / Math.max(ofA, ofB),
        warp[0] / SIDE,
        warp[1] / SIDE,
        warp[2],
        warp[3]);
  }
}
