package org.allnet.data.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Folders that are told apart by a number, a letter or a side alone, such as {@code slide1} and
 * {@code slide2}, {@code Patient A} and {@code Patient B}: further images, and no copies. Of a word
 * for images or for what is done to them, such as {@code crop1} and {@code crop2}, a number may
 * tell a copy.
 */
final class CountedFolders {

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

  private static final Pattern YEAR = Pattern.compile("(19[5-9]|20[0-3])\\d");

  private static final Pattern COUNTERS =
      Pattern.compile(
          "\\p{L}|one|two|three|four|first|second|third|left|right|top|bottom|upper|lower"
              + "|links|rechts|oben|unten|sol|sag|eins|zwei|drei");

  private static final Set<String> OF_PEOPLE =
      Set.of(
          "patient",
          "case",
          "subject",
          "person",
          "donor",
          "child",
          "hasta",
          "fall",
          "slide",
          "smear",
          "film",
          "sample",
          "specimen",
          "visit",
          "day",
          "week",
          "batch",
          "plate",
          "well",
          "hospital",
          "site",
          "center",
          "centre",
          "lab");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** Shorter words, such as z and x, count planes and sizes. */
  private static final int SHORTEST = 3;

  private CountedFolders() {}

  /**
   * Returns whether two folders are counted.
   *
   * @param one the name of a folder, without those above it
   * @param other the name of another one beside it
   */
  static boolean areCounted(String one, String other) {
    if (YEAR.matcher(one.strip()).matches() && YEAR.matcher(other.strip()).matches()) {
      return true;
    }
    List<String> words = words(one);
    if (!areOfOneWord(one, other) || isOfImages(one)) {
      return false;
    }
    // A and B alone may be anything.
    boolean numbered = isNumbered(one) && isNumbered(other);
    boolean said = words.stream().anyMatch(word -> word.length() > 1);
    return !words.isEmpty() && (numbered || said);
  }

  /**
   * Returns whether two folders count people, slides, batches or the like, so that their images are
   * counted anew in each: a word of three letters or more that is none for images, with other
   * numbers, or one for people and slides with another letter. Letters and short words alone may
   * tell channels, sides or sizes of the same images.
   *
   * @param one the name of a folder, without those above it
   * @param other the name of another one beside it
   */
  static boolean countAnew(String one, String other) {
    if (!areCounted(one, other)) {
      return false;
    }
    String word = NUMBER.matcher(one).replaceAll("");
    boolean numbered =
        word.codePoints().filter(Character::isLetter).count() >= SHORTEST
            && word.equalsIgnoreCase(NUMBER.matcher(other).replaceAll(""));
    return numbered || (kept(one).stream().anyMatch(OF_PEOPLE::contains));
  }

  /**
   * Returns whether two folders differ in a number, a letter or a side alone, whatever their word.
   *
   * @param one the name of a folder, without those above it
   * @param other the name of another one beside it
   */
  static boolean areOfOneWord(String one, String other) {
    return kept(one).equals(kept(other));
  }

  private static boolean isOfImages(String name) {
    return words(name).stream()
        .map(ClassNames::folded)
        .anyMatch(word -> !OF_PEOPLE.contains(word) && PictureKind.isCounted(word));
  }

  /** The words but for counters, without an s behind. */
  private static List<String> kept(String name) {
    return words(name).stream()
        .filter(word -> !COUNTERS.matcher(word).matches())
        .map(
            word ->
                word.length() > 2 && word.endsWith("s")
                    ? word.substring(0, word.length() - 1)
                    : word)
        .toList();
  }

  private static boolean isNumbered(String name) {
    return name.codePoints().anyMatch(Character::isDigit);
  }

  private static List<String> words(String name) {
    String parted = JoinedWords.parted(name, " ").toLowerCase(Locale.ROOT);
    return Arrays.stream(NO_LETTERS.split(parted)).filter(word -> !word.isEmpty()).toList();
  }
}
