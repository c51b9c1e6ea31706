package org.allnet.service.audit;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.allnet.data.file.Sha256;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;

/**
 * The end of a chain.
 *
 * @param count how many lines it has
 * @param hash of the last line; of none, zeros
 */
public record AuditHead(long count, Hash hash) {

  /** The head of a chain without a line. */
  public static final AuditHead START = new AuditHead(0, new Hash("0".repeat(64)));

  /**
   * Returns the next line of the chain.
   *
   * @param at when; cut to microseconds, as databases keep it
   * @param actor who
   * @param event what was done
   */
  public AuditEntry next(Instant at, Actor actor, AuditEvent event) {
    Instant kept = at.truncatedTo(ChronoUnit.MICROS);
    return new AuditEntry(
        count + 1, kept, actor, event, hash, linked(count + 1, kept, actor, event));
  }

  /**
   * Returns the head after a line.
   *
   * @param entry the line
   */
  public static AuditHead after(AuditEntry entry) {
    return new AuditHead(entry.sequence(), entry.hash());
  }

  /** Whether a line is what this head's next line says it is. */
  boolean continuesWith(AuditEntry entry) {
    return entry.previous().equals(hash)
        && entry.hash().equals(linked(entry.sequence(), entry.at(), entry.actor(), entry.event()));
  }

  private Hash linked(long sequence, Instant at, Actor actor, AuditEvent event) {
    MessageDigest digest = Sha256.digest();
    digest.update(hash.bytes());
    return Hash.of(digest.digest(CanonicalBytes.of(sequence, at, actor, event)), 0);
  }
}
