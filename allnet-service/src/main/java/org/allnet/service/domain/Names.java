package org.allnet.service.domain;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.allnet.data.InputException;

/**
 * What people and things are called. A name that is new has no characters that are not seen; one
 * that an earlier version stored may have some, and is still read.
 */
public final class Names {

  /** The longest name, in characters. */
  public static final int LONGEST = 120;

  /** Letters that are drawn as nothing, or as a blank. */
  private static final String BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

  /** They join letters or keep them apart, as Persian needs. */
  private static final String JOINERS = "\u200c\u200d";

  private static final int ZERO_WIDTH_JOINER = 0x200d;

  /** Scripts in which that is seen. In others a name with a joiner looks like one without it. */
  private static final Set<UnicodeScript> JOINED =
      EnumSet.of(
          UnicodeScript.ARABIC,
          UnicodeScript.BENGALI,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.GUJARATI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.KANNADA,
          UnicodeScript.KHMER,
          UnicodeScript.MALAYALAM,
          UnicodeScript.MANDAIC,
          UnicodeScript.MONGOLIAN,
          UnicodeScript.MYANMAR,
          UnicodeScript.NKO,
          UnicodeScript.ORIYA,
          UnicodeScript.SINHALA,
          UnicodeScript.SYRIAC,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU,
          UnicodeScript.TIBETAN);

  /** Arabic and Syriac signs that are drawn, though they belong to the marks of a format. */
  private static final String SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2";

  private Names() {}

  /**
   * Whether a letter is not seen where it is.
   *
   * @param base the last letter before it that is no mark of any script
   * @param before the letter before it
   * @param after the letter behind it
   */
  private static boolean isUnseen(int base, int before, int letter, int after) {
    if (JOINERS.indexOf(letter) >= 0) {
      return !isJoined(base, before, letter, after);
    }
    if (isSelector(letter)) {
      return isSelector(before) || !isDrawnOtherwise(base, letter);
    }
    return switch (Character.getType(letter)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      case Character.FORMAT -> SIGNS.indexOf(letter) < 0;
      default -> Character.isISOControl(letter) || BLANK_LETTERS.indexOf(letter) >= 0;
    };
  }

  /** Whether a joiner changes how letters or pictures beside it are drawn. */
  private static boolean isJoined(int base, int before, int joiner, int after) {
    if (JOINERS.indexOf(before) >= 0) {
      return false;
    }
    if (isPicture(base)) {
      return isPicture(after);
    }
    return isOfJoined(base) && (isOfJoined(after) || endsWord(before, joiner, after));
  }

  /** Malayalam has words that end so. */
  private static boolean endsWord(int before, int joiner, int after) {
    return joiner == ZERO_WIDTH_JOINER
        && Character.getType(before) == Character.NON_SPACING_MARK
        && isOfJoined(before)
        && !Character.isLetter(after);
  }

  private static boolean isOfJoined(int letter) {
    return JOINED.contains(UnicodeScript.of(letter)) && BLANK_LETTERS.indexOf(letter) < 0;
  }

  /** Pictures such as those of faces, and the colours of their skin. */
  private static boolean isPicture(int letter) {
    return (letter >= 0x2190 && Character.getType(letter) == Character.OTHER_SYMBOL)
        || (letter >= 0x1f3fb && letter <= 0x1f3ff);
  }

  /** Whether it chooses how the letter before it is drawn, and is nothing by itself. */
  private static boolean isSelector(int letter) {
    return (letter >= 0xfe00 && letter <= 0xfe0f)
        || (letter >= 0xe0100 && letter <= 0xe01ef)
        || (letter >= 0x180b && letter <= 0x180d)
        || letter == 0x180f;
  }

  private static boolean isDrawnOtherwise(int base, int selector) {
    if (selector < 0xfe00) {
      return UnicodeScript.of(base) == UnicodeScript.MONGOLIAN;
    }
    return Character.isIdeographic(base)
        || (selector <= 0xfe0f
            && (isPicture(base) || Character.getType(base) == Character.MATH_SYMBOL));
  }

  private static String withoutUnseen(String text) {
    StringBuilder seen = new StringBuilder();
    int base = ' ';
    int before = ' ';
    for (int at = 0; at < text.length(); ) {
      int letter = text.codePointAt(at);
      at += Character.charCount(letter);
      int after = at < text.length() ? text.codePointAt(at) : ' ';
      if (!isUnseen(base, before, letter, after)) {
        seen.appendCodePoint(letter);
        before = letter;
        base = UnicodeScript.of(letter) == UnicodeScript.INHERITED ? base : letter;
      }
    }
    return seen.toString();
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
    if (!withoutUnseen(name).equals(name)) {
      throw refused(what, "characters that are not seen");
    }
  }

  /**
   * Refuses a new name that can't be kept, or has characters that are not seen.
   *
   * @param what what is named, for the message
   * @param name the name
   * @throws InputException if it is blank, too long, or has such characters or blanks at its ends
   */
  public static void requireNew(String what, String name) {
    require(what, name);
    requireSeen(what, name);
  }

  /**
   * Returns a text that somebody else chose without the characters that are not seen.
   *
   * @param text what may have some
   */
  public static String seen(String text) {
    return withoutUnseen(text).strip();
  }

  /**
   * Returns what two names have in common that look alike but for capitals and joiners.
   *
   * @param name one of them
   */
  public static String alike(String name) {
    StringBuilder bare = new StringBuilder();
    seen(Normalizer.normalize(name, Normalizer.Form.NFKC))
        .codePoints()
        .filter(letter -> JOINERS.indexOf(letter) < 0 && !isSelector(letter))
        .forEach(bare::appendCodePoint);
    return bare.toString().toLowerCase(Locale.ROOT);
  }

  private static InputException refused(String what, String has) {
    return new InputException(
        "%s: the name has %s; give 1 to %d, without blanks at its ends"
            .formatted(what, has, LONGEST));
  }
}
