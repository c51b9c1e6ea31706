package org.allnet.service.domain;

import java.util.List;
import java.util.Optional;

/**
 * All that people say of the cells of a case.
 *
 * @param cells the case's own cells, by their numbers
 * @param readings all readings of the case, oldest first
 */
public record CaseVerdicts(List<Id.Cell> cells, List<ReadingVerdicts> readings) {

  /** Copies the lists. */
  public CaseVerdicts {
    cells = List.copyOf(cells);
    readings = List.copyOf(readings);
  }

  /**
   * Returns what counts of a cell.
   *
   * @param cell the cell
   */
  public Optional<FinalVerdict> finalOf(Id.Cell cell) {
    return FinalVerdict.of(readings, cell);
  }

  /** {@return the cells of which nothing counts yet} */
  public List<Id.Cell> unread() {
    return cells.stream().filter(cell -> finalOf(cell).isEmpty()).toList();
  }

  /** {@return the cells of which what counts is that somebody is not sure} */
  public List<Id.Cell> unsure() {
    return cells.stream()
        .filter(
            cell ->
                finalOf(cell)
                    .filter(last -> last.verdict() == CellVerdict.Other.UNSURE)
                    .isPresent())
        .toList();
  }

  /**
   * {@return the cells of which a second reader says something else than what counts, and nobody
   * has decided}
   */
  public List<Id.Cell> differing() {
    return cells.stream().filter(this::differs).toList();
  }

  private boolean differs(Id.Cell cell) {
    Optional<FinalVerdict> counts = finalOf(cell);
    return counts.isPresent()
        && counts.get().kind() == CaseReading.Kind.FIRST
        && readings.stream()
            .filter(reading -> reading.reading().kind() == CaseReading.Kind.SECOND)
            .flatMap(reading -> reading.verdict(cell).stream())
            .anyMatch(second -> !second.equals(counts.get().verdict()));
  }

  /**
   * Returns the readings of a kind.
   *
   * @param kind which kind
   */
  public List<ReadingVerdicts> of(CaseReading.Kind kind) {
    return readings.stream().filter(one -> one.reading().kind() == kind).toList();
  }
}
