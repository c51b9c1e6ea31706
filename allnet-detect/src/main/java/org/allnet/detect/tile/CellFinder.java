package org.allnet.detect.tile;

import java.util.List;
import java.util.Optional;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;

/** Finds cells in a part of a picture. */
@FunctionalInterface
public interface CellFinder {

  /**
   * Finds cells.
   *
   * @param pixels a square part, grey beyond the picture's edge
   * @return the cells in pixels of the part
   */
  List<Detection> find(FieldPixels pixels);

  /**
   * Finds cells in several parts.
   *
   * @param parts as of {@link #find}
   * @return the cells of each, in the order of the parts
   */
  default List<List<Detection>> findAll(List<FieldPixels> parts) {
    return parts.stream().map(this::find).toList();
  }

  /** {@return how many parts {@link #findAll} looks at side by side, from 1} */
  default int atOnce() {
    return 1;
  }

  /** {@return the class of red cells, which tell how far a part is a monolayer, if there is one} */
  default Optional<Integer> redCell() {
    return Optional.empty();
  }
}
