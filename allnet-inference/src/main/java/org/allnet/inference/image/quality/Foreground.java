package org.allnet.inference.image.quality;

import org.allnet.data.image.CellPixels;

/**
 * The pixels of an image that show something, by {@link ForegroundLevel}, and what of each pixel is
 * asked for more than once. An image of a whole field is all foreground but for what is black in
 * it. Arrays are not copied: treat them as read-only.
 *
 * @param image the decoded image
 * @param sums for each pixel of the image's window the sum of its channels, three times its grey
 *     level; {@link #OUTSIDE} if it shows nothing
 * @param redLessBlue for each pixel its red less its blue
 * @param atEnd for each pixel 1 if one of its channels is 0 or 255, else 0
 * @param area how many pixels show something
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Foreground(CellPixels image, short[] sums, short[] redLessBlue, byte[] atEnd, int area) {

  /** What is in place of a sum. */
  static final short OUTSIDE = -1;

  static final int CHANNELS = 3;

  private static final int FULL = 255;

  static Foreground of(CellPixels image) {
    byte[] rgb = image.rgb();
    int darkest = ForegroundLevel.of(image).darkest();
    short[] sums = new short[image.width() * image.height()];
    short[] redLessBlue = new short[sums.length];
    byte[] atEnd = new byte[sums.length];
    int area = 0;
    for (int i = 0; i < sums.length; i++) {
      int red = rgb[CHANNELS * i] & FULL;
      int green = rgb[CHANNELS * i + 1] & FULL;
      int blue = rgb[CHANNELS * i + 2] & FULL;
      int greatest = Math.max(red, Math.max(green, blue));
      boolean seen = greatest >= darkest;
      sums[i] = seen ? (short) (red + green + blue) : OUTSIDE;
      area += seen ? 1 : 0;
      redLessBlue[i] = (short) (red - blue);
      int least = Math.min(red, Math.min(green, blue));
      atEnd[i] = (byte) (least == 0 || greatest == FULL ? 1 : 0);
    }
    return new Foreground(image, sums, redLessBlue, atEnd, area);
  }
}
