package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.detect.scale.CellCrop;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.detect.scale.WhiteCells;
import org.allnet.detect.scale.WhiteCells.State;
import org.allnet.evaluation.detection.Detection;

/**
 * What the white cells of a field are, or those of all fields: of all, of the first 100 and of the
 * first 200, as laboratories count them. The first are those of the first fields, and within a
 * field of {@link WhiteCells#whole}. Cells that can't be counted so are counted apart. Not for
 * several threads.
 */
final class WhiteCount {

  /** So many cells are counted by hand. */
  static final List<Integer> FIRST = List.of(100, 200);

  /** Which cells are the first, for a reader. */
  static final String ORDER =
      "the fields in their order, each from top to bottom by the middle of the boxes";

  private final List<String> classes;
  private final List<String> labels;
  private final CellTally all;
  private final Map<Integer, CellTally> first = new LinkedHashMap<>();
  private final Map<State, Integer> states = new EnumMap<>(State.class);
  private int fields;
  private int unscaled;
  private int smudgedBeside;
  private int tooLarge;

  /**
   * Starts with no field.
   *
   * @param classes the names of the detector's classes
   * @param labels the classes of the classifier that says what cells are; if there are none, the
   *     detector's classes do
   */
  WhiteCount(List<String> classes, List<String> labels) {
    this.classes = List.copyOf(classes);
    this.labels = List.copyOf(labels);
    this.all = tally();
    FIRST.forEach(most -> first.put(most, tally()));
  }

  /** {@return a count of the same kinds of cells, without a field} */
  WhiteCount fresh() {
    return new WhiteCount(classes, labels);
  }

  /** Counts a field alone. */
  WhiteCount of(FoundCells field) {
    WhiteCount one = fresh();
    one.add(field);
    return one;
  }

  private CellTally tally() {
    return labels.isEmpty()
        ? CellTally.ofClasses(
            classes.stream()
                .filter(label -> NucleatedCells.is(label) && !NucleatedCells.isSmudge(label))
                .toList())
        : CellTally.ofDecisions(labels);
  }

  /** Counts the cells of a field, which comes after those that were counted before. */
  void add(FoundCells field) {
    add(field, cell -> Optional.ofNullable(field.answers().get(cell)).map(CellTally.Decided::of));
  }

  /**
   * Counts the cells of a field, which comes after those that were counted before.
   *
   * @param answers what was decided about its whole white cells, if anything was
   */
  void add(FoundCells field, Function<Detection, Optional<CellTally.Decided>> answers) {
    WhiteCells white = field.white(classes);
    fields++;
    white.states().values().forEach(state -> states.merge(state, 1, Integer::sum));
    if (isByAnswers() && !field.scale().isKnown()) {
      unscaled++;
      return;
    }
    smudgedBeside += white.count(State.SMUDGE);
    for (Detection cell : white.whole()) {
      Optional<CellTally.Decided> decided =
          isByAnswers()
              ? answers.apply(cell)
              : Optional.of(new CellTally.Decided(classes.get(cell.classIndex()), null));
      decided.ifPresentOrElse(
          one -> count(tally -> tally.add(one)),
          () -> {
            all.leaveOut();
            tooLarge += CellCrop.isTooLarge(cell.box(), field.scale().redCell()) ? 1 : 0;
          });
    }
  }

  private boolean isByAnswers() {
    return !labels.isEmpty();
  }

  private void count(Consumer<CellTally> cell) {
    first.forEach(
        (most, tally) -> {
          if (tally.cells() < most) {
            cell.accept(tally);
          }
        });
    cell.accept(all);
  }

  /** {@return how many fields were counted} */
  int fields() {
    return fields;
  }

  /** {@return how many fields were not classified since their scale is unknown} */
  int unscaled() {
    return unscaled;
  }

  /** {@return what all cells are that are counted} */
  CellTally all() {
    return all;
  }

  /**
   * Returns what the first cells are.
   *
   * @param most one of {@link #FIRST}
   * @return fewer than these if there are no more
   */
  CellTally first(int most) {
    return first.getOrDefault(most, all);
  }

  /** {@return how many white cells are in a state} */
  int count(State state) {
    return states.getOrDefault(state, 0);
  }

  /** {@return whether there are percentages: of several words, and of a cell at least} */
  boolean hasPercentages() {
    return all.words().size() > 1 && all.cells() > 0;
  }

  /** {@return the percentages of all cells and of the first, a line each} */
  List<String> lines() {
    List<String> lines = new ArrayList<>(all.lines());
    for (int most : FIRST) {
      CellTally tally = first(most);
      if (tally.cells() < most) {
        lines.add("first %d: there are no more than %d".formatted(most, tally.cells()));
        break;
      }
      lines.add("first %d, %s:".formatted(most, ORDER));
      lines.addAll(tally.lines());
    }
    return lines;
  }

  /** {@return what is counted apart in words, empty if nothing is} */
  List<String> apart() {
    List<String> words = new ArrayList<>();
    if (count(State.CUT) > 0) {
      words.add(Counted.of(count(State.CUT), "cell") + " cut by the edge of a field");
    }
    if (count(State.SMUDGE) > 0) {
      String beside =
          all.cells() == 0
              ? ""
              : String.format(
                  Locale.ROOT,
                  ", %.1f for 100 that are counted",
                  100.0 * smudgedBeside / all.cells());
      words.add(Counted.of(count(State.SMUDGE), "smudge cell") + beside);
    }
    if (tooLarge > 0) {
      words.add(
          String.format(
              Locale.ROOT,
              "%s than %.1f red cells; look whether the scale is right",
              Counted.of(tooLarge, "cell").then("is wider", "are wider"),
              CellCrop.MOST_RED_CELLS));
    }
    if (all.left() > tooLarge) {
      words.add(
          Counted.of(all.left() - tooLarge, "cell").have()
              + " no pixel of which anything can be said");
    }
    return words;
  }

  /** {@return the same for programs} */
  Map<String, Object> toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("countedBy", labels.isEmpty() ? "class" : "answer");
    for (State state : List.of(State.CUT, State.SMUDGE, State.TOUCHING)) {
      map.put(state.key(), count(state));
    }
    map.put("tooWide", tooLarge);
    map.put("order", ORDER);
    map.put("all", all.toJson());
    first.forEach((most, tally) -> map.put("first" + most, tally.toJson()));
    return map;
  }
}
