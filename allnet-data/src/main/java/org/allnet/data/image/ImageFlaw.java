package org.allnet.data.image;

import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;

/** Why no cell can be seen in an image, whatever looks at it. */
public sealed interface ImageFlaw
    permits ImageFlaw.Even, ImageFlaw.TooSmall, ImageFlaw.TooLong, ImageFlaw.Mask, ImageFlaw.Noise {

  /** {@return the reason for a reader, part of a sentence that begins with the image} */
  String reason();

  /**
   * {@return a word for programs: {@code even}, {@code small}, {@code long}, {@code mask} or {@code
   * noise}}
   */
  String key();

  /**
   * Looks for a flaw.
   *
   * @param image any image
   * @return the first that is found; empty if there is something to see
   */
  static Optional<ImageFlaw> of(CellPixels image) {
    return of(image, VisiblePart.of(image));
  }

  /**
   * Looks for a flaw of an image of which it is known how much is visible.
   *
   * @param image any image
   * @param visible what is visible of it
   * @return the first flaw that is found; empty if there is something to see
   */
  static Optional<ImageFlaw> of(CellPixels image, VisiblePart visible) {
    int height = image.frameHeight();
    int width = image.frameWidth();
    if (!visible.isEnough()) {
      return Optional.of(new Even(visible));
    }
    if (Math.min(height, width) < TooSmall.LEAST_SIDE) {
      return Optional.of(new TooSmall(height, width));
    }
    if (Math.max(height, width) > TooLong.MOST_TIMES * Math.min(height, width)) {
      return Optional.of(new TooLong(height, width));
    }
    if (Mask.isOne(image)) {
      return Optional.of(new Mask(Mask.levels(image)));
    }
    double likeness = NeighbourCorrelation.of(image);
    return likeness < Noise.LEAST ? Optional.of(new Noise(likeness)) : Optional.empty();
  }

  /**
   * The image is blank, of one colour, or as good as.
   *
   * @param visible how much of it differs from an even ground
   */
  record Even(VisiblePart visible) implements ImageFlaw {

    @Override
    public String reason() {
      return String.format(
          Locale.ROOT,
          "nothing to see: %.2f %% of its pixels differ from an even ground, and a cell needs %.1f %%",
          100 * visible.fraction(),
          100 * VisiblePart.LEAST);
    }

    @Override
    public String key() {
      return "even";
    }
  }

  /**
   * The image has too few pixels for a cell.
   *
   * @param height pixels down
   * @param width pixels across
   */
  record TooSmall(int height, int width) implements ImageFlaw {

    /** Pixels on each side of an image of a cell, at least. */
    public static final int LEAST_SIDE = 8;

    @Override
    public String reason() {
      return "nothing to see: it has %d x %d pixels, and a cell needs %d on each side"
          .formatted(width, height, LEAST_SIDE);
    }

    @Override
    public String key() {
      return "small";
    }
  }

  /**
   * The image is a strip; of cells and fields the longer side is at most twice the shorter.
   *
   * @param height pixels down
   * @param width pixels across
   */
  record TooLong(int height, int width) implements ImageFlaw {

    /** How many times the shorter side the longer one may be. */
    public static final int MOST_TIMES = 5;

    @Override
    public String reason() {
      return "nothing to see: it has %d x %d pixels, and no image of a cell is more than %d times as long as it is wide"
          .formatted(width, height, MOST_TIMES);
    }

    @Override
    public String key() {
      return "long";
    }
  }

  /**
   * The image has so few grey levels that it says where something is and shows nothing, as a mask.
   *
   * @param levels how many it has, black apart
   */
  record Mask(int levels) implements ImageFlaw {

    /**
     * Levels that a mask may have beside black. A mask has one for each thing that it tells, and
     * one of 200 real ones had eight, since it was touched up by hand. Of real images the fewest
     * colours were 85, when they were made as small as 28 x 28 pixels.
     */
    public static final int MOST_LEVELS = 12;

    /** Fewer pixels may have few levels by chance. */
    public static final int LEAST_PIXELS = 400;

    /** {@return whether an image is grey, of few levels and not too small to tell} */
    static boolean isOne(CellPixels image) {
      return image.height() * image.width() >= LEAST_PIXELS && levels(image) <= MOST_LEVELS;
    }

    /** {@return how many grey levels beside black an image has; many if it has a colour} */
    static int levels(CellPixels image) {
      BitSet levels = new BitSet(256);
      byte[] rgb = image.rgb();
      for (int at = 0; at < rgb.length; at += 3) {
        if (rgb[at] != rgb[at + 1] || rgb[at] != rgb[at + 2]) {
          return Integer.MAX_VALUE;
        }
        levels.set(rgb[at] & 0xFF);
      }
      levels.clear(0);
      return levels.cardinality();
    }

    @Override
    public String reason() {
      return "nothing to see: it has only %d grey levels beside black, as a mask has and no photograph of a cell"
          .formatted(levels);
    }

    @Override
    public String key() {
      return "mask";
    }
  }

  /**
   * Pixels of the image have nothing in common with their neighbours.
   *
   * @param likeness the correlation of neighbouring pixels, in [-1,1]
   */
  record Noise(double likeness) implements ImageFlaw {

    /**
     * The least correlation of an image that is no noise. On some 700 real images (C-NMC, PBC,
     * Taleqani, TXL-PBC, BCCD, single cells) the lowest value measured was 0.85, and 0.50 when they
     * were made as small as 28 x 28 pixels, 0.25 at 16 x 16. Noise of independent pixels stays
     * below 0.19 from 16 x 16 pixels on.
     */
    public static final double LEAST = 0.2;

    @Override
    public String reason() {
      return String.format(
          Locale.ROOT,
          "nothing to see: it is noise, since neighbouring pixels have nothing in common (their correlation is %.2f, and that of an image is above %.1f)",
          likeness,
          LEAST);
    }

    @Override
    public String key() {
      return "noise";
    }
  }
}
