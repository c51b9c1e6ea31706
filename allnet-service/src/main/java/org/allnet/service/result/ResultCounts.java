package org.allnet.service.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.allnet.data.Counted;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.service.domain.CellVerdict;

/**
 * The counts of a result. Fractions are of the cells that count: those of a class. Artefacts,
 * smudges, cells that are not classed and cells of which somebody is not sure stand beside them.
 *
 * @param cells how many cells the case has
 * @param judged of how many a person's word counts
 * @param people the classes as people see them
 * @param machine the classes as the model proposes them
 * @param others how many cells are of each of the other verdicts
 * @param unanswered of how many cells the model said nothing
 * @param withoutClass how many cells the model gave no class, by outcome and reason
 * @param overridden of how many cells people say something else than the model proposed
 */
public record ResultCounts(
    long cells,
    long judged,
    List<ClassShare> people,
    List<ClassShare> machine,
    Map<CellVerdict.Other, Long> others,
    long unanswered,
    Map<MachineAnswer.Outcome, Map<String, Long>> withoutClass,
    long overridden) {

  /** What the intervals are about, for a reader. */
  public static final String INTERVALS =
      "The 95 % intervals are Wilson's over the counted cells. They tell what another sample of"
          + " cells of the same smear could give. They do not cover other smears, how cells were"
          + " chosen, or what readers and model get wrong.";

  /** Copies the collections. */
  public ResultCounts {
    people = List.copyOf(people);
    machine = List.copyOf(machine);
    others = Map.copyOf(others);
    withoutClass = Map.copyOf(withoutClass);
  }

  /**
   * Counts the cells of a result.
   *
   * @param content the result
   */
  public static ResultCounts of(ResultContent content) {
    List<CellResult> cells = content.cells();
    Map<CellVerdict.Other, Long> others = new TreeMap<>();
    for (CellVerdict.Other other : CellVerdict.Other.values()) {
      others.put(other, count(cells, cell -> cell.verdict().equals(Optional.of(other))));
    }
    Map<MachineAnswer.Outcome, Map<String, Long>> without = new TreeMap<>();
    for (CellResult cell : cells) {
      cell.machine()
          .filter(answer -> answer.proposed().isEmpty())
          .ifPresent(
              answer ->
                  without
                      .computeIfAbsent(answer.outcome(), key -> new TreeMap<>())
                      .merge(answer.said(), 1L, Long::sum));
    }
    return new ResultCounts(
        cells.size(),
        count(cells, cell -> cell.verdict().isPresent()),
        shares(
            content,
            "counted cell",
            cell ->
                cell.verdict()
                    .filter(CellVerdict.OfClass.class::isInstance)
                    .map(verdict -> ((CellVerdict.OfClass) verdict).label())),
        shares(content, "proposed cell", cell -> cell.machine().flatMap(MachineAnswer::proposed)),
        others,
        count(cells, cell -> cell.machine().isEmpty()),
        without,
        count(cells, CellResult::isOverridden));
  }

  private static List<ClassShare> shares(
      ResultContent content, String counted, Function<CellResult, Optional<String>> label) {
    List<String> labels =
        content.cells().stream().flatMap(one -> label.apply(one).stream()).toList();
    long all = labels.size();
    return Stream.concat(
            content.classes().stream(),
            labels.stream().filter(one -> !content.classes().contains(one)).distinct())
        .map(
            name -> {
              long count = labels.stream().filter(name::equals).count();
              return new ClassShare(
                  name,
                  count,
                  all,
                  all == 0
                      ? Optional.empty()
                      : Optional.of(Wilson.of(count, all, Counted.of(all, counted).toString())));
            })
        .toList();
  }

  private static long count(List<CellResult> cells, Predicate<CellResult> which) {
    return cells.stream().filter(which).count();
  }

  /** {@return how many cells are of a class, in all} */
  public long counted() {
    return people.isEmpty() ? 0 : people.get(0).of();
  }

  /** {@return how many cells the model refers to a person, in whichever way} */
  public long referred() {
    long sum = 0;
    for (MachineAnswer.Outcome outcome : MachineAnswer.Outcome.values()) {
      sum += outcome.isReferred() ? without(outcome) : 0;
    }
    return sum;
  }

  /**
   * Returns how many cells the model gave no class of the project in a way.
   *
   * @param outcome in which way
   */
  public long without(MachineAnswer.Outcome outcome) {
    return withoutClass.getOrDefault(outcome, Map.of()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
