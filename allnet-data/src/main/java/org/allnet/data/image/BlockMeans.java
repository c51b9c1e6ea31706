package org.allnet.data.image;

/**
 * The means of one channel over square blocks of an image.
 *
 * @param columns blocks in a row
 * @param values 0 to 255, row by row
 */
record BlockMeans(int columns, double[] values) {

  /**
   * Takes the means.
   *
   * @param image the image; black around its window
   * @param side pixels along a block; those at the right and lower edge may be smaller
   * @param channel 0 for red, 1 for green, 2 for blue
   * @return the means
   */
  static BlockMeans of(CellPixels image, int side, int channel) {
    int columns = (image.frameWidth() + side - 1) / side;
    int rows = (image.frameHeight() + side - 1) / side;
    double[] values = new double[columns * rows];
    byte[] rgb = image.rgb();
    int right = image.left() + image.width();
    for (int y = 0; y < image.height(); y++) {
      int block = (image.top() + y) / side * columns + image.left() / side;
      int at = y * image.width() * 3 + channel;
      for (int x = image.left(); x < right; block++) {
        int sum = 0; // of whole numbers, so that it is exact
        for (int end = Math.min(right, (x / side + 1) * side); x < end; x++, at += 3) {
          sum += rgb[at] & 0xff;
        }
        values[block] += sum;
      }
    }
    for (int block = 0; block < values.length; block++) {
      int high = Math.min(side, image.frameHeight() - block / columns * side);
      int wide = Math.min(side, image.frameWidth() - block % columns * side);
      values[block] /= high * wide;
    }
    return new BlockMeans(columns, values);
  }

  /** {@return blocks in a column} */
  int rows() {
    return values.length / columns;
  }
}
