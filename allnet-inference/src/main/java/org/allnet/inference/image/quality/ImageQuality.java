package org.allnet.inference.image.quality;

import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.decision.QualityMeasure;

/**
 * How good an image is, measured on its pixels as they are decoded, before any resizing. Only the
 * cell counts: pixels of which a channel is above {@value #BLACK}, so that a black frame and its
 * compression noise have no part. An image of a whole field is measured as a whole.
 *
 * <p>Grey levels are the mean of the three channels. The Laplacian of a pixel is the sum of its
 * four neighbours less four times itself; it is taken where all five belong to the cell, so that
 * the edge to a black frame does not count. Its mean square over the variance of the grey levels
 * does not change with contrast or brightness.
 *
 * @param focus mean square of the Laplacian over the variance of the grey levels, at least 0; 0 of
 *     an even image
 * @param exposure the fraction of the cell's pixels of which a channel is 0 or 255, in [0,1]
 * @param size the square root of the cell's fraction of the frame, in [0,1]
 * @param contrast the standard deviation of the grey levels, of 255
 */
public record ImageQuality(double focus, double exposure, double size, double contrast) {

  /** The highest level of a pixel of a black frame. */
  private static final int BLACK = 10;

  private static final int FULL = 255;
  private static final int CHANNELS = 3;

  /** What a grey level of a pixel outside the cell is. */
  private static final int OUTSIDE = -1;

  /**
   * Measures an image.
   *
   * @param image a decoded image
   * @return its quality; all 0 of an image without a cell
   */
  public static ImageQuality of(CellPixels image) {
    int width = image.width();
    int height = image.height();
    // The sum of the channels, three times the grey level.
    short[] sums = new short[width * height];
    long area = 0;
    long clipped = 0;
    long total = 0;
    long squares = 0;
    byte[] rgb = image.rgb();
    for (int i = 0; i < sums.length; i++) {
      int red = rgb[CHANNELS * i] & 0xff;
      int green = rgb[CHANNELS * i + 1] & 0xff;
      int blue = rgb[CHANNELS * i + 2] & 0xff;
      if (Math.max(red, Math.max(green, blue)) <= BLACK) {
        sums[i] = OUTSIDE;
        continue;
      }
      int sum = red + green + blue;
      sums[i] = (short) sum;
      area++;
      total += sum;
      squares += (long) sum * sum;
      boolean full = red == FULL || green == FULL || blue == FULL;
      clipped += full || red == 0 || green == 0 || blue == 0 ? 1 : 0;
    }
    if (area == 0) {
      return new ImageQuality(0, 0, 0, 0);
    }
    double mean = (double) total / area;
    double variance = Math.max(0, (double) squares / area - mean * mean);
    double frame = (double) image.frameHeight() * image.frameWidth();
    return new ImageQuality(
        variance == 0 ? 0 : laplacian(sums, width, height) / variance,
        (double) clipped / area,
        Math.sqrt(area / frame),
        Math.sqrt(variance) / CHANNELS);
  }

  /** The mean square of the Laplacian within the cell. */
  private static double laplacian(short[] sums, int width, int height) {
    long squares = 0;
    long count = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int at = y * width + 1; at < (y + 1) * width - 1; at++) {
        // Negative only if one of them is outside: the others are never negative.
        int outside = sums[at] | sums[at - 1] | sums[at + 1] | sums[at - width] | sums[at + width];
        if (outside >= 0) {
          long value =
              sums[at - 1] + sums[at + 1] + sums[at - width] + sums[at + width] - 4 * sums[at];
          squares += value * value;
          count++;
        }
      }
    }
    return count == 0 ? 0 : (double) squares / count;
  }

  /**
   * Returns one of the four.
   *
   * @param measure which
   */
  public double value(QualityMeasure measure) {
    return switch (measure) {
      case FOCUS -> focus;
      case EXPOSURE -> exposure;
      case SIZE -> size;
      case CONTRAST -> contrast;
    };
  }
}
