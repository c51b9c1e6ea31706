package org.allnet.service.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One event: a person said something of a cell, or took it back. Events are never changed; the last
 * one of a reading says what its reader thinks.
 *
 * @param id what it is known by
 * @param cell the cell
 * @param reading in which reading
 * @param reader who
 * @param at when
 * @param shown what the reader saw
 * @param before what the reading said until then; empty if nothing
 * @param after what it says from then on; empty if the verdict was taken back
 * @param reason why, in the reader's words
 */
public record Judgement(
    Id.Judgement id,
    Id.Cell cell,
    Id.Reading reading,
    Id.Account reader,
    Instant at,
    Shown shown,
    Optional<CellVerdict> before,
    Optional<CellVerdict> after,
    Optional<SealedText> reason) {

  /** {@return whether another verdict was there and is replaced, not only taken back} */
  public boolean changesVerdict() {
    return before.isPresent() && after.isPresent() && !before.equals(after);
  }

  /** {@return whether a class was proposed and the reader says something else} */
  public boolean isAgainstModel() {
    return shown.proposed().isPresent()
        && after.isPresent()
        && !after.get().equals(new CellVerdict.OfClass(shown.proposed().get()));
  }

  /**
   * Returns whether a reason has to be given: if another verdict is replaced, if the result is
   * signed, and on wish of the project if the model is overridden.
   *
   * @param rules the project's
   * @param status the case's
   */
  public boolean needsReason(Project.Rules rules, CaseStatus status) {
    return changesVerdict()
        || status.isSigned()
        || (rules.reasonAgainstModel() && isAgainstModel());
  }
}
