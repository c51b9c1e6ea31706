package org.allnet.data.image;

import java.awt.image.Raster;
import java.util.function.UnaryOperator;

/**
 * The opacity channel of a picture: its last band. Opacity is taken relative to the most opaque
 * pixel, so that a channel that is 0 everywhere, or one level everywhere, hides nothing.
 *
 * @param samples the picture's
 * @param range what it reaches, in the whole of what the picture is a part of
 */
record Opacity(Samples samples, OpacityRange range) {

  private static final int BANDS = 3;

  /**
   * Finds the opacity of a picture.
   *
   * @param multiplied whether the file says that colours are multiplied by it
   * @param whole makes of what the channel reaches what it reaches in the whole picture, of which
   *     this may be a part
   */
  static Opacity of(Samples samples, boolean multiplied, UnaryOperator<OpacityRange> whole) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double farthest = Double.NEGATIVE_INFINITY;
    double[] row = samples.newRow();
    int bands = samples.raster().getNumBands();
    for (int y = 0; y < samples.raster().getHeight(); y++) {
      samples.read(y, row);
      for (int i = 0; i < row.length; i += bands) {
        double opacity = Math.max(0, row[i + bands - 1]);
        least = Math.min(least, opacity);
        most = Math.max(most, opacity);
        for (int band = 0; band < samples.colours(); band++) {
          farthest = Math.max(farthest, row[i + band] - opacity);
        }
      }
    }
    return new Opacity(samples, whole.apply(new OpacityRange(least, most, farthest, multiplied)));
  }

  /**
   * Divides the colours of a row of samples by their opacity, so that they have their own light.
   * The result is in the samples' whole range, whatever part of it the file uses.
   */
  void divideOut(double[] row) {
    if (!range.isMultiplied()) {
      return;
    }
    int bands = samples.raster().getNumBands();
    double whole = samples.bits() > 0 ? samples.full() : 1;
    for (int i = 0; i < row.length; i += bands) {
      double opacity = row[i + bands - 1];
      for (int band = 0; opacity > 0 && band < samples.colours(); band++) {
        row[i + band] = Math.min(whole, row[i + band] * whole / opacity);
      }
    }
  }

  /** Lays a picture on black. */
  void layOnBlack(byte[] rgb) {
    if (range.isEven()) {
      return;
    }
    Raster raster = samples.raster();
    int bands = raster.getNumBands();
    double[] row = samples.newRow();
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      samples.read(y, row);
      for (int i = bands - 1; i < row.length; i += bands) {
        double fraction = Math.max(0, row[i]) / range.most();
        for (int channel = 0; channel < BANDS; channel++, at++) {
          rgb[at] = (byte) Math.round((rgb[at] & 0xFF) * fraction);
        }
      }
    }
  }
}
