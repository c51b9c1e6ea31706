package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.dataset.WrittenDay.Certainty;

/**
 * Names of which a part is a day, behind the person's name ({@code Müller_03-01-21}) or in front of
 * it ({@code 2021-01-03 Müller}). Days of birth are a part of the person's name: they are taken for
 * that if they are from before 1990, from when hardly any digital image is, or span more than 30
 * years, or 15 behind initials alone. Immutable.
 */
final class DatedNames {

  private static final String MARK = "[\\s_.,;:#/()\\[\\]-]";

  private static final int FIRST_DIGITAL_YEAR = 1990;
  private static final int LONGEST_COLLECTION = 30;

  /** Two days of one name that differ by more years are those of two people. */
  private static final int LONGEST_ILLNESS = 15;

  private static final int INITIALS = 3;

  /** Of so many days one at either end may be a mistake. */
  private static final int OF_ONE_MISTAKE = 10;

  /** Shorter numbers are counted anew each day. */
  private static final int DIGITS_OF_PERSON = 3;

  /** Those of a day with its whole year. */
  private static final int DIGITS_OF_DAY = 8;

  private static final Pattern LETTERED_NUMBER = Pattern.compile("\\p{L}+" + MARK + "*\\d+");

  /** The last part of a name if it has as many digits as a day. */
  private static final Pattern AS_LONG =
      Pattern.compile(".*" + MARK + "(\\d{5}|\\d{6}|\\d{8}|\\d{10}|\\d{13})");

  /** Days of a calendar have 6, 8 or 14 digits, those that Excel counts 5, and Unix's 10 or 13. */
  private static final List<Set<Integer>> ALIKE =
      List.of(Set.of(6, 8, 14), Set.of(5), Set.of(10, 13));

  private static final Pattern THREE_LETTERS = Pattern.compile("\\p{L}{3}|\\p{IsHan}{2}");

  /** Words of two letters and more: one alone numbers the samples of a day. */
  private static final Pattern WORDS =
      Pattern.compile("[\\p{L}\\p{M}'\u2019]{2,}(?:[\\s_.,-]+[\\p{L}\\p{M}'\u2019]+)*");

  private record Way(Certainty certainty, boolean inFront, Pattern pattern) {}

  private static final List<Way> WAYS = ways();

  /**
   * A name with a day.
   *
   * @param person what is not the day, as it is written
   * @param certainty whether the day may be something else
   * @param year when
   * @param inFront whether the day is in front
   * @param digits how many there are if it is of digits alone, else 0
   */
  record Dated(String person, Certainty certainty, int year, boolean inFront, int digits) {

    /**
     * Whether it has a day of eight digits behind a letter and a number, such as {@code
     * H12_20210103}: two days of one such name are those of one person.
     */
    boolean isOfLetteredNumber() {
      return !inFront && digits == DIGITS_OF_DAY && LETTERED_NUMBER.matcher(person).matches();
    }

    boolean isOfInitials() {
      return person.codePoints().filter(Character::isLetter).count() <= INITIALS && !hasDigits();
    }

    private boolean hasDigits() {
      return person.codePoints().anyMatch(Character::isDigit);
    }

    private boolean isNumber() {
      return person.codePoints().allMatch(Character::isDigit);
    }

    private boolean isSmallNumber() {
      return isNumber() && person.replaceFirst("^0+", "").length() < DIGITS_OF_PERSON;
    }

    private String folded() {
      return SubjectNames.folded(person);
    }
  }

  private final Map<String, Dated> byName;

  private DatedNames(Map<String, Dated> byName) {
    this.byName = Map.copyOf(byName);
  }

