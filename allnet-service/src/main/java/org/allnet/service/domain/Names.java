package org.allnet.service.domain;

import org.allnet.data.InputException;

/** Names that people give and that pages, files and logs show. */
final class Names {

  private static final int LONGEST = 120;

  /** Marks without a width, and those that turn the order in which what follows is shown. */
  private static final String UNSEEN = "\u200b\u200e\u200f\u2060\ufeff";

  private Names() {}

  private static boolean isUnseen(int letter) {
    return Character.isISOControl(letter)
        || UNSEEN.indexOf(letter) >= 0
        || (letter >= 0x202a && letter <= 0x202e)
        || (letter >= 0x2066 && letter <= 0x2069);
  }

  /**
   * Refuses what is no name.
   *
   * @param what what is named, for the message
   * @param name the name
   * @throws InputException if it is blank, begins or ends with a blank, is longer than 120
   *     characters, or has control characters or others that are not seen, such as those that turn
   *     the order of what follows: two names must not look alike
   */
  static void require(String what, String name) {
    boolean plain = name.codePoints().noneMatch(Names::isUnseen);
    if (name.isBlank() || !name.equals(name.strip()) || name.length() > LONGEST || !plain) {
      throw new InputException(
          what
              + ": the name has "
              + (plain ? name.length() + " characters" : "characters that are not seen")
              + "; give 1 to "
              + LONGEST
              + ", without blanks at its ends");
    }
  }
}
