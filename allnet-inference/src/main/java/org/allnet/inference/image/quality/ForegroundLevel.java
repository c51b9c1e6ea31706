package org.allnet.inference.image.quality;

import org.allnet.data.image.CellPixels;

/**
 * From which level on a pixel of an image shows something. A pixel of a black frame shows nothing,
 * nor does what JPEG's ringing or a blurred edge leave on it: it is darker than a quarter of the
 * median of all pixels of which a channel is above {@value #BLACK}. A pixel's level is its greatest
 * channel.
 *
 * @param darkest the lowest level of a pixel that shows something, in [11,255]
 * @param area how many pixels of the image show something
 */
public record ForegroundLevel(int darkest, int area) {

  /** The highest level of a pixel of a black frame that was not compressed. */
  private static final int BLACK = 10;

  /** A nucleus is not this much darker than its cell, and ringing is. */
  private static final int DARKER = 4;

  private static final int LEVELS = 256;

  /** A level as a part of the highest one, so that rounding can't put a pixel below its own. */
  private static final float ROUNDING = 0.5f;

  /**
   * Measures an image.
   *
   * @param image any image
   * @return from which level on its pixels show something; an area of 0 if none does
   */
  public static ForegroundLevel of(CellPixels image) {
    byte[] rgb = image.rgb();
    int[] counts = new int[LEVELS];
    for (int i = 0; i < image.width() * image.height(); i++) {
      counts[of(rgb, i)]++;
    }
    int darkest = Math.max(BLACK + 1, median(counts) / DARKER);
    int area = 0;
    for (int level = darkest; level < LEVELS; level++) {
      area += counts[level];
    }
    return new ForegroundLevel(darkest, area);
  }

  /** The level of a pixel by its number. */
  static int of(byte[] rgb, int pixel) {
    int at = Foreground.CHANNELS * pixel;
    return Math.max(rgb[at] & 0xff, Math.max(rgb[at + 1] & 0xff, rgb[at + 2] & 0xff));
  }

  /** {@return the darkest level for values in [0,1], half a level below it} */
  public float ofOne() {
    return (darkest - ROUNDING) / (LEVELS - 1);
  }

  /**
   * Returns which pixels show something.
   *
   * @param image the image that was measured
   * @return (height, width) of the image's window, row by row
   */
  public boolean[] shown(CellPixels image) {
    boolean[] shown = new boolean[image.width() * image.height()];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = of(image.rgb(), i) >= darkest;
    }
    return shown;
  }

  /** The median level of the pixels that are not black; 0 if all are. */
  private static int median(int[] counts) {
    long all = 0;
    for (int level = BLACK + 1; level < LEVELS; level++) {
      all += counts[level];
    }
    long below = 0;
    for (int level = BLACK + 1; level < LEVELS; level++) {
      below += counts[level];
      if (2 * below >= all && all > 0) {
        return level;
      }
    }
    return 0;
  }
}
