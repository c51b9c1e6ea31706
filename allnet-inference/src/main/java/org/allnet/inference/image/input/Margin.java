package org.allnet.inference.image.input;

import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.engine.window.Window;

/**
 * What can be left out around the middle of a frame, so that the rest holds the cell, wherever it
 * is moved, and black all around: segmentation looks for the darkest pixel.
 *
 * @param rows above and below
 * @param columns left and right
 */
record Margin(int rows, int columns) {

  private static final Margin NONE = new Margin(0, 0);

  /**
   * Returns what can be left out around the middle of a cell's frame.
   *
   * @param cell the cell
   * @param size side of the network's input
   * @param reach how far its pixels move
   * @return nothing if the frame is resized or all of it is needed
   */
  static Margin of(CellPixels cell, int size, BatchTransform.Reach reach) {
    if (cell.frameHeight() != size
        || cell.frameWidth() != size
        || reach == BatchTransform.Reach.FRAME) {
      return NONE;
    }
    if (cell.rgb().length == 0) {
      int all = outside(size, 0);
      return new Margin(all, all);
    }
    double half = size / 2.0;
    Margin still =
        new Margin(
            outside(size, Math.max(half - cell.top(), cell.top() + cell.height() - half)),
            outside(size, Math.max(half - cell.left(), cell.left() + cell.width() - half)));
    if (reach == BatchTransform.Reach.IN_PLACE) {
      return still;
    }
    int turned =
        reach == BatchTransform.Reach.TURN ? outside(size, cell.farthest() + 1) : Integer.MAX_VALUE;
    int both = Math.min(still.edge(), turned);
    return new Margin(both, both);
  }

  private static int outside(int size, double farthest) {
    return Math.max(0, size / 2 - (int) Math.ceil(farthest + 1));
  }

  /** {@return what can be left out on all sides} */
  int edge() {
    return Math.min(rows, columns);
  }

  /** The same or less, in multiples of some pixels. */
  Margin coarse(int multiple) {
    return new Margin(rows - rows % multiple, columns - columns % multiple);
  }

  /** {@return what is left of a frame of that side} */
  Footprint footprint(int size) {
    return Footprint.of(new Window(rows, columns, size - rows, size - columns), size);
  }
}
