package org.allnet.data.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import org.allnet.data.InputException;

/**
 * From which value to which the samples of a picture run, so that black and white are right.
 *
 * @param maximum the value of white; black is 0
 */
record SampleRange(double maximum) {

  private static final double BYTE = 255;

  /** A float picture from 0 to 1 is hardly darker than this, and one to 255 than that. */
  private static final double LEAST_OF_ONE = 0.25;

  private static final double LEAST_OF_BYTES = 16;

  /** How far rounding may lead beyond the range. */
  private static final double BEYOND = 0.02;

  /**
   * Finds the range.
   *
   * @param raster the samples
   * @param colours how many of its bands are colours
   * @param bits the bits that a sample is stored in, if it is a whole number
   * @param said the greatest value that a sample can have as the file says it; 0 if it doesn't
   * @param name what to call the file in messages
   * @throws InputException if the brightness can't be known; says what the samples are like
   */
  static SampleRange of(Raster raster, int colours, int bits, double said, String name) {
    int type = raster.getDataBuffer().getDataType();
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      return ofReal(Extremes.of(raster, colours, 0), said, name);
    }
    double full = Math.pow(2, bits) - 1;
    if (bits <= 8) {
      return new SampleRange(full);
    }
    Extremes found = Extremes.of(raster, colours, bits);
    double most = found.most();
    if (most > full / 2 || most == 0 || found.bytes()) {
      return new SampleRange(full);
    }
    if (said >= most && said < full) {
      return new SampleRange(Math.pow(2, usedBits(said)) - 1);
    }
    throw new InputException(
        "%s: uses %d of its %d bits (the greatest value is %.0f) and doesn't say what is white, so that its brightness is unknown; export it as 8-bit RGB"
            .formatted(name, usedBits(most), bits, most));
  }

  private static int usedBits(double value) {
    return 64 - Long.numberOfLeadingZeros((long) value);
  }

  private static SampleRange ofReal(Extremes found, double said, String name) {
    double most = found.most();
    if (Double.isNaN(most)) {
      throw new InputException(
          name + ": has samples that are no numbers (NaN); export it as 8-bit RGB");
    }
    double white;
    if (said > 0 && most <= said * (1 + BEYOND)) {
      white = said;
    } else if (most <= 1 + BEYOND && (most >= LEAST_OF_ONE || most == 0)) {
      white = 1;
    } else if (most <= BYTE * (1 + BEYOND) && most >= LEAST_OF_BYTES) {
      white = BYTE;
    } else {
      white = -1;
    }
    if (white < 0 || found.least() < -BEYOND * white) {
      throw new InputException(
          "%s: has floating-point samples from %.4g to %.4g; only 0 to 1 and 0 to 255 are known, so export it as 8-bit RGB"
              .formatted(name, found.least(), most));
    }
    return new SampleRange(white);
  }

  /** {@return a sample as a level from 0 to 255} */
  int level(double sample) {
    return (int) Math.max(0, Math.min(BYTE, Math.round(sample * BYTE / maximum)));
  }

  /**
   * The least and greatest sample.
   *
   * @param most NaN if any sample is
   * @param bytes whether all samples are bytes in the upper half, once or twice
   */
  private record Extremes(double least, double most, boolean bytes) {

    static Extremes of(Raster raster, int colours, int bits) {
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      boolean bytes = bits == 16;
      int bands = raster.getNumBands();
      double[] row = new double[raster.getWidth() * bands];
      for (int y = 0; y < raster.getHeight(); y++) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
        for (int i = 0; i < row.length; i += bands) {
          for (int band = 0; band < colours; band++) {
            double sample = unsigned(row[i + band], bits);
            least = Math.min(least, sample);
            most = Math.max(most, sample);
            bytes = bytes && (sample % 257 == 0 || sample % 256 == 0);
          }
        }
      }
      return new Extremes(least, most, bytes);
    }
  }

  /** Java's whole numbers of 32 bits are signed; {@code bits} is 0 for other numbers. */
  static double unsigned(double sample, int bits) {
    return bits == 32 && sample < 0 ? sample + 4294967296.0 : sample;
  }
}
