package org.allnet.data.dataset;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ways of writing a day, a month or a year, by the calendars of most countries: years such as
 * 2021, Persian ones such as 1399, Islamic ones such as 1442 and Thai ones such as 2564.
 */
final class WrittenDay {

  /** How sure it is that so much is a day, and not the number of a site, a person or a visit. */
  enum Certainty {
    /** A day with separators, of which nothing else has the form. */
    SURE,
    /** Digits that may be a number as well. */
    PERHAPS,
    /** A month or year, which may be that of a study or batch. */
    COARSE
  }

  /**
   * One way of writing.
   *
   * @param certainty whether it may be something else
   * @param regex with a group {@code y} for the year, or for the number that a program counts
   */
  record Form(Certainty certainty, String regex) {}

  private static final String WESTERN = "(?:19|20)\\d\\d";
  private static final String YEAR = "(?:19|20|13|14|24|25)\\d\\d";
  private static final String MONTH = "(?:0?[1-9]|1[0-2])";
  private static final String DAY = "(?:0?[1-9]|[12]\\d|3[01])";
  private static final String MONTH2 = "(?:0[1-9]|1[0-2])";
  private static final String DAY2 = "(?:0[1-9]|[12]\\d|3[01])";
  private static final String GAP = "[.]?[\\s_-]?";
  private static final String OF = "(?:\\s(?:de|di|of)\\s)?";

  /** The time of a day behind it. */
  private static final String TIME =
      "(?:(?:T\\d{1,2}:?\\d{2}(?::?\\d{2})?|[\\s_-]+(?:\\d{1,2}[:h]\\d{2}(?::\\d{2})?|\\d{2}(?<c>[.-])\\d{2}\\k<c>\\d{2}|\\d{6}))(?:[.,]\\d+)?\\s?(?:Z|[ap]m|[+-]\\d{2}:?\\d{2})?)?";

  /** A time that is no number of a person. */
  private static final String CLOCK = "(?:T\\d.*|\\s+\\d{1,2}[:h]\\d{2}.*)?";

  private static final int DIGITS_OF_EXCEL = 5;
  private static final int DIGITS_OF_UNIX = 10;

  /** The day from which Excel counts days. */
  private static final LocalDate EXCEL = LocalDate.of(1899, 12, 30);

  private static final String ERA = "(?:令和|平成|昭和|民国|民國)?(?<y>\\d{1,4})\\s?[年년]";

  private static final List<Form> EAST_ASIAN =
      List.of(
          day(Certainty.SURE, ERA + "\\s?%1$s\\s?[月월]\\s?%2$s\\s?[日일号號]?"),
          coarse(ERA + "(?:\\s?%s\\s?[月월])?".formatted(MONTH)));

  private static final List<Form> FORMS =
      List.of(
          day(Certainty.SURE, "%2$s(?<s>[./_ -])%2$s\\k<s>(?<y>%3$s)"),
          day(Certainty.SURE, "(?<y>%3$s)(?<s>[./_ -])%1$s\\k<s>%2$s"),
          day(Certainty.SURE, "%2$s(?<s>[./])%1$s\\k<s>(?<y>\\d\\d)"),
          day(Certainty.SURE, "%2$s%4$s%6$s%5$s%6$s%4$s(?<y>%3$s)"),
          day(Certainty.SURE, "%2$s%4$s%5$s%4$s(?<y>\\d\\d)"),
          day(Certainty.SURE, "%2$s%4$s\\p{L}{3,9}%4$s(?<y>(?:19|20)\\d\\d)"),
          day(Certainty.SURE, "%5$s%4$s%2$s(?:st|nd|rd|th)?,?[\\s_-](?<y>%3$s)"),
          day(Certainty.PERHAPS, "(?<!-)%2$s-%1$s-(?<y>\\d\\d)"),
          day(Certainty.PERHAPS, "(?<!-)(?<y>\\d\\d)(?<s>[./-])%7$s\\k<s>%8$s"),
          day(Certainty.PERHAPS, "(?<y>%3$s)%7$s%8$s(?:\\d{6})?"),
          day(Certainty.PERHAPS, "%8$s%7$s(?<y>%3$s)"),
          day(Certainty.PERHAPS, "(?<y>\\d\\d)%7$s%8$s"),
          day(Certainty.PERHAPS, "%8$s%7$s(?<y>\\d\\d)"),
          coarse("(?<y>%s)[./-]%s".formatted(WESTERN, MONTH2)),
          coarse("%s[./-](?<y>%s)".formatted(MONTH2, WESTERN)),
          coarse("%s%s(?<y>%s)".formatted(MonthNames.pattern(), GAP, YEAR)),
          coarse("%s%s(?<y>\\d\\d)".formatted(MonthNames.pattern(), GAP)),
          coarse("(?<y>%s)".formatted(WESTERN)));

