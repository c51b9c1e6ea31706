package org.allnet.service.domain;

import org.allnet.data.InputException;

/** Names that people give and that pages, files and logs show. */
final class Names {

  private static final int LONGEST = 120;

  private Names() {}

  /**
   * Refuses what is no name.
   *
   * @param what what is named, for the message
   * @param name the name
   * @throws InputException if it is blank, begins or ends with a blank, is longer than 120
   *     characters, or has control characters
   */
  static void require(String what, String name) {
    boolean plain = name.chars().noneMatch(Character::isISOControl);
    if (name.isBlank() || !name.equals(name.strip()) || name.length() > LONGEST || !plain) {
      throw new InputException(
          what
              + ": the name has "
              + (plain ? name.length() + " characters" : "control characters")
              + "; give 1 to "
              + LONGEST
              + ", without blanks at its ends");
    }
  }
}
