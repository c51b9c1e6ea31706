package org.allnet.detect.scale;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.evaluation.detection.Detection;

/**
 * The white cells of a field, which are all but red cells and platelets: those that are counted by
 * what they are, and those that are counted apart.
 *
 * <p>A cell is touched by another white cell whose box covers a twentieth of its own or more. It is
 * counted with the others, since cells that lie in clusters may be of other kinds.
 *
 * @param whole those that are counted by what they are, from the field's top to its bottom by the
 *     middle of their boxes, those at one height from left to right
 * @param states of all white cells, the most certain first
 */
public record WhiteCells(List<Detection> whole, Map<Detection, State> states) {

  private static final double TOUCHED = 0.05;

  /** Whether a white cell can be counted by what it is. */
  public enum State {
    /** It is whole and lies apart. */
    WHOLE("whole"),
    /** It is whole, and another white cell touches it. */
    TOUCHING("touching"),
    /** The edge of the field cuts it. */
    CUT("cut by edge"),
    /** It is a smudge cell. */
    SMUDGE("smudged");

    private final String title;

    State(String title) {
      this.title = title;
    }

    /** {@return its name for a reader} */
    public String title() {
      return title;
    }

    /** {@return whether the cell is counted by what it is} */
    public boolean isWhole() {
      return this == WHOLE || this == TOUCHING;
    }

    /** {@return its word in files} */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies both, so that nothing changes them from outside. */
  public WhiteCells {
    whole = List.copyOf(whole);
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  /**
   * Sorts out the white cells of a field.
   *
   * @param cells all that was found in it, the most certain first
   * @param width of the field in pixels
   * @param height of the field in pixels
   * @param scale of the field
   * @param classes the names of the detector's classes
   */
  public static WhiteCells of(
      List<Detection> cells, int width, int height, FieldScale scale, List<String> classes) {
    List<Detection> white =
        cells.stream().filter(cell -> NucleatedCells.is(classes.get(cell.classIndex()))).toList();
    BoxGrid grid =
        new BoxGrid(
            white.stream().map(Detection::box).filter(box -> !isRegion(box, scale)).toList());
    List<Detection> whole = new ArrayList<>();
    Map<Detection, State> states = new LinkedHashMap<>();
    for (Detection cell : white) {
      BoundingBox box = cell.box();
      State state;
      if (NucleatedCells.isSmudge(classes.get(cell.classIndex()))) {
        state = State.SMUDGE;
      } else if (!RedCells.isWhole(box, width, height, scale)) {
        state = State.CUT;
      } else {
        whole.add(cell);
        state =
            grid.near(box).stream().anyMatch(other -> touches(other, box))
                ? State.TOUCHING
                : State.WHOLE;
      }
      states.put(cell, state);
    }
    whole.sort(
        Comparator.comparingDouble((Detection cell) -> cell.box().centreY())
            .thenComparingDouble(cell -> cell.box().centreX())
            .thenComparingInt(Detection::classIndex));
    return new WhiteCells(whole, states);
  }

  /** What is wider than any cell is around cells and touches none. */
  private static boolean isRegion(BoundingBox box, FieldScale scale) {
    return scale.isKnown() && CellCrop.isTooLarge(box, scale.redCell());
  }

  private static boolean touches(BoundingBox other, BoundingBox box) {
    return !other.equals(box) && other.intersectionArea(box) >= TOUCHED * box.area();
  }

  /** {@return how many white cells are in a state} */
  public int count(State state) {
    return Collections.frequency(states.values(), state);
  }

  /**
   * Returns whether a cell can be counted.
   *
   * @param cell any cell of the field
   * @return empty if it is no white cell
   */
  public Optional<State> state(Detection cell) {
    return Optional.ofNullable(states.get(cell));
  }
}
