package org.allnet.service.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What counts of a cell. The one rule: an amendment counts more than an adjudication, and that more
 * than the first reading. Of several readings of one kind, the one that spoke last counts, by the
 * sequence of the audit log. A second reading and a competency reading never count by themselves.
 *
 * @param verdict what is said
 * @param kind in which kind of reading
 * @param event by which event
 */
public record FinalVerdict(CellVerdict verdict, CaseReading.Kind kind, Judgement event) {

  private static final List<CaseReading.Kind> ORDER =
      List.of(CaseReading.Kind.AMENDMENT, CaseReading.Kind.ADJUDICATION, CaseReading.Kind.FIRST);

  /**
   * Returns what counts of a cell.
   *
   * @param readings all of the case, each with its last event of each cell
   * @param cell the cell
   * @return empty if nobody whose word counts has said anything, or has taken it back
   */
  public static Optional<FinalVerdict> of(List<ReadingVerdicts> readings, Id.Cell cell) {
    for (CaseReading.Kind kind : ORDER) {
      Optional<Judgement> last =
          readings.stream()
              .filter(reading -> reading.reading().kind() == kind)
              .flatMap(reading -> reading.lastOf(cell).stream())
              .filter(said -> said.event().after().isPresent())
              .max(Comparator.comparingLong(ReadingVerdicts.Last::sequence))
              .map(ReadingVerdicts.Last::event);
      if (last.isPresent()) {
        return last.map(event -> new FinalVerdict(event.after().orElseThrow(), kind, event));
      }
    }
    return Optional.empty();
  }
}
