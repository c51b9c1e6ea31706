package org.allnet.cli.detection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.image.region.PixelSize;
import org.allnet.detect.scale.FieldScale;
import org.jspecify.annotations.Nullable;

/** Which scale of a field counts, and how it is written. */
final class FieldScales {

  private static final double LEAST = 2;
  private static final double MOST = 2000;

  private FieldScales() {}

  /**
   * Checks what a user gives.
   *
   * @param redCell pixels of a red cell; null if it is not given
   * @throws OptionException if it is not 2 to 2000 pixels
   */
  static void check(@Nullable Double redCell) {
    if (redCell != null && !(redCell >= LEAST && redCell <= MOST)) {
      throw OptionException.outOfRange(
          OptionName.RED_CELL.with(redCell), "a number of pixels from 2 to 2000");
    }
  }

  /**
   * Returns the scale that is trusted most.
   *
   * @param given pixels of a red cell as a user says; null if they don't
   * @param metadata what the file says
   * @param measured what red cells tell
   */
  static FieldScale of(@Nullable Double given, Optional<PixelSize> metadata, FieldScale measured) {
    if (given != null) {
      return FieldScale.given(given);
    }
    return metadata
        .map(size -> FieldScale.ofMetadata(size.micrometres(), size.source()))
        .orElse(measured);
  }

  /** {@return a scale for programs} */
  static Map<String, Object> toJson(FieldScale scale) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", scale.source().key());
    map.put("redCellPixels", scale.isKnown() ? scale.redCell() : null);
    map.put("redCells", scale.redCells());
    map.put("spread", scale.spread());
    map.put("words", scale.words());
    return map;
  }
}
