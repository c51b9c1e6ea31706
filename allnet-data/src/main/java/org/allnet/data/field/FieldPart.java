package org.allnet.data.field;

import java.util.Arrays;
import java.util.Optional;

/** The part of a set that a field is in, in the order in which parts are written. */
public enum FieldPart {
  /** What a detector learns from. */
  TRAINING("train"),
  /** What its epoch and operating points are chosen on. */
  VALIDATION("val"),
  /** What it is evaluated on. */
  TEST("test"),
  /** All of a set that has no parts. */
  WHOLE("all"),
  /** The fields of a run that were finished before it was stopped. */
  FINISHED("finished");

  private final String key;

  FieldPart(String key) {
    this.key = key;
  }

  /** {@return the name in options, files and folders} */
  public String key() {
    return key;
  }

  /**
   * Finds a part by its name.
   *
   * @param key the name
   * @return the part; empty if there is none of this name
   */
  public static Optional<FieldPart> ofKey(String key) {
    return Arrays.stream(values()).filter(part -> part.key.equals(key)).findFirst();
  }
}
