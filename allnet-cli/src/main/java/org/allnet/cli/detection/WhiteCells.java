package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.scale.BoxGrid;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.detect.scale.RedCells;
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
record WhiteCells(List<Detection> whole, Map<Detection, State> states) {

  private static final double TOUCHED = 0.05;

  /** Whether a white cell can be counted by what it is. */
  enum State {
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
    String title() {
      return title;
    }

    /** {@return whether the cell is counted by what it is} */
    boolean isWhole() {
      return this == WHOLE || this == TOUCHING;
    }

    /** {@return its word in files} */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  WhiteCells {
    whole = List.copyOf(whole);
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  /**
   * Sorts out the white cells of a field.
   *
   * @param field with all that was found in it
   * @param classes the names of the detector's classes
   */
  static WhiteCells of(FoundCells field, List<String> classes) {
    List<Detection> white =
        field.cells().stream()
            .filter(cell -> NucleatedCells.is(classes.get(cell.classIndex())))
            .toList();
    BoxGrid grid = new BoxGrid(white.stream().map(Detection::box).toList());
    List<Detection> whole = new ArrayList<>();
    Map<Detection, State> states = new LinkedHashMap<>();
    for (Detection cell : white) {
      BoundingBox box = cell.box();
      State state;
      if (NucleatedCells.isSmudge(classes.get(cell.classIndex()))) {
        state = State.SMUDGE;
      } else if (!RedCells.isWhole(box, field.width(), field.height(), field.scale())) {
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

  private static boolean touches(BoundingBox other, BoundingBox box) {
    return !other.equals(box) && other.intersectionArea(box) >= TOUCHED * box.area();
  }

  /** {@return how many white cells are in a state} */
  int count(State state) {
    return Collections.frequency(states.values(), state);
  }

  /**
   * Returns the cells that are counted by what they are, in the order in which they are.
   *
   * @param field whose cells these are
   * @param byAnswers whether a classifier says what they are; those without an answer are left out
   */
  List<Detection> counted(FoundCells field, boolean byAnswers) {
    return byAnswers ? whole.stream().filter(field.answers()::containsKey).toList() : whole;
  }

  /**
   * Returns whether a cell can be counted.
   *
   * @param cell any cell of the field
   * @return empty if it is no white cell
   */
  Optional<State> state(Detection cell) {
    return Optional.ofNullable(states.get(cell));
  }
}
