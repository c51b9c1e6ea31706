package org.allnet.detect.scale;

import java.util.Locale;
import java.util.Optional;
import org.allnet.data.Counted;

/** Whether red cells are of another size than a field's scale says, which can be wrong. */
public final class DoubtfulScale {

  /** Red cells that differ by more from the scale make it doubtful. */
  private static final double DOUBTFUL = 1.25;

  /** Fewer red cells, which differ by a tenth, are no reason to doubt. */
  private static final int LEAST = 5;

  private DoubtfulScale() {}

  /**
   * Returns what red cells say against a scale.
   *
   * @param scale that is doubted
   * @param redCells how many red cells were measured
   * @param median their median diameter in pixels
   * @param whose what is said of these, such as of which fields they are; empty if nothing is
   * @return what is wrong; empty if nothing is, or nobody knows
   */
  public static Optional<String> of(FieldScale scale, int redCells, double median, String whose) {
    if (!scale.isKnown() || !isEnough(redCells)) {
      return Optional.empty();
    }
    return differ(scale, median)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "its scale is %s, but %s%s measure %.1f pixels",
                scale.text(),
                Counted.of(redCells, "red cell"),
                whose.isEmpty() ? "" : " " + whose,
                median))
        : Optional.empty();
  }

  /**
   * Returns whether red cells are of another size than a scale says.
   *
   * @param scale a known one
   * @param redCell their diameter in pixels
   */
  public static boolean differ(FieldScale scale, double redCell) {
    double times = redCell / scale.redCell();
    return times > DOUBTFUL || times < 1 / DOUBTFUL;
  }

  /**
   * Returns whether there are so many red cells that they can make a scale doubtful.
   *
   * @param redCells how many were measured
   */
  public static boolean isEnough(int redCells) {
    return redCells >= LEAST;
  }
}
