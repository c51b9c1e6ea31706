package org.allnet.service.domain;

import org.allnet.data.InputException;

/**
 * What people and things are called. A name that is new has no characters that are not seen; one
 * that an earlier version stored may have some, and is still read.
 */
public final class Names {

  private static final int LONGEST = 120;

  /** Letters that are drawn as nothing, or as a blank. */
  private static final String BLANK_LETTERS = "\u034f\u115f\u1160\u2800\u3164\uffa0";

  /** They join letters or keep them apart, as Persian needs. */
  private static final String JOINERS = "\u200c\u200d";

  /** Arabic and Syriac signs that are drawn, though they belong to the marks of a format. */
  private static final String SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2";

  private Names() {}

  /** Marks without a width, and those that turn the order in which what follows is shown. */
  private static boolean isUnseen(int letter) {
    return Character.isISOControl(letter)
        || BLANK_LETTERS.indexOf(letter) >= 0
        || (Character.getType(letter) == Character.FORMAT
            && JOINERS.indexOf(letter) < 0
            && SIGNS.indexOf(letter) < 0);
  }

  /**
   * Refuses what is no name, stored or new.
   *
   * @param what what is named, for the message
   * @param name the name
   * @throws InputException if it is blank, begins or ends with a blank, is longer than 120
   *     characters, or has control characters
   */
  static void require(String what, String name) {
    boolean plain = name.chars().noneMatch(Character::isISOControl);
    if (name.isBlank() || !name.equals(name.strip()) || name.length() > LONGEST || !plain) {
      throw refused(what, plain ? name.length() + " characters" : "control characters");
    }
  }

  /**
   * Refuses a new name that has characters that are not seen, such as those that turn the order of
   * what follows: two names must not look alike.
   *
   * @param what what is named, for the message
   * @param name the name
   * @throws InputException if it has some
   */
  public static void requireSeen(String what, String name) {
    if (name.codePoints().anyMatch(Names::isUnseen)) {
      throw refused(what, "characters that are not seen");
    }
  }

  /**
   * Returns a text that somebody else chose without the characters that are not seen.
   *
   * @param text what may have some
   */
  public static String seen(String text) {
    StringBuilder seen = new StringBuilder();
    text.codePoints().filter(letter -> !isUnseen(letter)).forEach(seen::appendCodePoint);
    return seen.toString().strip();
  }

  private static InputException refused(String what, String has) {
    return new InputException(
        "%s: the name has %s; give 1 to %d, without blanks at its ends"
            .formatted(what, has, LONGEST));
  }
}
