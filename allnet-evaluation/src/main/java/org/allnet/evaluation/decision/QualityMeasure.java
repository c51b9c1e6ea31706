package org.allnet.evaluation.decision;

import java.util.Locale;

/** What is measured of the quality of an image, on its pixels that are not black. */
public enum QualityMeasure {
  /** The longer side of the frame in pixels: a network sees the cell as a part of it. */
  FRAME("side of the frame in pixels", "in a smaller frame", "in a larger frame"),
  /** The energy of the Laplacian over the variance of the grey levels: low if blurred. */
  FOCUS("focus", "blurrier", "sharper or noisier"),
  /** The fraction of pixels of which a channel is at its end: high if over- or underexposed. */
  EXPOSURE("fraction of clipped pixels", "less clipped", "worse exposed"),
  /** The side of a square of the cell's area, over the side of one of the frame's. */
  SIZE("size in its frame", "smaller in its frame", "larger in its frame"),
  /** The standard deviation of the grey levels, of 255. */
  CONTRAST("contrast", "lower in contrast", "higher in contrast");

  private final String words;
  private final String below;
  private final String above;

  QualityMeasure(String words, String below, String above) {
    this.words = words;
    this.below = below;
    this.above = above;
  }

  /** {@return the name in files, such as {@code focus}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return what is measured, for a reader} */
  public String words() {
    return words;
  }

  /**
   * Returns what an image is, compared with those of training.
   *
   * @param low whether its value is below theirs, else it is above
   */
  public String compared(boolean low) {
    return low ? below : above;
  }
}
