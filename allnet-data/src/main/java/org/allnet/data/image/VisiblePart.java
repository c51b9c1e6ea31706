package org.allnet.data.image;

/**
 * How much of an image there is to see: the proportion of its pixels that differ from an evenly lit
 * ground. The ground is the quadratic surface that fits each channel best, so that a plain colour,
 * a gradient and the darker corners of an empty field count as ground. A pixel differs if it and
 * the mean of the block around it are both more than {@value #LEAST_STEP} grey levels away from the
 * ground in one channel; noise does not survive the mean.
 *
 * <p>The least part is {@value #LEAST}: a disc of 23 pixels across in a frame of 450 x 450. On
 * 1,141 real images (cells cut out on black, single cells, whole fields) the lowest value measured
 * was 0.50, so that no image of a cell is near it; compression noise on one colour, a speck or a
 * small rest on black are below.
 *
 * @param fraction the proportion in [0,1]
 */
public record VisiblePart(double fraction) {

  /** An image of which less than this is visible shows nothing. */
  public static final double LEAST = 0.002;

  /** Grey levels, of 255, by which a pixel has to differ. */
  static final double LEAST_STEP = 8;

  /** Blocks along the longer side, at most. */
  private static final int BLOCKS = 64;

  /** Pixels along a block, at least: fewer would not take the noise out. */
  private static final int LEAST_BLOCK = 3;

  private static final int CHANNELS = 3;

  /** {@return whether there is something to see} */
  public boolean isEnough() {
    return fraction >= LEAST;
  }

  /**
   * Returns which proportion of the visible pixels a proportion of others is. On an even ground of
   * another colour than black a small cell is a small part of all pixels, and may be kept as a
   * whole.
   *
   * @param kept a proportion of some pixels, those that are not the black ground, in [0,1]
   * @param of how many these are
   * @param image the image that was measured, of which something is visible
   * @return a proportion in [0,1]
   */
  public double proportion(double kept, int of, CellPixels image) {
    double visible = fraction * image.frameHeight() * image.frameWidth();
    return Math.min(1, kept * Math.max(1, of / visible));
  }

  /**
   * Measures an image, with the black around its window.
   *
   * @param image any image
   * @return what is visible of it; nothing of an image without pixels
   */
  public static VisiblePart of(CellPixels image) {
    long pixels = (long) image.frameHeight() * image.frameWidth();
    if (pixels == 0 || image.rgb().length == 0) {
      return new VisiblePart(0);
    }
    int side =
        Math.max(
            LEAST_BLOCK, (Math.max(image.frameHeight(), image.frameWidth()) + BLOCKS - 1) / BLOCKS);
    GroundSurface[] grounds = new GroundSurface[CHANNELS];
    boolean[][] differs = new boolean[CHANNELS][];
    for (int channel = 0; channel < CHANNELS; channel++) {
      BlockMeans means = BlockMeans.of(image, side, channel);
      grounds[channel] = GroundSurface.of(means);
      differs[channel] = new boolean[means.values().length];
      for (int block = 0; block < differs[channel].length; block++) {
        double ground = grounds[channel].at(block);
        differs[channel][block] = Math.abs(means.values()[block] - ground) > LEAST_STEP;
      }
    }
    return new VisiblePart((double) differing(image, side, grounds, differs) / pixels);
  }

  /** Looks only into blocks that differ: of a pixel elsewhere it would not matter. */
  private static long differing(
      CellPixels image, int side, GroundSurface[] grounds, boolean[][] differs) {
    long count = 0;
    int columns = (image.frameWidth() + side - 1) / side;
    int[] dark = new int[CHANNELS];
    int[] bright = new int[CHANNELS];
    for (int block = 0; block < differs[0].length; block++) {
      boolean any = false;
      for (int channel = 0; channel < CHANNELS; channel++) {
        boolean looked = differs[channel][block];
        double ground = grounds[channel].at(block);
        dark[channel] = looked ? darkest(ground) : -1;
        bright[channel] = looked ? brightest(ground) : 256;
        any |= looked;
      }
      if (any) {
        count +=
            differing(image, side, block / columns * side, block % columns * side, dark, bright);
      }
    }
    return count;
  }

  /** The greatest value that is dark enough to differ from the ground; -1 if there is none. */
  private static int darkest(double ground) {
    int value = (int) Math.max(-1, Math.min(255, Math.ceil(ground - LEAST_STEP)));
    while (value >= 0 && !(ground - value > LEAST_STEP)) {
      value--;
    }
    return value;
  }

  /** The least value that is bright enough to differ from the ground; 256 if there is none. */
  private static int brightest(double ground) {
    int value = (int) Math.max(0, Math.min(256, Math.floor(ground + LEAST_STEP)));
    while (value <= 255 && !(value - ground > LEAST_STEP)) {
      value++;
    }
    return value;
  }

  /** Counts the pixels of a block with a value up to {@code dark}, or from {@code bright} on. */
  private static long differing(
      CellPixels image, int side, int top, int left, int[] dark, int[] bright) {
    int bottom = Math.min(image.frameHeight(), top + side);
    int right = Math.min(image.frameWidth(), left + side);
    int first = Math.max(left, image.left());
    int end = Math.max(first, Math.min(right, image.left() + image.width()));
    byte[] rgb = image.rgb();
    long inside = 0;
    long count = 0;
    for (int y = Math.max(top, image.top());
        y < Math.min(bottom, image.top() + image.height());
        y++) {
      int at = ((y - image.top()) * image.width() + first - image.left()) * CHANNELS;
      for (int x = first; x < end; x++, at += CHANNELS) {
        int red = rgb[at] & 0xff;
        int green = rgb[at + 1] & 0xff;
        int blue = rgb[at + 2] & 0xff;
        if (red <= dark[0]
            || red >= bright[0]
            || green <= dark[1]
            || green >= bright[1]
            || blue <= dark[2]
            || blue >= bright[2]) {
          count++;
        }
      }
      inside += end - first;
    }
    // Around its window an image is black.
    boolean black = dark[0] >= 0 || dark[1] >= 0 || dark[2] >= 0;
    boolean alsoBlack = bright[0] <= 0 || bright[1] <= 0 || bright[2] <= 0;
    return black || alsoBlack ? count + (long) (bottom - top) * (right - left) - inside : count;
  }
}
