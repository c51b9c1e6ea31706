package org.allnet.data.dataset;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.MissingValues;
import org.jspecify.annotations.Nullable;

/** Names of persons that are probably one person's, written in several ways. */
public final class SubjectNames {

  /** What statistics programs write for a missing number. */
  private static final Pattern MISSING = Pattern.compile("[-\u2212](1|9{1,4})([.,]0+)?");

  /** What may be a day, or the numbers of a site, a person and a visit. */
  private static final Pattern SHORT_DAY =
      Pattern.compile(
          "(0?[1-9]|[12]\\d|3[01])([-./])(0?[1-9]|[12]\\d|3[01])\\2\\d\\d"
              + "|(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");

  /** What is often written for a number that nobody knows, unless people are numbered so high. */
  private static final Pattern NINES = Pattern.compile("9{3,}([.,]0+)?");

  private static final Pattern ZEROS = Pattern.compile("0+([.,]0+)?");

  private static final Pattern NUMBER = Pattern.compile("\\d+([.,]0+)?");

  /** People whose numbers have as many digits are not counted from 0. */
  private static final int LONG_NUMBER = 3;

  private static final Pattern WRITTEN_WHOLE = Pattern.compile("^\\s*(\\d+)[.,]0+\\s*$");

  private static final Pattern BETWEEN_NUMBERS =
      Pattern.compile("(?<=\\d)[^\\p{L}\\p{M}\\d]+(?=\\d)");

