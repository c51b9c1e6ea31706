package org.allnet.inference.image.quality;

import org.allnet.data.image.CellPixels;

/**
 * What is measured of an image on its pixels as they are decoded, before any resizing, without any
 * network. Treat the array as read-only.
 *
 * @param quality how good the image is
 * @param appearance its colours and its texture, {@value CellAppearance#SIZE} finite numbers
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record ImageMeasures(ImageQuality quality, double[] appearance) {

  /** How many numbers tell an image's appearance. */
  public static final int APPEARANCE = CellAppearance.SIZE;

  /**
   * Measures an image.
   *
   * @param image a decoded image
   */
  public static ImageMeasures of(CellPixels image) {
    Foreground seen = Foreground.of(image);
    return new ImageMeasures(ImageQuality.of(seen), CellAppearance.of(seen));
  }

  /** {@return for each number of the appearance a difference that says nothing, above 0} */
  public static double[] appearanceTolerance() {
    return CellAppearance.tolerance();
  }
}