  /**
   * Looks at names.
   *
   * @param names all names, in one code ({@link LetterForms#inOneCode})
   */
  static DatedNames of(Collection<String> names) {
    Map<String, Dated> dated = new HashMap<>();
    names.forEach(name -> read(name).ifPresent(day -> dated.put(name, day)));
    for (String name : names) {
      Matcher number = AS_LONG.matcher(name);
      if (!dated.containsKey(name) && number.matches()) {
        dated.values().removeIf(day -> areAlike(day.digits(), number.group(1).length()));
      }
    }
    if (dated.values().stream().anyMatch(day -> day.inFront() && day.isSmallNumber())) {
      dated.values().removeIf(day -> day.inFront() && day.isNumber());
    }
    if (dated.isEmpty() || areBirths(dated.values())) {
      return new DatedNames(Map.of());
    }
    Map<String, IntSummaryStatistics> years = new HashMap<>();
    for (Dated day : dated.values()) {
      years.computeIfAbsent(day.folded(), key -> new IntSummaryStatistics()).accept(day.year());
    }
    dated
        .values()
        .removeIf(
            day -> {
              IntSummaryStatistics of = years.get(day.folded());
              return of != null && of.getMax() - of.getMin() > LONGEST_ILLNESS;
            });
    return new DatedNames(dated);
  }

  /** {@return the person and the day of a name; empty if it has none, or its day is of birth} */
  Optional<Dated> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static boolean areBirths(Collection<Dated> days) {
    List<Integer> years = days.stream().map(Dated::year).sorted().toList();
    int mistakes = years.size() / OF_ONE_MISTAKE;
    int first = years.get(mistakes);
    int last = years.get(years.size() - 1 - mistakes);
    boolean initials = days.stream().allMatch(Dated::isOfInitials);
    return first < FIRST_DIGITAL_YEAR
        || last - first > (initials ? LONGEST_ILLNESS : LONGEST_COLLECTION);
  }

  private static boolean areAlike(int digits, int others) {
    return ALIKE.stream().anyMatch(of -> of.contains(digits) && of.contains(others));
  }

  private static Optional<Dated> read(String name) {
    if (WrittenDay.is(name)) {
      return Optional.empty();
    }
    for (Way way : WAYS) {
      Matcher found = way.pattern().matcher(name);
      if (found.matches()) {
        String written = found.group("day");
        Dated dated =
            new Dated(
                found.group("person").strip(),
                way.certainty(),
                WrittenDay.year(found),
                way.inFront(),
                written.codePoints().allMatch(Character::isDigit) ? written.length() : 0);
        // The surest way that fits decides: 1000 Jan 2021 is no person 1000 Jan.
        return mayBePerson(dated) ? Optional.of(dated) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean mayBePerson(Dated dated) {
    String person = dated.person();
    if (CountingWords.is(person)) {
      return false;
    }
    if (dated.inFront() && !dated.hasDigits()) {
      return WORDS.matcher(person).matches();
    }
    return switch (dated.certainty()) {
      case SURE -> true;
      // Numbers in front of days of digits alone may be those of sites.
      case PERHAPS -> dated.inFront() || !dated.isSmallNumber();
      case COARSE -> !dated.inFront() && THREE_LETTERS.matcher(person).find();
    };
  }

  private static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (WrittenDay.Form form : WrittenDay.forms()) {
      ways.add(behind(form, "[\\p{L}\\d].*?", MARK + "+"));
      ways.add(inFront(form, MARK + "+"));
    }
    for (WrittenDay.Form form : WrittenDay.counted()) {
      ways.add(behind(form, "[\\p{L}\\d].*?", MARK + "+"));
    }
    for (WrittenDay.Form form : WrittenDay.eastAsian()) {
      ways.add(behind(form, "[\\p{L}\\d].*?(?<!\\d)", MARK + "*"));
      ways.add(inFront(form, MARK + "*"));
    }
    return List.copyOf(ways);
  }

  private static Way behind(WrittenDay.Form form, String person, String mark) {
    return new Way(
        form.certainty(),
        false,
        Pattern.compile(
            "(?iu)(?<person>%s)%s(?<day>%s)%s*".formatted(person, mark, form.regex(), MARK)));
  }

  private static Way inFront(WrittenDay.Form form, String mark) {
    return new Way(
        form.certainty(),
        true,
        Pattern.compile("(?iu)(?<day>%s)%s(?<person>[\\p{L}\\d].*)".formatted(form.regex(), mark)));
  }
}
