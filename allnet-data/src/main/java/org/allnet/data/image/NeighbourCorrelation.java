package org.allnet.data.image;

import java.util.Arrays;

/** How much neighbouring pixels of an image have in common. */
final class NeighbourCorrelation {

  private NeighbourCorrelation() {}

  /**
   * Returns the correlation of the brightness of pixels that lie side by side, or of those that lie
   * one below the other, whichever is greater.
   *
   * @param image an image of at least 2 x 2 pixels, with the black around its window
   * @return a number from -1 to 1; 1 if all pixels are alike
   */
  static double of(CellPixels image) {
    double pixels = (double) image.frameHeight() * image.frameWidth();
    long sum = 0;
    for (byte value : image.rgb()) {
      sum += value & 0xFF;
    }
    double mean = sum / pixels;
    double squares = 0;
    double across = 0;
    double down = 0;
    double[] row = new double[image.frameWidth()];
    double[] above = new double[image.frameWidth()];
    for (int y = 0; y < image.frameHeight(); y++) {
      read(image, y, mean, row);
      double before = 0;
      for (int x = 0; x < row.length; x++) {
        double value = row[x];
        squares += value * value;
        across += value * before;
        down += value * above[x]; // above the first row there are zeros
        before = value;
      }
      double[] done = above;
      above = row;
      row = done;
    }
    if (squares == 0) {
      return 1;
    }
    double variance = squares / pixels;
    double pairsAcross = pixels - image.frameHeight();
    double pairsDown = pixels - image.frameWidth();
    return Math.max(across / pairsAcross, down / pairsDown) / variance;
  }

  private static void read(CellPixels image, int y, double mean, double[] row) {
    Arrays.fill(row, -mean);
    int from = y - image.top();
    if (from < 0 || from >= image.height()) {
      return;
    }
    int at = from * image.width() * 3;
    for (int x = 0; x < image.width(); x++, at += 3) {
      row[image.left() + x] +=
          (image.rgb()[at] & 0xFF) + (image.rgb()[at + 1] & 0xFF) + (image.rgb()[at + 2] & 0xFF);
    }
  }
}
