package org.allnet.service.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One person goes through the cells of a case once.
 *
 * @param id what it is known by
 * @param of the case
 * @param kind in which role
 * @param reader who reads
 * @param blinded whether the model's proposals and all other readings are hidden
 * @param seed of the random order in which a blinded reader sees the cells
 * @param opened when it began
 * @param closed when it ended; empty if it goes on
 */
public record CaseReading(
    Id.Reading id,
    Id.Case of,
    Kind kind,
    Id.Account reader,
    boolean blinded,
    long seed,
    Instant opened,
    Optional<Instant> closed) {

  /** The role of a reading. */
  public enum Kind {
    /** The first one, whose verdicts are the result unless there is an adjudication. */
    FIRST,
    /** By somebody else, to tell how far two people agree. */
    SECOND,
    /** Decides where first and second differ. */
    ADJUDICATION,
    /** Of cells whose class is known, to tell how a reader does. */
    COMPETENCY,
    /** Corrects what is signed, until it is signed again. */
    AMENDMENT;

    /** {@return the name in files and in the database} */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns whether this reading's reader may see what another one says. A blinded reader sees
   * nobody's; an adjudicator sees all, without names; who amends sees all.
   *
   * @param other a reading of the same case
   */
  public boolean shows(CaseReading other) {
    return id.equals(other.id)
        || kind == Kind.ADJUDICATION
        || kind == Kind.AMENDMENT
        || (!blinded && !other.blinded);
  }

  /** {@return whether it goes on and its reader must not know what others say} */
  public boolean isBlindNow() {
    return blinded && closed.isEmpty();
  }
}
