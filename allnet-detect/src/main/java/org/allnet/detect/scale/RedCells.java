package org.allnet.detect.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.CellNames;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.field.LabelledField;
import org.allnet.evaluation.detection.Detection;
import org.allnet.evaluation.detection.TrueBox;
import org.jspecify.annotations.Nullable;

/**
 * Measures red cells that a detector found: those that are round, whole and apart from all others.
 * Their median diameter is a field's scale if there are enough of them.
 */
public final class RedCells {

  /** A red cell's diameter varies by 6 to 10 percent, so that so many tell it within 2. */
  public static final int LEAST = 20;

  /** The longer side of a round cell's box is at most so many times the shorter. */
  private static final double MOST_STRETCHED = 1.2;

  /** The part of a box that another may cover. */
  private static final double MOST_COVERED = 0.05;

  /**
   * A box nearer to the edge may be of a part of a cell: how near, in parts of the longer side of
   * what the detector looks at as a whole, and in red cells.
   */
  private static final double AT_EDGE = 1.5 / 640;

  private static final double AT_EDGE_RED_CELLS = 0.035;

  private static final double LEAST_AT_EDGE = 0.5;

  /** For Gaussian spread, the standard deviation is so many median absolute deviations. */
  private static final double DEVIATIONS = 1.4826;

  private final List<Double> diameters = new ArrayList<>();

  /** Starts without a cell. */
  public RedCells() {}

  /** {@return whether a class is of red cells, told by its name} */
  public static boolean isNamed(String label) {
    return CellNames.isRedCell(label);
  }

  /** {@return the first class that is of red cells, if there is one} */
  public static Optional<Integer> classOf(List<String> classes) {
    return IntStream.range(0, classes.size())
        .boxed()
        .filter(c -> isNamed(classes.get(c)))
        .findFirst();
  }

  /**
   * Returns the side of a usual red cell in a detector's input, as a fraction of the input's side:
   * the median of those that are labelled as whole and single.
   *
   * @param fields the training fields
   * @param classes the names of the classes
   * @return it; null if fewer than {@value #LEAST} red cells are labelled
   */
  public static @Nullable Double inInput(List<LabelledField> fields, List<String> classes) {
    List<Double> sides = new ArrayList<>();
    for (LabelledField field : fields) {
      FieldPixels pixels = field.pixels();
      int longer = Math.max(pixels.width(), pixels.height());
      for (TrueBox cell : field.cells()) {
        if (isNamed(classes.get(cell.classIndex()))
            && isWhole(cell.box(), pixels.width(), pixels.height())) {
          sides.add(Math.sqrt(cell.box().area()) / longer);
        }
      }
    }
    return sides.size() < LEAST
        ? null
        : (Double) median(sides.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  /**
   * Takes the cells of a field.
   *
   * @param cells all that was found in it
   * @param redCell the class of red cells
   * @param width of the field in pixels
   * @param height of the field in pixels
   */
  public void add(List<Detection> cells, int redCell, int width, int height) {
    BoxGrid grid = new BoxGrid(cells.stream().map(Detection::box).toList());
    for (Detection cell : cells) {
      BoundingBox box = cell.box();
      if (cell.classIndex() == redCell
          && isRound(box)
          && isWhole(box, width, height)
          && grid.near(box).stream().noneMatch(other -> covers(other, box))) {
        diameters.add(Math.sqrt(box.area()));
      }
    }
  }

  private static boolean isRound(BoundingBox box) {
    double shorter = Math.min(box.width(), box.height());
    return shorter > 0 && Math.max(box.width(), box.height()) <= MOST_STRETCHED * shorter;
  }

  /**
   * Returns whether a cell is whole in a field of unknown scale, and not cut by its edge.
   *
   * @param box the cell's
   * @param width of the field in pixels
   * @param height of the field in pixels
   */
  public static boolean isWhole(BoundingBox box, int width, int height) {
    return isWhole(box, width, height, FieldScale.unknown(0));
  }

  /**
   * Returns whether a cell is whole in its field, and not cut by its edge. A field that is looked
   * at as a whole is made smaller for it, and its boxes are as much less exact.
   *
   * @param box the cell's
   * @param width of the field in pixels
   * @param height of the field in pixels
   * @param scale of the field; a large picture is looked at in tiles of some red cells
   */
  public static boolean isWhole(BoundingBox box, int width, int height, FieldScale scale) {
    double ofField = AT_EDGE * Math.max(width, height);
    double ofTile = scale.isKnown() ? AT_EDGE_RED_CELLS * scale.redCell() : ofField;
    double margin = Math.max(LEAST_AT_EDGE, Math.min(ofField, ofTile));
    return box.left() >= margin
        && box.top() >= margin
        && box.right() <= width - margin
        && box.bottom() <= height - margin;
  }

  private static boolean covers(BoundingBox other, BoundingBox box) {
    // What is wider than any cell is a region that somebody has drawn around cells.
    return !other.equals(box)
        && !CellCrop.isTooLarge(other, Math.sqrt(box.area()))
        && other.intersectionArea(box) > MOST_COVERED * box.area();
  }

  /**
   * Returns red cells that were measured before, such as those of several fields.
   *
   * @param diameters in pixels
   */
  public static RedCells ofDiameters(Collection<Double> diameters) {
    RedCells cells = new RedCells();
    cells.diameters.addAll(diameters);
    return cells;
  }

  /** {@return the diameters of those that were measured, in pixels} */
  public List<Double> diameters() {
    return List.copyOf(diameters);
  }

  /** {@return how many were measured} */
  public int count() {
    return diameters.size();
  }

  /** {@return the median diameter of those that were measured in pixels; 0 if there are none} */
  public double median() {
    return diameters.isEmpty()
        ? 0
        : median(diameters.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  /** {@return the scale that they tell; unknown if there are too few of them} */
  public FieldScale scale() {
    if (diameters.size() < LEAST) {
      return FieldScale.unknown(diameters.size());
    }
    double[] sorted = diameters.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = median(sorted);
    double[] apart = Arrays.stream(sorted).map(one -> Math.abs(one - median)).sorted().toArray();
    return scale(sorted.length, median, median(apart));
  }

  /**
   * Returns the scale that red cells tell of which medians alone are known.
   *
   * @param count how many were measured
   * @param median their median diameter in pixels
   * @param apart the median of how far each is from that, in pixels
   * @return unknown if there are too few of them
   */
  public static FieldScale scale(int count, double median, double apart) {
    return count < LEAST
        ? FieldScale.unknown(count)
        : new FieldScale(
            median, DEVIATIONS * apart / median, count, FieldScale.Source.RED_CELLS, "");
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
