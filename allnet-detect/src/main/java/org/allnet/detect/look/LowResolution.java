package org.allnet.detect.look;

import java.util.Arrays;
import org.allnet.detect.box.FieldPixels;

/**
 * A picture at a low resolution: the mean of each channel over blocks.
 *
 * @param width blocks across
 * @param height blocks down
 * @param red row by row, 0 to 255
 * @param green as red
 * @param blue as red
 */
record LowResolution(int width, int height, double[] red, double[] green, double[] blue) {

  private static final int BANDS = 3;

  /**
   * Takes the means.
   *
   * @param picture the picture
   * @param shorterSide blocks along its shorter side, unless it has fewer pixels
   */
  static LowResolution of(FieldPixels picture, int shorterSide) {
    double scale = Math.min(1, (double) shorterSide / Math.min(picture.width(), picture.height()));
    int width = Math.max(1, (int) Math.round(picture.width() * scale));
    int height = Math.max(1, (int) Math.round(picture.height() * scale));
    double[][] sums = new double[BANDS][width * height];
    int[] pixels = new int[width * height];
    byte[] rgb = picture.rgb();
    int at = 0;
    for (int y = 0; y < picture.height(); y++) {
      int row = Math.min(height - 1, (int) (y * scale)) * width;
      for (int x = 0; x < picture.width(); x++) {
        int block = row + Math.min(width - 1, (int) (x * scale));
        pixels[block]++;
        for (double[] band : sums) {
          band[block] += rgb[at++] & 0xFF;
        }
      }
    }
    for (double[] band : sums) {
      Arrays.setAll(band, block -> band[block] / Math.max(1, pixels[block]));
    }
    return new LowResolution(width, height, sums[0], sums[1], sums[2]);
  }

  /** {@return the value of a channel that a fraction of the blocks does not exceed} */
  static double quantile(double[] band, double fraction) {
    double[] sorted = band.clone();
    Arrays.sort(sorted);
    return sorted[(int) (fraction * (sorted.length - 1))];
  }

  /** {@return whether a block is at the picture's edge} */
  boolean isAtEdge(int block) {
    int x = block % width;
    int y = block / width;
    return x == 0 || y == 0 || x == width - 1 || y == height - 1;
  }

  /** {@return whether most of the rim is black, as around a cell that was cut out} */
  boolean isOnBlack(int black) {
    int rim = 0;
    int dark = 0;
    for (int block = 0; block < red.length; block++) {
      if (isAtEdge(block)) {
        rim++;
        dark += red[block] < black && green[block] < black && blue[block] < black ? 1 : 0;
      }
    }
    return 2 * dark > rim;
  }
}
