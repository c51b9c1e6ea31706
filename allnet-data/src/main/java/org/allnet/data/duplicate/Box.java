package org.allnet.data.duplicate;

import org.allnet.data.image.CellPixels;
import org.jspecify.annotations.Nullable;

/**
 * The part of a frame that is looked at: the box around all that is no background. So black around
 * a cell or a field counts for nothing, however much of it a frame has.
 *
 * @param frameHeight rows of the frame, in pixels
 * @param frameWidth columns of the frame
 * @param top first row of the box
 * @param left first column of the box
 * @param height rows of the box
 * @param width columns of the box
 * @param onBlack whether the ground within the box is black too, as it is around a cell that was
 *     cut out along its outline
 */
record Box(
    int frameHeight, int frameWidth, int top, int left, int height, int width, boolean onBlack) {

  /** A pixel with no channel above it is background: black, or what JPEG makes of black. */
  static final int BLACK = 24;

  /** A row or column belongs to the box if so many of its pixels are no background. */
  private static final int IN_BOX = 3;

  /** The ground is black if so much of the box's rim is. */
  private static final double BLACK_RIM = 0.1;

  /** The rim is so deep, in shorter sides of the box. */
  private static final int RIM = 64;

  /**
   * Returns the box of an image.
   *
   * @param pixels the image
   * @return the box; null if the image is black
   */
  static @Nullable Box of(CellPixels pixels) {
    int[] rows = new int[pixels.height()];
    int[] columns = new int[pixels.width()];
    for (int y = 0, i = 0; y < pixels.height(); y++) {
      for (int x = 0; x < pixels.width(); x++, i += 3) {
        if (isForeground(pixels.rgb(), i)) {
          rows[y]++;
          columns[x]++;
        }
      }
    }
    int top = first(rows);
    int left = first(columns);
    if (top < 0 || left < 0) {
      return null;
    }
    int height = last(rows) + 1 - top;
    int width = last(columns) + 1 - left;
    return new Box(
        pixels.frameHeight(),
        pixels.frameWidth(),
        pixels.top() + top,
        pixels.left() + left,
        height,
        width,
        blackRim(pixels, top, left, height, width) >= BLACK_RIM);
  }

  private static boolean isForeground(byte[] rgb, int i) {
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

  /** The fraction of black in the rim of a part of the window. */
  private static double blackRim(CellPixels pixels, int top, int left, int height, int width) {
    int deep = Math.max(1, Math.min(height, width) / RIM);
    int black = 0;
    int all = 0;
    for (int y = 0; y < height; y++) {
      boolean whole = y < deep || y >= height - deep;
      for (int x = 0; x < width; x++) {
        if (!whole && x == deep && width > 2 * deep) {
          x = width - deep;
        }
        int i = ((top + y) * pixels.width() + left + x) * 3;
        black += isForeground(pixels.rgb(), i) ? 0 : 1;
        all++;
      }
    }
    return (double) black / all;
  }

  /** How far the middle of the box lies below the frame's. */
  double fromMiddleDown() {
    return top + height / 2.0 - frameHeight / 2.0;
  }

  /** How far the middle of the box lies right of the frame's. */
  double fromMiddleAlong() {
    return left + width / 2.0 - frameWidth / 2.0;
  }
}