  private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{M}\\d~]+");

  private static final Pattern LEADING_ZEROS = Pattern.compile("(?<!\\d)0+(?=\\d)");

  private static final Pattern BELOW_ZERO = Pattern.compile("[-\u2212]0*(\\d+)([.,]0+)?");

  /** A number as spreadsheets shorten it, such as {@code 1.2E+09}. */
  private static final Pattern SHORTENED =
      Pattern.compile("\\d+([.,]\\d+)?[eE]\\+\\d{1,3}|\\d+[.,]\\d+[eE]\\d{1,3}");

  /** Of fewer images each may well be of another person. */
  private static final int IMAGES_THAT_TELL = 10;

  private SubjectNames() {}

  /**
   * Returns the person that a cell of a table names.
   *
   * @param text the cell
   * @return the name; null if it is empty or only says that nobody knows, as {@code nan}, {@code
   *     N/A}, {@code unknown}, {@code various}, {@code -}, {@code ?}, the code {@code -1} and a
   *     spreadsheet's {@code #REF!} do, and if it is a day
   */
  public static @Nullable String named(String text) {
    String name = FileNames.text(text);
    return MissingValues.is(name)
            || MISSING.matcher(name).matches()
            || NobodyWords.is(name)
            || WrittenDay.is(LetterForms.inOneCode(name))
        ? null
        : name;
  }

  /**
   * Returns whether a name is nobody's beside all other names, although it may be somebody's by
   * itself: {@code 9999} beside people 1 to 80, {@code 000} beside people 1000 to 1080, {@code
   * n.b.} beside others than initials, and {@code 03.01.21} among nothing but days.
   *
   * @param subject the name
   * @param subjects all names
   * @return whether it is of nines alone and no other name is a number as long, of zeros alone and
   *     people are not counted from there, short for no answer, or all names are days
   */
  public static boolean isNobodyAmong(String subject, Collection<String> subjects) {
    if (SHORT_DAY.matcher(subject).matches()) {
      return subjects.stream()
          .filter(other -> named(other) != null)
          .allMatch(other -> SHORT_DAY.matcher(other).matches());
    }
    if (ZEROS.matcher(subject).matches()) {
      return areNotCountedFrom(wholeNumber(subject), subjects);
    }
    if (!NINES.matcher(subject).matches()) {
      return NobodyWords.isShort(subject, subjects);
    }
    int digits = wholeNumber(subject).length();
    List<String> others =
        subjects.stream()
            .filter(other -> named(other) != null && !NINES.matcher(other).matches())
            .map(SubjectNames::wholeNumber)
            .toList();
    return !others.isEmpty()
        && others.stream().noneMatch(other -> other.matches("\\d{%d,}".formatted(digits)));
  }

  /** Whether other numbers are not written with so many zeros in front and are not small. */
  private static boolean areNotCountedFrom(String zeros, Collection<String> subjects) {
    List<String> numbers =
        subjects.stream()
            .filter(other -> NUMBER.matcher(other).matches() && !ZEROS.matcher(other).matches())
            .map(SubjectNames::wholeNumber)
            .toList();
    if (zeros.length() == 1) {
      return !numbers.isEmpty()
          && numbers.stream().allMatch(other -> other.length() >= LONG_NUMBER)
          && numbers.stream().noneMatch(other -> other.startsWith("0"));
    }
    return numbers.stream()
        .noneMatch(
            other ->
                other.length() == 1 || (other.length() == zeros.length() && other.startsWith("0")));
  }

  private static String wholeNumber(String number) {
    return number.replaceFirst("[.,]0+$", "");
  }

  /**
   * Returns whether a name is a long number as spreadsheets shorten it, so that it may stand for
   * several people.
   *
   * @param subject such as {@code 1.2E+09}
   */
  public static boolean isShortened(String subject) {
    return SHORTENED.matcher(subject.strip()).matches();
  }

  /**
   * Returns whether a subject's name only repeats the name of its image, as tables do whose column
   * of people was filled with the wrong one.
   *
   * @param subject the name, absent if unknown
   * @param image the image's name, with folders or without
   */
  public static boolean repeatsImage(@Nullable String subject, String image) {
    String file = image.substring(image.lastIndexOf('/') + 1);
    return subject != null
        && (subject.equals(image)
            || subject.equals(file)
            || subject.equals(file.replaceFirst("\\.[^.]*$", "")));
  }

  /**
   * Returns whether a column of subjects may number images or cells: each of at least ten images
   * has a subject of its own.
   *
   * @param subjects the subject of each image
   */
  public static boolean areOfOneImageEach(Collection<String> subjects) {
    return subjects.size() >= IMAGES_THAT_TELL
        && subjects.stream().distinct().count() == subjects.size();
  }

  /**
   * Returns what all ways of writing a subject's name have in common: its letters and numbers,
   * without case, blanks, punctuation, leading zeros and the decimals of a whole number. The same
   * letter is one in all codes, such as the ya and kaf of Arabic and Persian keyboards. A sign
   * before a number that is the whole name is no punctuation.
   *
   * @param subject such as {@code P 03}
   * @return such as {@code p3}; the name itself if nothing of it is left
   */
  public static String folded(String subject) {
    Matcher belowZero = BELOW_ZERO.matcher(subject.strip());
    if (belowZero.matches()) {
      return "-" + belowZero.group(1);
    }
    String plain =
        LetterForms.inOneCode(subject)
            .toLowerCase(Locale.ROOT)
            // Turkish writes a dotless and a dotted i, whose capitals are I and \u0130.
            .replace('\u0131', 'i')
            .replace("i\u0307", "i");
    // Tables with gaps write whole numbers as 1.0.
    plain = WRITTEN_WHOLE.matcher(plain).replaceAll("$1");
    // Between two numbers a mark separates: 1-2 is not 12.
    // Vowel signs are letters of their own in many scripts, and no punctuation.
    plain = BETWEEN_NUMBERS.matcher(plain).replaceAll("~");
    plain = MARKS.matcher(plain).replaceAll("");
    plain = LEADING_ZEROS.matcher(plain).replaceAll("");
    return plain.isEmpty() ? subject : plain;
  }

  /**
   * Returns the person whom a subject's name stands for, as far as the name alone tells. Only a
   * data set's images tell that two names that differ are one person's.
   *
   * @param subject the name, absent if unknown
   * @return what all ways of writing the name have in common; absent if it is unknown
   */
  public static @Nullable String person(@Nullable String subject) {
    return subject == null ? null : folded(subject);
  }

  /**
   * Finds names that are probably one person's.
   *
   * @param subjects all names
   * @return the sets of two and more that differ only in the way of writing, each sorted
   */
  public static List<List<String>> alike(Collection<String> subjects) {
    return alike(subjects, SubjectNames::folded);
  }

  /** The sets of two and more names that have one folded form, each sorted. */
  static List<List<String>> alike(Collection<String> names, UnaryOperator<String> folded) {
    Map<String, Set<String>> byFolded = new TreeMap<>();
    for (String name : names) {
      byFolded.computeIfAbsent(folded.apply(name), key -> new TreeSet<>()).add(name);
    }
    return byFolded.values().stream()
        .filter(same -> same.size() > 1)
        .map(same -> List.copyOf(same))
        .toList();
  }
}
