package org.allnet.detect.tile;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.allnet.detect.box.Letterbox;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.Detection;

/**
 * The size of red cells that a detector has learned. It is nearly blind for cells of other sizes,
 * so that a field in which they appear much smaller or larger is looked at by tiles.
 *
 * @param input side of its input in pixels
 * @param trained pixels of a red cell in that input
 * @param redCell the class of red cells
 */
public record LearnedSize(int input, double trained, int redCell) {

  /** Of so many red cells the median tells how large they are about. */
  private static final int LEAST_CELLS = 3;

  private static final double LEAST_TIMES = 0.6;
  private static final double MOST_TIMES = 1.5;

  /**
   * Returns how large red cells are in a field that fills the input.
   *
   * @param width of the field in pixels
   * @param height of the field in pixels
   * @param diameter of a red cell in pixels of the field
   * @return the size as a multiple of the learned one
   */
  public double times(int width, int height, double diameter) {
    return diameter * new Letterbox(width, height, input).scale() / trained;
  }

  /**
   * Returns how small red cells may be in a field that fills the input.
   *
   * @param width of the field in pixels
   * @param height of the field in pixels
   * @return the diameter in pixels of the field of the smallest that are found
   */
  public double smallest(int width, int height) {
    return LEAST_TIMES / times(width, height, 1);
  }

  /**
   * Returns how large red cells may be in a field that fills the input.
   *
   * @param width of the field in pixels
   * @param height of the field in pixels
   * @return the diameter in pixels of the field of the largest that are found
   */
  public double largest(int width, int height) {
    return MOST_TIMES / times(width, height, 1);
  }

  /** {@return whether the detector finds red cells of a multiple of the learned size} */
  public static boolean fits(double times) {
    return times >= LEAST_TIMES && times <= MOST_TIMES;
  }

  /**
   * Returns why a field of other red cells is looked at by tiles, for a reader.
   *
   * @param width of the field in pixels
   * @param height of the field in pixels
   * @param diameter of a red cell in pixels of the field
   */
  public String why(int width, int height, double diameter) {
    return String.format(
        Locale.ROOT,
        "its red cells are %.2f times as large as those that the detector has learned, so that it is looked at tile by tile",
        times(width, height, diameter));
  }

  /**
   * Returns how large the red cells are that were found in a field that filled the input.
   *
   * @param cells all that was found
   * @param width of the field in pixels
   * @param height of the field in pixels
   * @return the median as a multiple of the learned size; empty if there are next to none
   */
  public OptionalDouble found(List<Detection> cells, int width, int height) {
    double[] sides =
        cells.stream()
            .filter(cell -> cell.classIndex() == redCell)
            .filter(cell -> RedCells.isWhole(cell.box(), width, height))
            .mapToDouble(cell -> Math.sqrt(cell.box().area()))
            .sorted()
            .toArray();
    return sides.length < LEAST_CELLS
        ? OptionalDouble.empty()
        : OptionalDouble.of(times(width, height, sides[sides.length / 2]));
  }

  /**
   * Returns whether red cells of about the learned size were found in a field that filled the
   * input.
   *
   * @param cells all that was found
   * @param width of the field in pixels
   * @param height of the field in pixels
   */
  public boolean isShown(List<Detection> cells, int width, int height) {
    OptionalDouble times = found(cells, width, height);
    return times.isPresent() && fits(times.getAsDouble());
  }
}
