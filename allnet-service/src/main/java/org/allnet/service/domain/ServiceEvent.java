package org.allnet.service.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that happened, for other programs. It tells nothing of a person but the pseudonym, and
 * that no longer once the subject is erased.
 *
 * @param id what it is known by, also if it is sent several times
 * @param project whose programs learn of it
 * @param number 1 for the first of the project, without gaps
 * @param kind what happened
 * @param of the case, if it is about one
 * @param subject whose case it is
 * @param object with what it happened: a case, reading, signature, job or model
 * @param version of the result that was signed, if one was
 * @param at when
 * @param synthetic whether a program made what a picture of the case shows
 * @param modelSynthetic whether the model that answers about the case was trained on synthetic
 *     cells
 */
public record ServiceEvent(
    Id.Event id,
    Id.Project project,
    long number,
    Kind kind,
    Optional<Id.Case> of,
    Optional<OfSubject> subject,
    Id object,
    OptionalInt version,
    Instant at,
    boolean synthetic,
    boolean modelSynthetic) {

  /**
   * Whose case it is.
   *
   * @param id the subject
   * @param pseudonym empty if it was erased
   */
  public record OfSubject(Id.Subject id, Optional<String> pseudonym) {}

  /** What can happen. */
  public enum Kind {
    /** The model has answered all cells of a case. */
    CASE_ANSWERED,
    /** A person has ended a reading. */
    READING_CLOSED,
    /** A result was signed for the first time. */
    RESULT_SIGNED,
    /** A changed result was signed. */
    RESULT_AMENDED,
    /** A signed result must not be used any more. */
    RESULT_WITHDRAWN,
    /** A job was tried as often as it is, and failed. */
    JOB_FAILED,
    /** A model answers no more. */
    MODEL_STOPPED;

    /** {@return the name for programs, such as {@code result.signed}} */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }
}
