package org.allnet.training.run;

import java.util.List;
import org.allnet.data.image.CellPixels;

/**
 * Decoded images with their classes.
 *
 * @param cells the images
 * @param labels the class index of each
 */
record LabelledCells(List<CellPixels> cells, List<Integer> labels) {

  /** Copies {@code cells} and {@code labels}, so that nothing changes them from outside. */
  LabelledCells {
    cells = List.copyOf(cells);
    labels = List.copyOf(labels);
  }
}
