package org.allnet.inference.image.feature;

import java.util.List;
import java.util.stream.Stream;

/**
 * The 45 hand-crafted features of a cell that the classical learners see: 7 of shape, 18 colour
 * moments, 10 of co-occurrence texture, 10 local binary patterns. All of them are finite for any
 * mask, empty ones and single pixels included. Shape, texture and patterns stay the same when the
 * image is turned by 90 degrees. Thread-safe.
 *
 * @see MaskedCell#cut
 */
public final class HandcraftedFeatures {

  private static final List<String> NAMES =
      Stream.of(
              ShapeFeatures.NAMES,
              ColourMoments.NAMES,
              CooccurrenceTexture.NAMES,
              BinaryPatterns.NAMES)
          .flatMap(List::stream)
          .toList();

  private HandcraftedFeatures() {}

  /** {@return what {@link #of} measures, in its order} */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Measures a cell.
   *
   * @param cell its pixels and mask
   * @return a value for each of {@link #names}; all 0 if the mask is empty
   */
  public static CellFeatures of(MaskedCell cell) {
    return CellFeatures.join(
        List.of(
            ShapeFeatures.of(cell),
            ColourMoments.of(cell),
            CooccurrenceTexture.of(cell),
            BinaryPatterns.of(cell)));
  }
}
