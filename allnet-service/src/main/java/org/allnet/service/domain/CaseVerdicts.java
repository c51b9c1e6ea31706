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
   * {@return the cells of which another reader says something else than what counts, and nobody has
   * decided}
   */
  public List<Id.Cell> differing() {
    return cells.stream().filter(this::differs).toList();
  }

  private boolean differs(Id.Cell cell) {
    return finalOf(cell)
        .filter(counts -> counts.kind() == CaseReading.Kind.FIRST)
        .flatMap(counts -> against(cell))
        .isPresent();
  }

  /**
   * Returns what another reader says against the first reading of a cell: a second reader, or
   * somebody who read it first too. Of the latter, "unsure" is no verdict against anybody's: it
   * asks others to look.
   *
   * @param cell the cell
   * @return empty if no first reading says anything, or nobody says something else
   */
  public Optional<CellVerdict> against(Id.Cell cell) {
    Optional<FinalVerdict> first = FinalVerdict.of(of(CaseReading.Kind.FIRST), cell);
    return first.flatMap(
        said ->
            readings.stream()
                .filter(one -> contradicts(one.reading(), said.event().reader()))
                .flatMap(one -> one.verdict(cell).filter(other -> isSaid(one, other)).stream())
                .filter(other -> !other.equals(said.verdict()))
                .findFirst());
  }

  private static boolean contradicts(CaseReading one, Id.Account reader) {
    return one.kind() == CaseReading.Kind.SECOND
        || (one.kind() == CaseReading.Kind.FIRST && !one.reader().equals(reader));
  }

  private static boolean isSaid(ReadingVerdicts one, CellVerdict verdict) {
    return one.reading().kind() == CaseReading.Kind.SECOND || verdict != CellVerdict.Other.UNSURE;
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