  /** The days that Excel counts, from 1990 to 2031, and the seconds that Unix counts, from 2001. */
  private static final List<Form> COUNTED =
      List.of(
          new Form(Certainty.PERHAPS, "(?<y>3[3-9]\\d{3}|4[0-7]\\d{3})"),
          new Form(Certainty.PERHAPS, "(?<y>1\\d{9})(?:\\d{3})?"));

  /** Days alone, with their year in four digits. */
  private static final List<Pattern> ALONE =
      Stream.of(
              "(?:19|20|13|14|25)\\d\\d(?<s>[./-])%1$s\\k<s>%2$s%10$s",
              "%2$s(?<s>[./-])%2$s\\k<s>(?:19|20|25)\\d\\d%10$s",
              "%2$s%4$s%6$s%5$s%6$s%4$s%3$s%10$s",
              "%5$s%4$s%2$s(?:st|nd|rd|th)?,?[\\s_-]%3$s%10$s",
              "\\d{4}\\s?[年년]\\s?%1$s\\s?[月월]\\s?%2$s\\s?[日일号號]?%10$s")
          .map(regex -> Pattern.compile("(?iu)" + filled(regex)))
          .toList();

  private WrittenDay() {}

  /** {@return all ways with a mark before or behind them} */
  static List<Form> forms() {
    return FORMS;
  }

  /** {@return the ways of East Asia, which need no mark before or behind them} */
  static List<Form> eastAsian() {
    return EAST_ASIAN;
  }

  /** {@return the ways of programs, which are behind a name} */
  static List<Form> counted() {
    return COUNTED;
  }

  /**
   * Returns whether a text is a day with its year in four digits, and nothing else but a time.
   *
   * @param text in one code ({@link LetterForms#inOneCode})
   */
  static boolean is(String text) {
    return ALONE.stream().anyMatch(alone -> alone.matcher(text).matches());
  }

  /**
   * Returns the year of the calendar that most countries have.
   *
   * @param found a match of a form
   * @return such as 2021; years of two digits are those from 1950 to 2049
   */
  static int year(Matcher found) {
    String number = found.group("y");
    if (number.length() == DIGITS_OF_EXCEL) {
      return EXCEL.plusDays(Integer.parseInt(number)).getYear();
    }
    if (number.length() == DIGITS_OF_UNIX) {
      return Instant.ofEpochSecond(Long.parseLong(number)).atZone(ZoneOffset.UTC).getYear();
    }
    int year = Integer.parseInt(number);
    if (year < 100) {
      return year < 50 ? 2000 + year : 1900 + year;
    }
    if (year >= 2400) {
      return year - 543;
    }
    if (year >= 1300 && year < 1410) {
      return year + 621;
    }
    // Islamic years are eleven days shorter: 1410 is 1989, and 1442 is 2020.
    return year < 1500 && year >= 1410 ? year - 1410 + 1989 - (year - 1410) / 33 : year;
  }

  private static Form day(Certainty certainty, String regex) {
    return new Form(certainty, filled(regex + "%9$s"));
  }

  private static Form coarse(String regex) {
    return new Form(Certainty.COARSE, regex);
  }

  private static String filled(String regex) {
    return regex.formatted(
        MONTH, DAY, YEAR, GAP, MonthNames.pattern(), OF, MONTH2, DAY2, TIME, CLOCK);
  }
}
