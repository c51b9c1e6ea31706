package org.allnet.data.image;

import java.awt.image.Raster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of a picture are like: the least and the greatest, and how bright its pixels are
 * apart from a few. A saturated pixel, a hot one or a scale bar decides the greatest sample, but no
 * quantile.
 */
final class SampleSurvey {

  /** So many pixels, evenly spread, are enough for a quantile. */
  private static final int MOST_PIXELS = 1 << 20;

  private final double least;
  private final double most;
  private final double blackFraction;
  private final boolean ofBytes;
  private final boolean scaledUp;
  private final double[] brightest;

  private SampleSurvey(
      double least,
      double most,
      double blackFraction,
      boolean ofBytes,
      boolean scaledUp,
      double[] brightest) {
    this.least = least;
    this.most = most;
    this.blackFraction = blackFraction;
    this.ofBytes = ofBytes;
    this.scaledUp = scaledUp;
    this.brightest = brightest;
  }

  /**
   * Looks at the colours of a raster.
   *
   * @param samples what to look at
   * @param opacity what colours may be multiplied by, null if there is none
   * @param significantBits how many bits of a sample are said to be significant, 0 if it isn't said
   */
  static SampleSurvey of(Samples samples, @Nullable Opacity opacity, int significantBits) {
    Raster raster = samples.raster();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    boolean bytes = samples.bits() == 16;
    boolean scaled = samples.bits() == 16 && significantBits > 0 && significantBits < 16;
    long pixels = (long) raster.getWidth() * raster.getHeight();
    long step = (pixels + MOST_PIXELS - 1) / MOST_PIXELS;
    double[] brightest = new double[(int) (pixels / step) + 1];
    int kept = 0;
    long seen = 0;
    long black = 0;
    long at = 0;
    double[] row = samples.newRow();
    for (int y = 0; y < raster.getHeight(); y++) {
      samples.read(y, row);
      if (opacity != null) {
        opacity.divideOut(row);
      }
      for (int i = 0; i < row.length; i += raster.getNumBands(), at++) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int band = 0; band < samples.colours(); band++) {
          double sample = row[i + band];
          least = Math.min(least, sample);
          most = Math.max(most, sample);
          highest = Math.max(highest, sample);
          bytes = bytes && isScaledUp(sample, Byte.SIZE);
          scaled = scaled && isScaledUp(sample, significantBits);
        }
        if (at % step == 0) {
          seen++;
          if (highest == 0 && !samples.inverted()) {
            black++;
          } else {
            brightest[kept++] = highest;
          }
        }
      }
    }
    double[] sorted = Arrays.copyOf(brightest, kept);
    Arrays.sort(sorted);
    return new SampleSurvey(
        least, most, seen == 0 ? 0 : (double) black / seen, bytes, bytes || scaled, sorted);
  }

  /** Whether a sample of 16 bits is one of fewer bits that is in the upper ones. */
  private static boolean isScaledUp(double sample, int bits) {
    long value = (long) sample;
    int rest = 16 - bits;
    long upper = value >> rest;
    long most = (1L << bits) - 1;
    return value == sample
        && (value == upper << rest
            || value == (upper << rest | upper >> Math.max(0, bits - rest))
            || value == Math.round(Math.round(sample * most / 65535) * 65535.0 / most));
  }

  /** {@return the least sample} */
  double least() {
    return least;
  }

  /** {@return the greatest sample, at least 0; NaN if any sample is no number} */
  double most() {
    return most;
  }

  /** {@return the proportion of pixels whose colours are all 0; 0 for inverted samples} */
  double blackFraction() {
    return blackFraction;
  }

  /** {@return whether all samples are bytes times 256 or 257} */
  boolean isOfBytes() {
    return ofBytes;
  }

  /** {@return whether all samples are of fewer bits and are in the upper ones} */
  boolean isScaledUp() {
    return scaledUp;
  }

  /**
   * Returns a quantile of the pixels' greatest colour samples, pixels without any light left out.
   *
   * @param proportion in [0,1]
   */
  double quantile(double proportion) {
    return brightest.length == 0 ? 0 : brightest[(int) (proportion * (brightest.length - 1))];
  }
}
