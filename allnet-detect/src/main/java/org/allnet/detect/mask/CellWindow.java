package org.allnet.detect.mask;

import org.allnet.data.field.BoundingBox;

/**
 * The square around a cell that a segmenter sees.
 *
 * @param box the square, in pixels of the picture
 * @param pixels side of the segmenter's input
 */
public record CellWindow(BoundingBox box, int pixels) {

  /**
   * Returns the window of a cell.
   *
   * @param cell the box around it
   * @param times side of the window as a multiple of the box's longer side
   * @param pixels side of the segmenter's input
   */
  public static CellWindow of(BoundingBox cell, double times, int pixels) {
    double side = times * Math.max(1, Math.max(cell.width(), cell.height()));
    return new CellWindow(BoundingBox.ofCentre(cell.centreX(), cell.centreY(), side, side), pixels);
  }

  /** {@return pixels of the input for a pixel of the picture} */
  public double scale() {
    return pixels / box.width();
  }

  /**
   * Returns where a column of the input is in the picture.
   *
   * @param column from 0
   * @return x of its middle
   */
  public double x(int column) {
    return box.left() + (column + 0.5) / scale();
  }

  /**
   * Returns where a row of the input is in the picture.
   *
   * @param row from 0
   * @return y of its middle
   */
  public double y(int row) {
    return box.top() + (row + 0.5) / scale();
  }
}
