package org.allnet.data.duplicate;

import org.allnet.data.image.CellPixels;
import org.jspecify.annotations.Nullable;

/**
 * What an image looks like, small enough to keep of every image of a data set: its structure in a
 * square of 64 pixels a side, without what is even and without brightness and contrast. Black
 * around a cell counts for nothing. Immutable; some five kilobytes.
 */
public final class Appearance {

  /** Pixels of a side of the square. */
  static final int SIDE = 64;

  /** The value of a pixel that is background. */
  static final byte BACKGROUND = Byte.MIN_VALUE;

  /** A pixel with no channel above it is background: black, or what JPEG makes of black. */
  private static final int BLACK = 24;

  /** From this fraction of black on a frame is a cell on black, and its box is looked at alone. */
  private static final double CUT_OUT = 0.3;

  /** A row or column belongs to the box if so many of its pixels are no background. */
  private static final int IN_BOX = 3;

  private static final int LEAST_PIXELS = 24;

  /** Structure below so many grey levels (root mean square) identifies nothing. */
  private static final double LEAST_STRUCTURE = 2;

  private static final double FINE = 0.7;
  private static final double COARSE = 5;

  /** Units of a stored pixel in one root mean square of the structure. */
  private static final double UNIT = 32;

  private final byte[] structure;
  private final PerceptualHash hash;
  private final float[] small;
  private final Box box;

  /**
   * The part of a frame that was looked at, in pixels.
   *
   * @param frameHeight rows of the frame
   * @param frameWidth columns of the frame
   * @param top first row of the box
   * @param left first column of the box
   * @param height rows of the box
   * @param width columns of the box
   */
  record Box(int frameHeight, int frameWidth, int top, int left, int height, int width) {

    /** How far the middle of the box lies below the frame's. */
    double fromMiddleDown() {
      return top + height / 2.0 - frameHeight / 2.0;
    }

    /** How far the middle of the box lies right of the frame's. */
    double fromMiddleAlong() {
      return left + width / 2.0 - frameWidth / 2.0;
    }

    /** Whether it is a cell cut out of a black frame. */
    boolean cutOut() {
      return height < frameHeight || width < frameWidth;
    }
  }

  private Appearance(byte[] structure, PerceptualHash hash, Box box) {
    this.structure = structure;
    this.hash = hash;
    this.small = Alignment.small(structure);
    this.box = box;
  }

  /**
   * Returns what an image looks like.
   *
   * @param pixels the image
   * @return its appearance; null if it is black, even, or fewer than 24 pixels high or wide, and so
   *     can't be told from others
   */
  public static @Nullable Appearance of(CellPixels pixels) {
    Box box = box(pixels);
    if (box == null || Math.min(box.height(), box.width()) < LEAST_PIXELS) {
      return null;
    }
    Square square = Square.of(pixels, box, SIDE, BLACK);
    float[] fine = square.blurred(FINE);
    float[] coarse = square.blurred(COARSE);
    double sum = 0;
    int inside = 0;
    for (int i = 0; i < fine.length; i++) {
      if (square.foreground(i)) {
        fine[i] -= coarse[i];
        sum += fine[i] * fine[i];
        inside++;
      }
    }
    double structure = Math.sqrt(sum / Math.max(1, inside));
    if (inside < SIDE * SIDE / 8 || structure < LEAST_STRUCTURE) {
      return null;
    }
    byte[] stored = new byte[SIDE * SIDE];
    for (int i = 0; i < stored.length; i++) {
      long value = Math.round(fine[i] / structure * UNIT);
      stored[i] = square.foreground(i) ? (byte) Math.max(-127, Math.min(127, value)) : BACKGROUND;
    }
    return new Appearance(stored, PerceptualHash.of(square, !box.cutOut()), box);
  }

  private static @Nullable Box box(CellPixels pixels) {
    int[] rows = new int[pixels.height()];
    int[] columns = new int[pixels.width()];
    long foreground = 0;
    for (int y = 0, i = 0; y < pixels.height(); y++) {
      for (int x = 0; x < pixels.width(); x++, i += 3) {
        if (isForeground(pixels.rgb(), i)) {
          rows[y]++;
          columns[x]++;
          foreground++;
        }
      }
    }
    long frame = (long) pixels.frameHeight() * pixels.frameWidth();
    if (foreground > (1 - CUT_OUT) * frame) {
      return new Box(
          pixels.frameHeight(),
          pixels.frameWidth(),
          0,
          0,
          pixels.frameHeight(),
          pixels.frameWidth());
    }
    int top = first(rows);
    int left = first(columns);
    if (top < 0 || left < 0) {
      return null;
    }
    return new Box(
        pixels.frameHeight(),
        pixels.frameWidth(),
        pixels.top() + top,
        pixels.left() + left,
        last(rows) + 1 - top,
        last(columns) + 1 - left);
  }

  static boolean isForeground(byte[] rgb, int i) {
    return (rgb[i] & 0xff) > BLACK || (rgb[i + 1] & 0xff) > BLACK || (rgb[i + 2] & 0xff) > BLACK;
  }

  private static int first(int[] counts) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] >= IN_BOX) {
        return i;
      }
    }
    return -1;
  }

  private static int last(int[] counts) {
    int last = counts.length - 1;
    while (counts[last] < IN_BOX) {
      last--;
    }
    return last;
  }

  /** The structure, row by row, in units of 1/32 of its root mean square; not to be changed. */
  byte[] structure() {
    return structure;
  }

  /** The structure in a sixteenth of the pixels, of length 1 as a vector; not to be changed. */
  float[] small() {
    return small;
  }

  PerceptualHash hash() {
    return hash;
  }

  Box box() {
    return box;
  }
}
