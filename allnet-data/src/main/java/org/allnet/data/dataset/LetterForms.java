package org.allnet.data.dataset;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** One letter in the several codes and spellings in which keyboards and programs write it. */
final class LetterForms {

  /** Marks for vowels in Arabic and Hebrew, which are mostly left out, and a stroke that widens. */
  private static final Pattern OMITTED =
      Pattern.compile(
          "[\u0640\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]");

  /** Letters that two codes have: Arabic and Persian, Arabic and Urdu, Turkish and Romanian. */
  private static final String CODES =
      "\u064a\u0643\u06c1\u06c3\u0219\u021b\u0218\u021a"
          + "\u06cc\u06a9\u0647\u0629\u015f\u0163\u015e\u0162";

  /** Letters without an accent that could be taken off, and what is written for them. */
  private static final String BARE =
      "\u0142\u0111\u00f8\u0131\u0259\u00e6\u0153\u0671\u0649\u0629" + "ldoieao\u0627\u06cc\u0647";

  /** Cyrillic and Greek capitals that look like Latin ones. */
  private static final String LOOK_ALIKES =
      "АВЕКМНОРСТХУІЈЅ\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
          + "ABEKMHOPCTXYIJSABEZHIKMNOPTYX";

  private static final Pattern ACCENTS = Pattern.compile("[\u0300-\u036f\u0653-\u0655]");

  private LetterForms() {}

  /**
   * Returns a name in one code: the digits of all scripts as 0 to 9, Persian letters for the same
   * letters in Arabic ({@code \u064a}, {@code \u0643}), no marks for vowels in Arabic and Hebrew,
   * and letters of double width as single ones.
   *
   * @param text as it is written
   */
  static String inOneCode(String text) {
    String plain = OMITTED.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
    StringBuilder one = new StringBuilder();
    mapped(plain, CODES)
        .codePoints()
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(one::appendCodePoint);
    return one.toString();
  }

  /**
   * Returns a name as it is written without its accents: {@code ü} as {@code u}, {@code ß} as
   * {@code ss}.
   *
   * @param text in lower case
   */
  static String withoutAccents(String text) {
    String bare = mapped(text, BARE).replace("\u00df", "ss");
    return ACCENTS.matcher(Normalizer.normalize(bare, Normalizer.Form.NFD)).replaceAll("");
  }

  /**
   * Returns a name as it is written on a keyboard without umlauts: {@code ü} as {@code ue}, {@code
   * ß} as {@code ss}, and other letters without their accents.
   *
   * @param text in lower case
   */
  static String withoutUmlauts(String text) {
    return withoutAccents(
        text.replace("\u00e4", "ae")
            .replace("\u00e6", "ae")
            .replace("\u00f6", "oe")
            .replace("\u00f8", "oe")
            .replace("\u0153", "oe")
            .replace("\u00fc", "ue")
            .replace("\u00e5", "aa"));
  }

  /** Returns a name in capitals, in which Cyrillic and Greek ones that look Latin are Latin. */
  static String inLatinCapitals(String text) {
    return mapped(text.toUpperCase(Locale.ROOT), LOOK_ALIKES);
  }

  /** Every letter of the first half of the pairs as the one at the same place in the second. */
  private static String mapped(String text, String pairs) {
    int half = pairs.length() / 2;
    StringBuilder mapped = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      int at = pairs.indexOf(c);
      mapped.append(at < 0 || at >= half ? c : pairs.charAt(at + half));
    }
    return mapped.toString();
  }
}
