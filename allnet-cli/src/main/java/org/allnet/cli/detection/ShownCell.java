package org.allnet.cli.detection;

import java.awt.geom.Path2D;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;

/**
 * A cell as it is drawn on a field.
 *
 * @param cell with its box in pixels that are shown
 * @param outline its edge in the same pixels; null if no more than its box is known
 * @param nucleus that of its nucleus; null if none is known
 */
record ShownCell(Detection cell, @Nullable Path2D outline, @Nullable Path2D nucleus) {

  /**
   * {@return the edges of the cell and of its nucleus as paths of SVG, as far as they are known}
   */
  List<String> paths() {
    return Stream.of(outline, nucleus).flatMap(Stream::ofNullable).map(OutlinePath::svg).toList();
  }
}
