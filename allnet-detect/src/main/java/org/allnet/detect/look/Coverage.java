package org.allnet.detect.look;

import java.util.Arrays;

/**
 * How much of a picture is covered by cells, told at a low resolution. The ground is the lightest
 * that is often seen; a block counts as covered if its green is darker.
 *
 * @param ground the green of the ground, 0 to 255
 */
public record Coverage(int ground) {

  /** Of fields that are no monolayer, this part or more is covered: next to no ground is seen. */
  public static final double THICK = 0.9;

  /** Levels by which a cell darkens the ground at least. */
  private static final double STAIN = 20;

  /** So much of a picture is lighter than the ground. */
  private static final double LIGHTER = 0.02;

  private static final int LEVELS = 256;
  private static final int BANDS = 3;

  /** Lighter pixels are what programs put around a slide. */
  private static final int PAPER = 253;

  /**
   * Counts the greens of some pixels.
   *
   * @param rgb three bytes a pixel
   * @param counts how many pixels are of each green, to which these are added
   */
  public static void count(byte[] rgb, long[] counts) {
    for (int i = 0; i < rgb.length; i += BANDS) {
      int green = rgb[i + 1] & 0xFF;
      if (green < PAPER || (rgb[i] & 0xFF) < PAPER || (rgb[i + 2] & 0xFF) < PAPER) {
        counts[green]++;
      }
    }
  }

  /** {@return nothing yet, for {@link #count}} */
  public static long[] counts() {
    return new long[LEVELS];
  }

  /**
   * Finds the ground.
   *
   * @param counts how many pixels are of each green
   * @return what tells by it how much is covered
   */
  public static Coverage of(long[] counts) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    int ground = LEVELS - 1;
    for (long seen = counts[ground]; ground > 0 && seen < LIGHTER * all; seen += counts[ground]) {
      ground--;
    }
    return new Coverage(ground);
  }

  /**
   * The centres of the blocks of a picture that are covered.
   *
   * @param x of each, in pixels
   * @param y of each, in pixels
   * @param all how many blocks the picture has
   */
  record Covered(double[] x, double[] y, int all) {

    /** {@return how many blocks are covered} */
    int count() {
      return x.length;
    }

    /** {@return the fraction of the picture that is covered} */
    double fraction() {
      return (double) count() / all;
    }
  }

  /**
   * Tells how much of a picture is covered.
   *
   * @param rgb row by row, three bytes a pixel
   * @param width pixels across
   * @param height pixels down
   * @param block side of a block in pixels, about an eighth of a red cell; from 1
   * @return a fraction in [0,1]
   */
  public double of(byte[] rgb, int width, int height, int block) {
    return covered(rgb, width, height, block).fraction();
  }

  /**
   * The blocks of a picture that are covered, of sizes as of {@link #of(byte[], int, int, int)}.
   */
  Covered covered(byte[] rgb, int width, int height, int block) {
    int side = Math.min(block, Math.min(width, height));
    int across = width / side;
    int down = height / side;
    double[] centresX = new double[across * down];
    double[] centresY = new double[across * down];
    int covered = 0;
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        if (green(rgb, width, x * side, y * side, side) < ground - STAIN) {
          centresX[covered] = (x + 0.5) * side;
          centresY[covered] = (y + 0.5) * side;
          covered++;
        }
      }
    }
    return new Covered(
        Arrays.copyOf(centresX, covered), Arrays.copyOf(centresY, covered), across * down);
  }

  private static double green(byte[] rgb, int width, int left, int top, int side) {
    long sum = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        sum += rgb[BANDS * (y * width + x) + 1] & 0xFF;
      }
    }
    return (double) sum / ((long) side * side);
  }
}
