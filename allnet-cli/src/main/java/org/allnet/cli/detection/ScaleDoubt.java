package org.allnet.cli.detection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.detect.scale.RedCells;

/** Whether red cells of a field are of another size than its scale says, which can be wrong. */
final class ScaleDoubt {

  /** Red cells that differ by more from the scale make it doubtful. */
  private static final double DOUBTFUL = 1.25;

  /** Fewer red cells, which differ by a tenth, are no reason to doubt. */
  private static final int LEAST = 5;

  private ScaleDoubt() {}

  /**
   * Compares.
   *
   * @param field with its scale and cells
   * @param classes the names of the classes
   * @return what is wrong; empty if nothing is, or nobody knows
   */
  static Optional<String> of(FoundCells field, List<String> classes) {
    Optional<Integer> redCell = RedCells.classOf(classes);
    if (redCell.isEmpty() || !field.scale().isKnown()) {
      return Optional.empty();
    }
    RedCells measured = new RedCells();
    measured.add(field.cells(), redCell.get(), field.width(), field.height());
    double times = measured.median() / field.scale().redCell();
    return measured.count() >= LEAST && (times > DOUBTFUL || times < 1 / DOUBTFUL)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "its scale is %s, but %s measure %.1f pixels; say the right one by --red-cell",
                field.scale().text(),
                Counted.of(measured.count(), "red cell"),
                measured.median()))
        : Optional.empty();
  }
}
