package org.allnet.explain.picture;

/**
 * Colours of attributions: blue against the class, yellow for it, grey in between. People who can't
 * tell red from green see the difference. The ends are the blue of Okabe and Ito's palette and the
 * yellow of cividis (Nunez et al. 2018, doi 10.1371/journal.pone.0199239).
 */
public final class ColourScale {

  private static final int[] AGAINST = {0x00, 0x72, 0xb2};
  private static final int[] NEUTRAL = {0x7c, 0x7b, 0x78};
  private static final int[] IN_FAVOUR = {0xff, 0xea, 0x46};

  private static final double MOST_OPAQUE = 0.8;

  private ColourScale() {}

  /**
   * Returns the colour of an attribution.
   *
   * @param part the attribution as a part of the greatest, in [-1,1]
   * @return red, green and blue, 8 bits each
   */
  public static int colour(double part) {
    double from = Math.min(1, Math.abs(part));
    return mixed(NEUTRAL, part < 0 ? AGAINST : IN_FAVOUR, from);
  }

  /**
   * Returns what a pixel looks like below an attribution, which covers it the more the greater it
   * is.
   *
   * @param grey the pixel's brightness, 0 to 255
   * @param part the attribution as a part of the greatest, in [-1,1]
   * @return red, green and blue, 8 bits each
   */
  public static int over(int grey, double part) {
    int colour = colour(part);
    int[] end = {colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff};
    double opaque = MOST_OPAQUE * Math.sqrt(Math.min(1, Math.abs(part)));
    return mixed(new int[] {grey, grey, grey}, end, opaque);
  }

  private static int mixed(int[] from, int[] to, double part) {
    int rgb = 0;
    for (int channel = 0; channel < from.length; channel++) {
      rgb = rgb << 8 | (int) Math.round(from[channel] + part * (to[channel] - from[channel]));
    }
    return rgb;
  }
}
