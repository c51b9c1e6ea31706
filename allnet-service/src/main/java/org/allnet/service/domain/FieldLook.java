package org.allnet.service.domain;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;

/**
 * What is known of a field: its scale, and what has to be said of the cells that were found in it.
 *
 * @param picture the field
 * @param scale how large cells appear in it; empty if that is not known, so that no model can
 *     classify them
 * @param looked whether a detector has looked at it
 * @param notes what has to be known, a sentence each
 */
public record FieldLook(
    Id.Picture picture, Optional<Scale> scale, boolean looked, List<String> notes) {

  /** Copies {@code notes}, so that nothing changes it from outside. */
  public FieldLook {
    notes = List.copyOf(notes);
  }

  /**
   * How large cells appear.
   *
   * @param redCellPixels the diameter of a red cell in pixels, from 2 to 2000
   * @param words where it is known from
   */
  public record Scale(double redCellPixels, String words) {

    /** The least and the greatest diameter that a scale may be. */
    private static final double LEAST = 2;

    private static final double MOST = 2000;

    /**
     * Refuses what is no scale of a microscope.
     *
     * @throws InputException if {@code redCellPixels} is not 2 to 2000
     */
    public Scale {
      if (!(redCellPixels >= LEAST && redCellPixels <= MOST)) {
        throw new InputException(
            "scale: a red cell of %s pixels; give 2 to 2000".formatted(redCellPixels));
      }
    }
  }
}
