package org.allnet.detect.mask;

import org.allnet.data.field.Mask;

/**
 * The pixels of a cell and of its nucleus, in pixels of the whole picture. Cells that overlap have
 * pixels in common.
 *
 * @param cell all of the cell; not empty, without holes, in one piece
 * @param nucleus its nucleus, a part of the cell; empty if none was found
 */
public record CellMask(Mask cell, Mask nucleus) {

  /**
   * Checks that the cell has a pixel.
   *
   * @throws IllegalArgumentException if the cell is empty
   */
  public CellMask {
    if (cell.isEmpty()) {
      throw new IllegalArgumentException("a cell without a pixel");
    }
  }

  /** {@return the nucleus' pixels by those of the cell, in [0,1]} */
  public double nucleusFraction() {
    return nucleus.area() / cell.area();
  }
}
