package org.allnet.inference.model;

import java.util.Locale;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * How large the images of a training are, and how far their pixels are apart. Nothing of it is
 * presumed: what nobody says is not known.
 *
 * @param side pixels of the square that an image is padded to before a network's input resizes it;
 *     0 if the images of the training differ in it
 * @param micrometres from one pixel of an image to the next, above 0; absent if it is not known
 * @param source who says that, for a reader, such as {@code TIFF resolution}; empty if nobody does
 */
public record ImageScale(int side, @Nullable Double micrometres, String source) {

  /**
   * Checks its parts.
   *
   * @throws InputException if {@code side} is negative, {@code micrometres} are not above 0, or
   *     there is one of {@code micrometres} and {@code source} without the other
   */
  public ImageScale {
    if (side < 0) {
      throw new InputException("scale.side: %d is no number of pixels".formatted(side));
    }
    if (micrometres != null && !(micrometres > 0 && micrometres < Double.POSITIVE_INFINITY)) {
      throw new InputException("scale.micrometres: %s are not above 0".formatted(micrometres));
    }
    if (micrometres == null ? !source.isEmpty() : source.isBlank()) {
      throw new InputException(
          "scale: micrometres %s with source '%s': they contradict each other"
              .formatted(micrometres, source));
    }
  }

  /** {@return it for a reader, such as {@code 450 x 450 pixels, 0.05 micrometres apart (given)}} */
  public String text() {
    String size = side == 0 ? "of several sizes" : "%1$d x %1$d pixels".formatted(side);
    return micrometres == null
        ? size + ", how far pixels are apart is not known"
        : String.format(Locale.ROOT, "%s, %s micrometres apart (%s)", size, micrometres, source);
  }
}
