package org.allnet.cli.detection;

import java.util.List;
import java.util.Optional;
import org.allnet.detect.scale.DoubtfulScale;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;

/** Whether red cells of a field are of another size than its scale says, which can be wrong. */
final class ScaleDoubt {

  private ScaleDoubt() {}

  /**
   * Compares.
   *
   * @param field with its scale and cells
   * @param classes the names of the classes
   * @return what is wrong; empty if nothing is, or nobody knows
   */
  static Optional<String> of(FoundCells field, List<String> classes) {
    return of(field.scale(), measured(field, classes), "");
  }

  /**
   * Compares.
   *
   * @param scale that is doubted
   * @param measured red cells
   * @param whose what is said of these, such as of which fields they are; empty if nothing is
   * @return what is wrong; empty if nothing is, or nobody knows
   */
  static Optional<String> of(FieldScale scale, RedCells measured, String whose) {
    return DoubtfulScale.of(scale, measured.count(), measured.median(), whose)
        .map(doubt -> doubt + "; say the right one by --red-cell");
  }

  /** {@return the red cells of a field that lie apart} */
  static RedCells measured(FoundCells field, List<String> classes) {
    RedCells measured = new RedCells();
    RedCells.classOf(classes)
        .ifPresent(red -> measured.add(field.cells(), red, field.width(), field.height()));
    return measured;
  }

  /** {@return whether there are so many that they can make a scale doubtful} */
  static boolean isEnough(RedCells measured) {
    return DoubtfulScale.isEnough(measured.count());
  }
}
