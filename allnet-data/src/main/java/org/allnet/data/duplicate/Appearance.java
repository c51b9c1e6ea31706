package org.allnet.data.duplicate;

import org.allnet.data.image.CellPixels;
import org.jspecify.annotations.Nullable;

/**
 * What an image looks like, small enough to keep of every image of a data set: its structure in a
 * square of 64 pixels a side, without what is even and without brightness and contrast. Black
 * around a cell counts for nothing, nor does another colour that it was cut out on. Immutable; some
 * five kilobytes.
 */
public final class Appearance {

  /** Pixels of a side of the square. */
  static final int SIDE = 64;

  /** The value of a pixel that is background. */
  static final byte BACKGROUND = Byte.MIN_VALUE;

  private static final int LEAST_PIXELS = 24;

  /** Structure below so many grey levels (root mean square) identifies nothing. */
  private static final double LEAST_STRUCTURE = 2;

  private static final double FINE = 0.7;
  private static final double COARSE = 5;

  /** Sides of the blocks that the spread of the structure is told by. */
  private static final int BLOCK = 8;

  /** Units of a stored pixel in one root mean square of the structure. */
  private static final double UNIT = 32;

  private final byte[] structure;
  private final PerceptualHash hash;
  private final float[] small;
  private final Box box;
  private final double spread;

  private Appearance(byte[] structure, PerceptualHash hash, Box box) {
    this.structure = structure;
    this.hash = hash;
    this.small = Alignment.small(structure);
    this.box = box;
    this.spread = spread(structure);
  }

  /**
   * Returns what an image looks like.
   *
   * @param image the image
   * @return its appearance; null if it is black, even, or fewer than 24 pixels high or wide, and so
   *     can't be told from others
   */
  public static @Nullable Appearance of(CellPixels image) {
    Box whole = Box.of(image);
    CellPixels pixels = whole == null ? image : Ground.madeBlack(image, whole);
    Box box = pixels == image ? whole : Box.of(pixels);
    if (box == null || Math.min(box.height(), box.width()) < LEAST_PIXELS) {
      return null;
    }
    Square square = Square.of(pixels, box, SIDE, Box.BLACK);
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
    return new Appearance(stored, PerceptualHash.of(square, !box.onBlack()), box);
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

  /**
   * The fraction of the square over which the structure is spread, 0 to 1: the inverse
   * participation ratio of its squares, summed in 64 blocks. Small for one dark cell on a pale
   * ground, near 1 for a field.
   */
  double spread() {
    return spread;
  }

  private static double spread(byte[] structure) {
    int across = SIDE / BLOCK;
    double[] blocks = new double[across * across];
    for (int y = 0, i = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++, i++) {
        if (structure[i] != BACKGROUND) {
          blocks[y / BLOCK * across + x / BLOCK] += structure[i] * structure[i];
        }
      }
    }
    double sum = 0;
    double squares = 0;
    for (double block : blocks) {
      sum += block;
      squares += block * block;
    }
    return sum * sum / (blocks.length * squares);
  }
}
