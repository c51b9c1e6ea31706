package org.allnet.inference.image.quality;

import org.allnet.data.image.CellPixels;

/**
 * The pixels of an image that show something, by {@link ForegroundLevel}. An image of a whole field
 * is all foreground but for what is black in it.
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

  static Foreground of(CellPixels image) {
    byte[] rgb = image.rgb();
    int darkest = ForegroundLevel.of(image).darkest();
    short[] sums = new short[image.width() * image.height()];
    int area = 0;
    for (int i = 0; i < sums.length; i++) {
      if (ForegroundLevel.of(rgb, i) < darkest) {
        sums[i] = OUTSIDE;
      } else {
        int at = CHANNELS * i;
        sums[i] = (short) ((rgb[at] & 0xff) + (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff));
        area++;
      }
    }
    return new Foreground(image, sums, area);
  }
}
