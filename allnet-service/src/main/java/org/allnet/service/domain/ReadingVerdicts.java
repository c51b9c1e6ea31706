package org.allnet.service.domain;

import java.util.Map;
import java.util.Optional;

/**
 * A reading and what it says.
 *
 * @param reading the reading
 * @param last its last event of each cell that has one
 */
public record ReadingVerdicts(CaseReading reading, Map<Id.Cell, Last> last) {

  /**
   * The last event of a cell.
   *
   * @param sequence that of its line in the audit log, which tells of two events which came later;
   *     clocks do not
   * @param event what was said
   */
  public record Last(long sequence, Judgement event) {}

  /** Copies the map. */
  public ReadingVerdicts {
    last = Map.copyOf(last);
  }

  /**
   * Returns the last event of a cell.
   *
   * @param cell the cell
   */
  public Optional<Judgement> event(Id.Cell cell) {
    return lastOf(cell).map(Last::event);
  }

  Optional<Last> lastOf(Id.Cell cell) {
    return Optional.ofNullable(last.get(cell));
  }

  /**
   * Returns what the reading says of a cell.
   *
   * @param cell the cell
   * @return empty if nothing, or if it was taken back
   */
  public Optional<CellVerdict> verdict(Id.Cell cell) {
    return event(cell).flatMap(Judgement::after);
  }
}
