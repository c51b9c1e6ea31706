package org.allnet.service.domain;

import java.util.Optional;

/**
 * Something that was done, as the audit log is to keep it.
 *
 * @param act what was done
 * @param object with what
 * @param before what was so far, in plain words of the program that name nobody; empty if nothing
 * @param after what is from then on, in such words; empty if nothing
 * @param record the hash of the record that was written, so that it can't be changed unseen
 * @param reason why, in the words of the person who did it
 */
public record AuditEvent(
    Act act,
    Id object,
    String before,
    String after,
    Optional<Hash> record,
    Optional<SealedText> reason) {

  /**
   * Returns an event without record and reason.
   *
   * @param act what was done
   * @param object with what
   * @param before what was so far
   * @param after what is from then on
   */
  public static AuditEvent of(Act act, Id object, String before, String after) {
    return new AuditEvent(act, object, before, after, Optional.empty(), Optional.empty());
  }
}
