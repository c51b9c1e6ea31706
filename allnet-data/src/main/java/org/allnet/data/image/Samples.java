package org.allnet.data.image;

import java.awt.image.Raster;

/**
 * The samples of a picture as its file has them: unsigned, and not turned from white to black.
 *
 * @param raster what a reader handed over
 * @param colours how many of its bands are colours
 * @param bits the bits of a sample that is a whole number; 0 for floating-point numbers
 * @param inverted whether 0 is the brightest, as in ink and in TIFF's WhiteIsZero
 * @param turned whether the reader has turned the inverted samples already
 */
record Samples(Raster raster, int colours, int bits, boolean inverted, boolean turned) {

  /** {@return the greatest value that a whole number of so many bits can have} */
  double full() {
    return Math.pow(2, bits) - 1;
  }

  /** {@return room for a row of all bands} */
  double[] newRow() {
    return new double[raster.getWidth() * raster.getNumBands()];
  }

  /** Reads a row of all bands, pixel by pixel. */
  void read(int y, double[] row) {
    raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
    if (bits != Integer.SIZE && !turned) {
      return;
    }
    double full = full();
    for (int i = 0; i < row.length; i++) {
      // Java's whole numbers of 32 bits are signed.
      double sample = bits == Integer.SIZE && row[i] < 0 ? row[i] + full + 1 : row[i];
      row[i] = turned ? full - sample : sample;
    }
  }
}
