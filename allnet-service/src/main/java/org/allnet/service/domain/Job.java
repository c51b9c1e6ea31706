package org.allnet.service.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Work that waits, runs or has ended.
 *
 * @param id what it is known by
 * @param of the case that waits for it
 * @param task what it does
 * @param state how far it has come
 * @param attempts how often a worker began it
 * @param lease who works on it until when; empty if nobody does
 * @param fence grows with each lease; who has an older number has lost the job
 * @param created when it was queued
 * @param notBefore when it may begin
 * @param ended when it ended; empty if it has not
 * @param reason why it failed or was cancelled
 */
public record Job(
    Id.Job id,
    Id.Case of,
    JobTask task,
    State state,
    int attempts,
    Optional<Lease> lease,
    long fence,
    Instant created,
    Instant notBefore,
    Optional<Instant> ended,
    Optional<String> reason) {

  /** How far a job has come. */
  public enum State {
    /** Waits for a worker. */
    QUEUED,
    /** A worker has it. */
    LEASED,
    /** Its result is stored. */
    DONE,
    /** Failed so often that nobody tries it again. */
    FAILED,
    /** Nobody wants it any more. */
    CANCELLED;

    /** {@return the name in files and in the database} */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether it still has to be done} */
    public boolean isOpen() {
      return this == QUEUED || this == LEASED;
    }
  }

  /**
   * Who works on a job.
   *
   * @param worker the worker's name
   * @param until when somebody else may take it, unless the lease is renewed
   */
  public record Lease(String worker, Instant until) {}
}
