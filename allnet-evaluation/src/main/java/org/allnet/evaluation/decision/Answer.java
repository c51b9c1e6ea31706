package org.allnet.evaluation.decision;

/** What a reader is told of one cell. Never a diagnosis. */
public enum Answer {
  /** Called the positive class. */
  BLAST("blast"),
  /** Called the other class. */
  HEALTHY("healthy"),
  /** Too uncertain: a morphologist looks at it. */
  REFER("refer");

  private final String key;

  Answer(String key) {
    this.key = key;
  }

  /** {@return the word in text, CSV and JSON} */
  public String key() {
    return key;
  }
}
