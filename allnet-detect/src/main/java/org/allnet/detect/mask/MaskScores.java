package org.allnet.detect.mask;

import org.allnet.data.field.Mask;
import org.allnet.detect.field.OutlinedCell;
import org.jspecify.annotations.Nullable;

/**
 * How well a cell's mask agrees with the one that somebody drew, as Dice's coefficients.
 *
 * @param cell of the whole cell, in [0,1]
 * @param nucleus of the nucleus, in [0,1]
 */
public record MaskScores(double cell, double nucleus) {

  /**
   * Compares a mask with what is labelled.
   *
   * @param drawn what is labelled
   * @param found the mask; null if nothing was found
   */
  public static MaskScores of(OutlinedCell drawn, @Nullable CellMask found) {
    return found == null ? new MaskScores(0, 0) : of(drawn, found.cell(), found.nucleus());
  }

  /**
   * Compares masks with what is labelled.
   *
   * @param drawn what is labelled
   * @param cell what is said to be of the cell
   * @param nucleus what is said to be of its nucleus
   */
  public static MaskScores of(OutlinedCell drawn, Mask cell, Mask nucleus) {
    return new MaskScores(cell.dice(drawn.cell()), nucleus.dice(drawn.nucleus()));
  }
}
