package org.allnet.service.result;

import java.util.Optional;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;

/**
 * What machine and people say of a cell.
 *
 * @param cell the cell, its place and its picture
 * @param content the hash of the picture's bytes; empty if they were erased
 * @param machine what the model said; empty if it did not answer
 * @param verdict what counts; empty if nobody has judged
 * @param judgement the event that says so
 * @param kind in which kind of reading
 * @param synthetic whether a program made it, as the mark of its picture says
 */
public record CellResult(
    Cell cell,
    Optional<Hash> content,
    Optional<MachineAnswer> machine,
    Optional<CellVerdict> verdict,
    Optional<Id.Judgement> judgement,
    Optional<CaseReading.Kind> kind,
    boolean synthetic) {

  /** {@return whether the model proposed a class and a person says something else} */
  public boolean isOverridden() {
    return machine.flatMap(MachineAnswer::proposed).isPresent()
        && verdict.isPresent()
        && !verdict.get().equals(new CellVerdict.OfClass(machine.get().proposed().orElseThrow()));
  }
}
