package org.allnet.service.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.allnet.data.InputException;
import org.allnet.service.domain.CaseVerdicts;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;

/** What people said of cells, event by event. Nothing here changes or deletes an event. */
public interface Judgements {

  /**
   * Adds events, all or none.
   *
   * @param events of one reading, in their order
   * @throws InputException if the reading has ended or is another person's, a cell is of another
   *     case and not hidden in the reading, the case is closed, {@code before} is not what the
   *     reading says so far, a class is none of the project, or a reason is needed and missing
   */
  void append(List<Judgement> events);

  /**
   * Takes back what was added last to a reading and not yet taken back, by new events that restore
   * what the reading said before. What was added together is taken back together.
   *
   * @param reading which one
   * @param at when
   * @param random makes the salt of the reason, which says that it was taken back
   * @return the new events; none if there is nothing to take back
   * @throws InputException if the reading has ended or is another person's, or the case is closed
   */
  List<Judgement> undo(Id.Reading reading, Instant at, RandomGenerator random);

  /**
   * Returns an event.
   *
   * @param id which one
   * @return empty if there is none
   */
  Optional<Judgement> get(Id.Judgement id);

  /**
   * Returns all events of a cell, of all readings, in their order.
   *
   * @param cell the cell
   */
  List<Judgement> of(Id.Cell cell);

  /**
   * Returns what a reading says: the last event of each cell that has one. Of a verdict that was
   * taken back, {@code after} is empty.
   *
   * @param reading which one
   */
  Map<Id.Cell, Judgement> last(Id.Reading reading);

  /**
   * Returns all that people say of the cells of a case.
   *
   * @param of the case
   */
  CaseVerdicts verdicts(Id.Case of);

  /**
   * Returns when a reading said something last.
   *
   * @param reading which one
   * @return empty if it has said nothing
   */
  Optional<Instant> latest(Id.Reading reading);
}
