package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.detect.scale.FieldScale;

/** Whether the white cells that another program has found can be in pixels of the field. */
final class ForeignSizes {

  /** White cells are as large as red cells or larger; outlines of nuclei are a little smaller. */
  private static final double SMALL = 0.5;

  /** Nothing can be seen in so many pixels. */
  private static final double LEAST = 2;

  /** A red cell of so few pixels is more likely measured in micrometres, as it has 7 to 8. */
  private static final double LEAST_RED_CELL = 10;

  private static final String ASK =
      "places in micrometres or in parts of the picture look so; export them in pixels of the full image";

  private ForeignSizes() {}

  /**
   * Compares white cells with the scale.
   *
   * @param field with its scale and cells
   * @param classes the names of the classes
   * @param file the cells'
   * @return what is wrong; empty if nothing is
   * @throws InputException if cells are too small to see anything of them
   */
  static Optional<String> doubt(FoundCells field, List<String> classes, Path file) {
    double[] sides =
        field.white(classes).states().keySet().stream()
            .mapToDouble(cell -> Math.sqrt(cell.box().area()))
            .sorted()
            .toArray();
    if (sides.length == 0) {
      return Optional.empty();
    }
    double median = sides[sides.length / 2];
    if (median < LEAST) {
      throw InputException.in(
          file,
          String.format(
              Locale.ROOT, "its white cells have %.2f pixels in the median; %s", median, ASK));
    }
    FieldScale scale = field.scale();
    if (scale.source() == FieldScale.Source.RED_CELLS && scale.redCell() < LEAST_RED_CELL) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "its red cells have %.1f pixels in the median; %s",
              scale.redCell(),
              ASK));
    }
    return median < SMALL * scale.redCell()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "its white cells have %.1f pixels in the median, %.2f of a red cell; %s",
                median,
                median / scale.redCell(),
                ASK))
        : Optional.empty();
  }
}
