package org.allnet.inference.image.quality;

import java.util.Arrays;

/**
 * What an image looks like, in {@value #SIZE} numbers that no network is asked for. A network keeps
 * of an image what tells its classes apart. These numbers are there whatever it has learned.
 *
 * <p>They are, in this order:
 *
 * <ul>
 *   <li>0: the fraction of pixels that are not brighter than the mean;
 *   <li>1 to 3 and 4 to 6: the mean red, green and blue of these pixels, and of the others;
 *   <li>7 to 9: the standard deviations of red, green and blue;
 *   <li>10 to 12: the correlations of red and green, green and blue, blue and red;
 *   <li>13 to 16: how much grey levels change over 1, 2, 4 and 8 pixels, along rows and columns:
 *       the common logarithm of the mean square difference over twice the variance;
 *   <li>17 to 20: the same of red less blue;
 *   <li>21: the common logarithm of the square root of the area in pixels.
 * </ul>
 *
 * <p>Only pixels that show something count; of more than some ten thousand of them those on a grid.
 * Levels are in [0,1]. Every number is finite.
 */
final class CellAppearance {

  /** How many numbers there are. */
  static final int SIZE = 22;

  private static final int DEVIATIONS = 7;
  private static final int CORRELATIONS = 10;
  private static final int GREY_STEPS = 13;
  private static final int COLOUR_STEPS = 17;
  private static final int SIDE = 21;

  /** A level of 255 or so, of every number but the last. */
  private static final double LEVEL = 0.005;

  /** A tenth of the side: fields that are cropped a little are the same fields. */
  private static final double TENTH = Math.log10(1.1);

  private static final int[] DISTANCES = {1, 2, 4, 8};
  private static final double MOST_PIXELS = 10_000;
  private static final int CHANNELS = Foreground.CHANNELS;
  private static final double FULL = 255;

  /** In squared levels: what rounding to whole levels leaves of a difference. */
  private static final double ROUNDING = 1.0 / 12;

  private final short[] sums;
  private final short[] redLessBlue;
  private final byte[] rgb;
  private final int width;
  private final int height;
  private final int grid;
  private final double[] values = new double[SIZE];

  private CellAppearance(Foreground seen) {
    this.sums = seen.sums();
    this.redLessBlue = seen.redLessBlue();
    this.rgb = seen.image().rgb();
    this.width = seen.image().width();
    this.height = seen.image().height();
    this.grid = (int) Math.max(1, Math.round(Math.sqrt(seen.area() / MOST_PIXELS)));
  }

  /**
   * Measures an image.
   *
   * @param seen what shows something of it
   * @return the numbers; all 0 if nothing shows anything
   */
  static double[] of(Foreground seen) {
    CellAppearance found = new CellAppearance(seen);
    Moments all = found.moments(Integer.MAX_VALUE);
    if (all.count > 0) {
      found.colours(all);
      found.values[SIDE] = Math.log10(seen.area()) / 2;
    }
    return found.values;
  }

  /** {@return for each number a difference that says nothing} */
  static double[] tolerance() {
    double[] tolerance = new double[SIZE];
    Arrays.fill(tolerance, LEVEL);
    tolerance[SIDE] = TENTH;
    return tolerance;
  }

  /**
   * Sums over pixels.
   *
   * @param count how many pixels
   * @param total of each channel
   * @param squares of each channel's square
   * @param products of each channel's product with the next
   */
  @SuppressWarnings("ArrayRecordComponent") // local, never compared
  private record Moments(long count, long[] total, long[] squares, long[] products) {

    private double mean(int channel) {
      return (double) total[channel] / count;
    }

    private double variance(int channel) {
      return Math.max(0, (double) squares[channel] / count - mean(channel) * mean(channel));
    }

    /** With the next channel. */
    private double covariance(int channel) {
      return (double) products[channel] / count - mean(channel) * mean(next(channel));
    }
  }

  private static int next(int channel) {
    return (channel + 1) % CHANNELS;
  }

  /** Of the pixels on the grid whose channels sum to a number at most. */
  private Moments moments(double most) {
    long count = 0;
    long reds = 0;
    long greens = 0;
    long blues = 0;
    long redSquares = 0;
    long greenSquares = 0;
    long blueSquares = 0;
    long redGreen = 0;
    long greenBlue = 0;
    long blueRed = 0;
    for (int y = 0; y < height; y += grid) {
      for (int i = y * width; i < (y + 1) * width; i += grid) {
        if (sums[i] >= 0 && sums[i] <= most) {
          int red = rgb[CHANNELS * i] & 0xff;
          int green = rgb[CHANNELS * i + 1] & 0xff;
          int blue = rgb[CHANNELS * i + 2] & 0xff;
          count++;
          reds += red;
          greens += green;
          blues += blue;
          redSquares += red * red;
          greenSquares += green * green;
          blueSquares += blue * blue;
          redGreen += red * green;
          greenBlue += green * blue;
          blueRed += blue * red;
        }
      }
    }
    return new Moments(
        count,
        new long[] {reds, greens, blues},
        new long[] {redSquares, greenSquares, blueSquares},
        new long[] {redGreen, greenBlue, blueRed});
  }

  private void colours(Moments all) {
    Moments dark = moments(all.mean(0) + all.mean(1) + all.mean(2));
    long light = all.count - dark.count;
    double grey = 0;
    for (int c = 0; c < CHANNELS; c++) {
      values[1 + c] = dark.count == 0 ? all.mean(c) / FULL : dark.mean(c) / FULL;
      values[1 + CHANNELS + c] =
          light == 0 ? values[1 + c] : (double) (all.total[c] - dark.total[c]) / light / FULL;
      values[DEVIATIONS + c] = Math.sqrt(all.variance(c)) / FULL;
      values[CORRELATIONS + c] =
          all.covariance(c)
              / Math.sqrt((all.variance(c) + ROUNDING) * (all.variance(next(c)) + ROUNDING));
      grey += all.variance(c) + 2 * all.covariance(c);
    }
    values[0] = (double) dark.count / all.count;
    double colour = all.variance(0) + all.variance(2) - 2 * all.covariance(2);
    for (int d = 0; d < DISTANCES.length; d++) {
      steps(d, Math.max(0, grey), Math.max(0, colour));
    }
  }

  /** Differences of pixels on the grid to those some pixels right of them and below them. */
  private void steps(int d, double grey, double colour) {
    int far = DISTANCES[d];
    long pairs = 0;
    long greySquares = 0;
    long colourSquares = 0;
    for (int y = 0; y < height; y += grid) {
      int end = (y + 1) * width;
      for (int i = y * width; i < end; i += grid) {
        int own = sums[i];
        if (own < 0) {
          continue;
        }
        int ownColour = redLessBlue[i];
        int right = i + far;
        if (right < end && sums[right] >= 0) {
          int step = sums[right] - own;
          int other = redLessBlue[right] - ownColour;
          greySquares += step * step;
          colourSquares += other * other;
          pairs++;
        }
        int below = i + far * width;
        if (below < sums.length && sums[below] >= 0) {
          int step = sums[below] - own;
          int other = redLessBlue[below] - ownColour;
          greySquares += step * step;
          colourSquares += other * other;
          pairs++;
        }
      }
    }
    values[GREY_STEPS + d] = relative(greySquares, pairs, grey);
    values[COLOUR_STEPS + d] = relative(colourSquares, pairs, colour);
  }

  private static double relative(long squares, long pairs, double variance) {
    return pairs == 0
        ? 0
        : Math.log10(((double) squares / pairs + ROUNDING) / (2 * variance + ROUNDING));
  }
}
