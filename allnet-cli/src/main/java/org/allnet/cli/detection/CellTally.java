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
import org.jspecify.annotations.Nullable;

/**
 * Counts cells by what a model decides about them, or by their classes. A percentage has Wilson's
 * interval; of what was not seen, the largest that still fits is given. Intervals take each cell
 * for itself, though cells of one person are alike. Not for several threads.
 */
final class CellTally {

  private static final double LEVEL = 0.95;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private final boolean decisions;
  private long cells;
  private long left;

  private CellTally(List<String> words, boolean decisions) {
    words.forEach(word -> counts.put(word, 0L));
    this.decisions = decisions;
  }

  /**
   * Starts to count what a model decides.
   *
   * @param classes the model's classes
   */
  static CellTally ofDecisions(List<String> classes) {
    List<String> words = new ArrayList<>(classes);
    words.add(DecisionWords.REFER);
    return new CellTally(words, true);
  }

  /**
   * Starts to count of which class cells are.
   *
   * @param classes all classes that are counted
   */
  static CellTally ofClasses(List<String> classes) {
    return new CellTally(classes, false);
  }

  /**
   * What a cell is counted as.
   *
   * @param word a class, or that a morphologist has to look
   * @param reason why, if one has to; else null
   */
  record Decided(String word, @Nullable String reason) {

    static Decided of(Classification answer) {
      return new Decided(
          CropClassifier.word(answer), answer.referred().map(DecisionWords::shortly).orElse(null));
    }
  }

  /** Counts a cell without an answer. */
  void leaveOut() {
    left++;
  }

  /** Counts a cell. */
  void add(Decided cell) {
    cells++;
    counts.merge(cell.word(), 1L, Long::sum);
    if (cell.reason() != null) {
      reasons.merge(cell.reason(), 1L, Long::sum);
    }
  }

  long left() {
    return left;
  }

  long cells() {
    return cells;
  }

  /** {@return the words that are counted, in their order} */
  List<String> words() {
    return List.copyOf(counts.keySet());
  }

  /**
   * Returns how many cells are counted under a word.
   *
   * @param word one of {@link #words}
   */
  long count(String word) {
    return counts.getOrDefault(word, 0L);
  }

  /**
   * Returns what a percentage may be.
   *
   * @param word one of {@link #words}
   * @return fractions; empty if there is no cell
   */
  Optional<Range> range(String word) {
    if (cells == 0) {
      return Optional.empty();
    }
    long count = count(word);
    if (count == 0) {
      return Optional.of(new Range(0, 0, mostUnseen()));
    }
    Interval interval = Wilson.of(count, cells, Counted.of(cells, "cell").toString());
    return Optional.of(new Range((double) count / cells, interval.low(), interval.high()));
  }

  /**
   * A fraction with its interval. If nothing was seen, it goes to the fraction at which none of so
   * many is seen one time in twenty.
   */
  record Range(double fraction, double low, double high) {

    /** {@return it in percent, with its interval} */
    String text() {
      return fraction == 0
          ? String.format(Locale.ROOT, "at most %.1f %%", 100 * high)
          : String.format(
              Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * fraction, 100 * low, 100 * high);
    }
  }

  /** {@return a line for each class, and one for those that are referred} */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    counts.forEach((word, count) -> lines.add("  " + line(word, count)));
    return lines;
  }

  private String line(String word, long count) {
    String begun = "%s: %s".formatted(word, Counted.of(count, "cell").outOf(cells));
    Optional<Range> range = range(word);
    if (range.isEmpty()) {
      return begun;
    }
    String percent =
        count == 0
            ? String.format(
                Locale.ROOT, ", at most %.1f %% of such cells", 100 * range.get().high())
            : String.format(
                Locale.ROOT,
                ", %.1f %% (95 %% interval %.1f to %.1f)",
                100 * range.get().fraction(),
                100 * range.get().low(),
                100 * range.get().high());
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

  /** {@return the same for programs} */
  Map<String, Object> toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("cells", cells);
    if (decisions) {
      map.put("leftOut", left);
    }
    Map<String, Object> byWord = new LinkedHashMap<>();
    counts.forEach(
        (word, count) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("cells", count);
          range(word)
              .ifPresent(
                  range -> {
                    one.put("fraction", range.fraction());
                    one.put("low", range.low());
                    one.put("high", range.high());
                  });
          byWord.put(word, one);
        });
    map.put(decisions ? "decisions" : "classes", byWord);
    if (decisions) {
      map.put("referred", new LinkedHashMap<>(reasons));
    }
    return map;
  }
}
