package org.allnet.inference.image.quality;

import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.decision.QualityMeasure;

/**
 * How good an image is, measured on its pixels as they are decoded, before any resizing. Only
 * pixels that show something count, so that a black frame and its compression noise have no part.
 * An image of a whole field is measured as a whole.
 *
 * <p>Grey levels are the mean of the three channels. The Laplacian of a pixel is the sum of its
 * four neighbours less four times itself; it is taken if all five belong to the cell, so that the
 * edge to a black frame does not count. Its mean square over the variance of the grey levels does
 * not change with contrast or brightness.
 *
 * @param frame the longer side of the frame in pixels
 * @param focus mean square of the Laplacian over the variance of the grey levels, at least 0; 0 of
 *     an even image
 * @param exposure the fraction of the cell's inner pixels of which a channel is 0 or 255, in [0,1];
 *     a pixel is inner if those {@value #EDGE} pixels from it along rows and columns are the cell's
 *     too, since an edge to black is clipped by resizing and compression
 * @param size the square root of the cell's fraction of the frame, in [0,1]
 * @param contrast the standard deviation of the grey levels, of 255
 */
public record ImageQuality(
    double frame, double focus, double exposure, double size, double contrast) {

  /** How far compression and resizing reach from an edge to black, in pixels. */
  private static final int EDGE = 3;

  private static final int CHANNELS = Foreground.CHANNELS;

  /**
   * Measures an image.
   *
   * @param image a decoded image
   * @return its quality; all but the frame 0 of an image that shows nothing
   */
  public static ImageQuality of(CellPixels image) {
    return of(Foreground.of(image));
  }

  static ImageQuality of(Foreground seen) {
    CellPixels image = seen.image();
    int longer = Math.max(image.frameHeight(), image.frameWidth());
    if (seen.area() == 0) {
      return new ImageQuality(longer, 0, 0, 0, 0);
    }
    long total = 0;
    long squares = 0;
    for (short sum : seen.sums()) {
      if (sum >= 0) {
        total += sum;
        squares += sum * sum;
      }
    }
    double mean = (double) total / seen.area();
    double variance = Math.max(0, (double) squares / seen.area() - mean * mean);
    double frame = (double) image.frameHeight() * image.frameWidth();
    return new ImageQuality(
        longer,
        variance == 0 ? 0 : laplacian(seen.sums(), image.width(), image.height()) / variance,
        clipped(seen),
        Math.sqrt(seen.area() / frame),
        Math.sqrt(variance) / CHANNELS);
  }

  /** The fraction of inner pixels of which a channel is at its end; 0 if no pixel is inner. */
  private static double clipped(Foreground seen) {
    int width = seen.image().width();
    short[] sums = seen.sums();
    byte[] atEnd = seen.atEnd();
    int inner = 0;
    int clipped = 0;
    for (int y = EDGE; y < seen.image().height() - EDGE; y++) {
      for (int i = y * width + EDGE; i < (y + 1) * width - EDGE; i++) {
        // Negative only if one of them is outside: the others are never negative.
        int outside =
            sums[i]
                | sums[i - EDGE]
                | sums[i + EDGE]
                | sums[i - EDGE * width]
                | sums[i + EDGE * width];
        if (outside >= 0) {
          inner++;
          clipped += atEnd[i];
        }
      }
    }
    return inner == 0 ? 0 : (double) clipped / inner;
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
          int value =
              sums[at - 1] + sums[at + 1] + sums[at - width] + sums[at + width] - 4 * sums[at];
          squares += value * value;
          count++;
        }
      }
    }
    return count == 0 ? 0 : (double) squares / count;
  }

  /**
   * Returns one of the measures.
   *
   * @param measure which
   */
  public double value(QualityMeasure measure) {
    return switch (measure) {
      case FRAME -> frame;
      case FOCUS -> focus;
      case EXPOSURE -> exposure;
      case SIZE -> size;
      case CONTRAST -> contrast;
    };
  }
}
