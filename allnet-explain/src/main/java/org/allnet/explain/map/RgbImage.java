package org.allnet.explain.map;

import org.allnet.data.image.CellPixels;

/**
 * A colour image as a model's user sees it. Immutable and thread-safe.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param rgb (height, width, 3) row by row, red, green and blue in [0,1]. Not copied: treat it as
 *     read-only
 */
public record RgbImage(int height, int width, float[] rgb) {

  /**
   * Checks that there are as many values as pixels and channels.
   *
   * @throws IllegalArgumentException if there are not
   */
  public RgbImage {
    if (height < 1 || width < 1 || rgb.length != 3L * height * width) {
      throw new IllegalArgumentException(
          "an image of %d x %d of %d values".formatted(height, width, rgb.length));
    }
  }

  /**
   * Returns the whole frame of a decoded image.
   *
   * @param cell the image
   * @return its pixels divided by 255, black outside its window
   */
  public static RgbImage of(CellPixels cell) {
    float[] rgb = new float[3 * cell.frameHeight() * cell.frameWidth()];
    for (int row = 0; row < cell.height(); row++) {
      int to = ((cell.top() + row) * cell.frameWidth() + cell.left()) * 3;
      int from = row * cell.width() * 3;
      for (int i = 0; i < cell.width() * 3; i++) {
        rgb[to + i] = (cell.rgb()[from + i] & 0xff) / 255f;
      }
    }
    return new RgbImage(cell.frameHeight(), cell.frameWidth(), rgb);
  }

  /** {@return for each pixel, row by row, whether it is not black: the cell, if it is cut out} */
  public boolean[] foreground() {
    boolean[] foreground = new boolean[height * width];
    for (int i = 0; i < foreground.length; i++) {
      foreground[i] = rgb[3 * i] > 0 || rgb[3 * i + 1] > 0 || rgb[3 * i + 2] > 0;
    }
    return foreground;
  }
}
