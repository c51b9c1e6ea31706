package org.allnet.service.domain;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How far a case has come. What is signed never becomes unsigned again. */
public enum CaseStatus {
  /** No model has answered yet, or none is to. */
  QUEUED("no answer yet"),
  /** A model has answered, and nobody has looked. */
  ANSWERED("machine only"),
  /** Somebody has judged a cell. */
  IN_REVIEW("in review"),
  /** A person has signed the result. */
  SIGNED("signed"),
  /** The result was changed after signing, and signed again. */
  AMENDED("amended"),
  /** The result must not be used any more. */
  WITHDRAWN("withdrawn"),
  /** Stopped before there was a result. */
  CANCELLED("cancelled");

  private final String words;

  CaseStatus(String words) {
    this.words = words;
  }

  /** {@return the name in files and in the database, such as {@code in-review}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return the status in a word or a few, which every page, print and export shows} */
  public String words() {
    return words;
  }

  /** {@return what it may become next} */
  public Set<CaseStatus> next() {
    return switch (this) {
      case QUEUED -> EnumSet.of(ANSWERED, IN_REVIEW, CANCELLED);
      case ANSWERED -> EnumSet.of(QUEUED, IN_REVIEW, CANCELLED); // more pictures came
      case IN_REVIEW -> EnumSet.of(SIGNED, CANCELLED);
      case SIGNED, AMENDED -> EnumSet.of(AMENDED, WITHDRAWN);
      case WITHDRAWN, CANCELLED -> EnumSet.noneOf(CaseStatus.class);
    };
  }

  /** {@return whether a person has signed for it} */
  public boolean isSigned() {
    return this == SIGNED || this == AMENDED;
  }

  /** {@return whether nothing about it may change any more} */
  public boolean isClosed() {
    return next().isEmpty();
  }
}
