package org.allnet.inference.image.quality;

import org.allnet.data.image.CellPixels;

/**
 * The pixels of an image that show something. A pixel of a black frame shows nothing, nor does what
 * JPEG's ringing or a blurred edge leave on it: it is darker than a quarter of the median of all
 * pixels of which a channel is above {@value #BLACK}. An image of a whole field is all foreground
 * but for what is black in it. A pixel's level is its greatest channel.
 *
 * @param image the decoded image
 * @param sums for each pixel of the image's window the sum of its channels, three times its grey
 *     level; {@link #OUTSIDE} if it shows nothing. Not copied: treat it as read-only
 * @param area how many pixels show something
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Foreground(CellPixels image, short[] sums, int area) {

  /** What stands in place of a sum. */
  static final short OUTSIDE = -1;

  static final int CHANNELS = 3;

  /** The highest level of a pixel of a black frame that was not compressed. */
  private static final int BLACK = 10;

  /** A nucleus is not this much darker than its cell, and ringing is. */
  private static final int DARKER = 4;

  private static final int LEVELS = 256;

  static Foreground of(CellPixels image) {
    byte[] rgb = image.rgb();
    int pixels = image.width() * image.height();
    byte[] greatest = new byte[pixels];
    int[] counts = new int[LEVELS];
    for (int i = 0; i < pixels; i++) {
      int at = CHANNELS * i;
      int level = Math.max(rgb[at] & 0xff, Math.max(rgb[at + 1] & 0xff, rgb[at + 2] & 0xff));
      greatest[i] = (byte) level;
      counts[level]++;
    }
    int darkest = Math.max(BLACK + 1, median(counts) / DARKER);
    short[] sums = new short[pixels];
    int area = 0;
    for (int i = 0; i < pixels; i++) {
      if ((greatest[i] & 0xff) < darkest) {
        sums[i] = OUTSIDE;
      } else {
        int at = CHANNELS * i;
        sums[i] = (short) ((rgb[at] & 0xff) + (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff));
        area++;
      }
    }
    return new Foreground(image, sums, area);
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
