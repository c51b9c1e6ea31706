package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.evaluation.metric.Interval;
import org.allnet.inference.Classification;

/**
 * Counts cells by what a model decides about them. A percentage has Wilson's interval; of what was
 * not seen, the largest that still fits is given. Intervals take each cell for itself, though cells
 * of one person are alike. Not for several threads.
 */
final class CellTally {

  private static final double LEVEL = 0.95;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private long cells;
  private long left;

  /**
   * Starts with none.
   *
   * @param classes the model's classes
   */
  CellTally(List<String> classes) {
    classes.forEach(label -> counts.put(label, 0L));
    counts.put(DecisionWords.REFER, 0L);
  }

  /** Counts cells, each with its answer if there is one. */
  void add(List<Optional<Classification>> answers) {
    for (Optional<Classification> answer : answers) {
      answer.ifPresentOrElse(this::add, () -> left++);
    }
  }

  /** Counts a cell with its answer. */
  void add(Classification answer) {
    cells++;
    counts.merge(CropClassifier.word(answer), 1L, Long::sum);
    answer
        .referred()
        .ifPresent(reason -> reasons.merge(DecisionWords.shortly(reason), 1L, Long::sum));
  }

  long left() {
    return left;
  }

  long cells() {
    return cells;
  }

  /** {@return a line for each class, and one for those that are referred} */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    counts.forEach((word, count) -> lines.add("  " + line(word, count)));
    return lines;
  }

  private String line(String word, long count) {
    String begun = "%s: %s".formatted(word, Counted.of(count, "cell").outOf(cells));
    if (cells == 0) {
      return begun;
    }
    String percent =
        count == 0
            ? String.format(Locale.ROOT, ", at most %.1f %% of such cells", 100 * mostUnseen())
            : String.format(
                Locale.ROOT,
                ", %.1f %% (95 %% interval %.1f to %.1f)",
                100.0 * count / cells,
                100 * interval(count).low(),
                100 * interval(count).high());
    String why =
        word.equals(DecisionWords.REFER) && !reasons.isEmpty()
            ? "; "
                + String.join(
                    ", ",
                    reasons.entrySet().stream()
                        .map(one -> one.getValue() + " " + one.getKey())
                        .toList())
            : "";
    return begun + percent + why;
  }

  /** The fraction at which none of so many is seen one time in twenty. */
  private double mostUnseen() {
    return 1 - Math.pow(1 - LEVEL, 1.0 / cells);
  }

  private Interval interval(long count) {
    return Wilson.of(count, cells, Counted.of(cells, "cell").toString());
  }

  /** {@return the same for programs} */
  Map<String, Object> toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("cells", cells);
    map.put("leftOut", left);
    Map<String, Object> decisions = new LinkedHashMap<>();
    counts.forEach(
        (word, count) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("cells", count);
          if (cells > 0) {
            one.put("fraction", (double) count / cells);
            one.put("low", count == 0 ? 0 : interval(count).low());
            one.put("high", count == 0 ? mostUnseen() : interval(count).high());
          }
          decisions.put(word, one);
        });
    map.put("decisions", decisions);
    map.put("referred", new LinkedHashMap<>(reasons));
    return map;
  }
}
