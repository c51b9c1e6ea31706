package org.allnet.data.dataset;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.dataset.DatedNames.Dated;
import org.allnet.data.dataset.WrittenDay.Certainty;
import org.allnet.data.file.PersonWords;
import org.allnet.data.file.SampleWords;
import org.jspecify.annotations.Nullable;

/**
 * Names of subjects that look like a person's with a slide, visit, year, sex or letter behind, such
 * as {@code P01_1}, {@code P01a} and {@code P01 visit 2}, like barcodes such as {@code
 * TARGET-10-PARXYZ-01A}, like accessions with a block such as {@code S21-1234-A1}, or have words
 * beside them that {@link RecurringWords recur}. They are named and not joined, since nobody knows:
 * a hospital and a patient's number look alike.
 */
public final class SubdividedSubjects {

  private static final String MARK = "[\\s_.,;:#/()\\[\\]-]";

  private static final String YEAR = "(?:19|20)\\d\\d";

  private static final String DAY = YEAR + "(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])";

  /** The number of a person; a year or day before a number counts people anew. */
  private static final String NUMBER = "(?!(?:" + YEAR + "|" + DAY + ")(?!\\d))\\d+";

  /** What is behind a mark: a few, a day, or words; longer numbers are those of people. */
  private static final String BEHIND =
      MARK
          + "+(?:\\d{1,2}|"
          + YEAR
          + "(?:[_.-]?\\d\\d){0,2}|(?!"
          + PersonWords.pattern()
          + MARK
          + "*\\d)\\p{L}.*)"
          + MARK
          + "*";

  /** A word for a person and a number, and what is behind. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?iu)("
              + PersonWords.pattern()
              + MARK
              + "*"
              + NUMBER
              + ")(?:\\p{L}\\d{0,2}|(?!(?:st|nd|rd|th)$)\\p{L}{2,}\\d{0,4}|(?:"
              + BEHIND
              + "){1,3})");

  /** Project, site and participant of a public collection's barcode, and the sample behind. */
  private static final Pattern BARCODE =
      Pattern.compile(
          "(?i)((?:TCGA|TARGET)%1$s\\w{2}%1$s\\w{4,6}|PA\\p{Alpha}[\\p{Alpha}\\d]{3})%1$s\\d\\d\\p{Alpha}?(?:%1$s.*)?"
              .formatted(MARK));

  /** Year and number of a laboratory's accession, and the block behind. */
  private static final Pattern ACCESSION =
      Pattern.compile(
          "(?iu)(\\p{L}{0,3}%1$s*(?:%2$s%1$s+\\d{3,}(?=%1$s+\\d{1,2}$|%1$s*\\d?\\p{L})|\\d\\d%1$s+\\d{3,}(?=%1$s*\\d?\\p{L})))%1$s*(?:\\d?\\p{L}%1$s?)?\\d{0,2}"
              .formatted(MARK, YEAR));

  /** The same without a letter or a whole year, as a hospital, patient and visit look too. */
  private static final Pattern THREE_NUMBERS =
      Pattern.compile("(\\d\\d%1$s+\\d{3,})%1$s+\\d{1,2}".formatted(MARK));

  /** Any name, and a word for a sample or a visit behind. */
  private static final Pattern WORDED =
      Pattern.compile(
          "(?iu)(\\p{L}.*?)%1$s+%2$s(?:%1$s+\\p{Alnum}{0,4}|\\d{1,4}\\p{Alpha}?|(?-i:\\p{Lu}))?%1$s*"
              .formatted(MARK, SampleWords.pattern()));

  /** A small number, also in Roman digits, a time, a tissue or a side. */
  static final String VISIT =
      "(?:(?:n[ro]|num)%1$s*)?(?:0{0,3}\\d{1,2}|i{1,3}|i?[vx]|vi{1,3}|(?:[wvtcmdq]|tp|kw)%1$s?[+-]?\\d{1,3}|\\d{1,3}%1$s?(?:[dwmy]|%2$s)|1st|2nd|3rd|[4-9]th|first|second|third|erste|zweite|new|old|neu|alt|left|right|links|rechts|bm|pb|csf|km|kan|ki)"
          .formatted(MARK, SampleWords.units());

  /** Any name, and a day, week or month counted from the first. */
  private static final Pattern COUNTED_DAY =
      Pattern.compile(
          "(?iu)([\\p{L}\\d].*?)%1$s+(?:d|%2$s%1$s?)[+-]?\\d{1,4}(?:%1$s+%3$s)?%1$s*"
              .formatted(MARK, SampleWords.units(), VISIT));

  /** A name of three letters and more, and a small number, tissue or visit behind. */
  private static final Pattern NUMBERED_NAME =
      Pattern.compile(
          "(?iu)([\\p{L}\\p{M}'\u2019.,\\s_-]*?\\p{L}{3}[\\p{L}\\p{M}'\u2019.,\\s_-]*?)(?:%1$s+%2$s){1,3}%1$s*"
              .formatted(MARK, VISIT));

  /** A Chinese or Japanese name, which has no mark behind it. */
  private static final Pattern UNSPACED_NAME =
      Pattern.compile("(\\p{IsHan}{2,4}?)(?:\\d{1,2}|第\\d{1,2}[次周週天日月]|初[诊診]|[复複]发|再発|治疗[前后])");

  /** A number and a letter, or two that name a tissue or a visit; others may be initials. */
  private static final Pattern LETTERED =
      Pattern.compile(
          "(?iu)(\\p{L}*"
              + MARK
              + "*\\d+)"
              + MARK
              + "*(?:\\p{L}|bm|pb|pt|ln|dx|rx|rl|re|bl|tu)"
              + MARK
              + "*");

  /** Any number, and what is behind. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?iu)(\\p{L}*" + MARK + "*" + NUMBER + ")" + BEHIND);

  /** A name, and what file managers write behind the name of a copy. */
  private static final Pattern COPIED =
      Pattern.compile(
          "(?iu)([\\p{L}\\d].*?)[\\s_.(\\p{Pd}]+(?:copy|kopie|copie|copia|cópia|kopia|kopya|kopyası|копия|کپی|副本|コピー)(?:%1$s*\\d{1,2})?%1$s*"
              .formatted(MARK));

  /** A name, and a number in brackets as Windows numbers files of one name. */
  private static final Pattern BRACKETED = Pattern.compile("(?iu)(\\p{L}.*?)\\s*\\(\\d{1,2}\\)");

  private static final Pattern NUMBER_BEHIND =
      Pattern.compile("(?iu).*" + MARK + "(?:\\d+|i{1,3}|i?[vx]|vi{1,3})" + MARK + "*");

  private SubdividedSubjects() {}

  /**
   * Returns a line on such names. Numbers that no word calls a person's are taken for people only
   * if most of them have several names, and there are more of them than names of any: otherwise
   * they may be hospitals or years.
   *
   * @param subjects the names of all subjects
   * @return how many subjects look like how many people, and what to do; empty if none do
   */
  public static Optional<String> describe(Collection<String> subjects) {
    Map<String, Set<String>> people = new TreeMap<>();
    Map<String, Set<String>> numbers = new TreeMap<>();
    Collection<String> names = CountingWords.withoutSubtypes(eachPersonOnce(subjects));
    DatedNames days =
        DatedNames.of(
            names.stream()
                .filter(name -> !PresumedSubject.is(name))
                .map(LetterForms::inOneCode)
                .toList());
    for (String subject : names) {
      String person = head(subject, BARCODE, ACCESSION, NAMED, COPIED);
      Dated dated = days.find(LetterForms.inOneCode(subject)).orElse(null);
      String undated = dated == null ? null : withoutVisit(dated);
      if (dated != null
          && person == null
          && (dated.certainty() == Certainty.SURE || dated.isOfLetteredNumber())) {
        person = undated;
      }
      if (person == null) {
        person = head(subject, COUNTED_DAY, LETTERED);
      }
      String number =
          undated == null
              ? head(
                  subject, THREE_NUMBERS, NUMBERED, WORDED, BRACKETED, NUMBERED_NAME, UNSPACED_NAME)
              : undated;
      if (person != null) {
        people.computeIfAbsent(person, key -> new TreeSet<>()).add(subject);
      } else if (number != null) {
        numbers.computeIfAbsent(number, key -> new TreeSet<>()).add(subject);
      }
    }
    for (String subject : names) {
      for (Map<String, Set<String>> groups : List.of(people, numbers)) {
        groups.computeIfPresent(
            SubjectNames.folded(subject),
            (key, of) -> {
              of.add(subject);
              return of;
            });
      }
    }
    for (String person : List.copyOf(numbers.keySet())) {
      if (people.containsKey(person)) {
        people.get(person).addAll(numbers.remove(person));
      }
    }
    if (arePeople(numbers)) {
      people.putAll(numbers);
    }
    people.values().removeIf(of -> of.size() < 2);
    join(people, recurring(names));
    return people.values().stream()
        .findFirst()
        .map(
            of ->
                "%d subjects look like %s with a slide, sample, visit, day or letter beside their names, such as '%s', but each counts as a person of its own and a split can put them on both sides; if they are the same person, give them one name, and leave names of several people of one hospital or family as they are"
                    .formatted(
                        people.values().stream().mapToInt(Set::size).sum(),
                        people.size() == 1 ? "one person" : people.size() + " people",
                        String.join("', '", of.stream().limit(3).toList())));
  }

  /**
   * The folded name of the person in front of a day, and of a visit between them. A number alone is
   * no visit if the day is sure: then Müller 1 and Müller 2 may be two people.
   */
  private static String withoutVisit(Dated dated) {
    String person = SubjectNames.folded(dated.person());
    String bare = head(dated.person(), COUNTED_DAY, WORDED, NUMBERED_NAME, UNSPACED_NAME);
    boolean sure = dated.certainty() == Certainty.SURE;
    return bare == null || (sure && NUMBER_BEHIND.matcher(dated.person()).matches())
        ? person
        : bare;
  }

  /** Names that differ only in the way of writing are one person's already. */
  private static Collection<String> eachPersonOnce(Collection<String> subjects) {
    Map<String, String> first = new TreeMap<>();
    subjects.stream()
        .sorted()
        .forEach(subject -> first.putIfAbsent(SubjectNames.folded(subject), subject));
    return first.values();
  }

  private static Map<String, Set<String>> recurring(Collection<String> names) {
    Map<String, String> written = new TreeMap<>();
    names.stream()
        .filter(name -> !PresumedSubject.is(name))
        .forEach(name -> written.put(LetterForms.inOneCode(name), name));
    Map<String, Set<String>> recurring = new TreeMap<>(RecurringWords.of(written.keySet()));
    recurring.replaceAll(
        (person, of) ->
            of.stream().map(written::get).collect(Collectors.toCollection(TreeSet::new)));
    return recurring;
  }

  /** Adds names to the people who have some of them already, and else further people. */
  private static void join(Map<String, Set<String>> people, Map<String, Set<String>> further) {
    Map<String, Set<String>> ofName = new HashMap<>();
    people.values().forEach(of -> of.forEach(name -> ofName.put(name, of)));
    further.forEach(
        (person, names) -> {
          Set<String> of =
              names.stream()
                  .map(ofName::get)
                  .filter(Objects::nonNull)
                  .findFirst()
                  .orElseGet(() -> people.computeIfAbsent(person, key -> new TreeSet<>()));
          names.stream()
              .filter(name -> !ofName.containsKey(name))
              .forEach(
                  name -> {
                    of.add(name);
                    ofName.put(name, of);
                  });
        });
  }

  private static boolean arePeople(Map<String, Set<String>> groups) {
    long several = groups.values().stream().filter(names -> names.size() > 1).count();
    int most = groups.values().stream().mapToInt(Set::size).max().orElse(0);
    return several * 2 >= groups.size() && groups.size() > most;
  }

  /** The folded name of the person, as far as one of the patterns tells it. */
  private static @Nullable String head(String subject, Pattern... patterns) {
    if (PresumedSubject.is(subject)) {
      return null;
    }
    String name = LetterForms.inOneCode(subject).strip();
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(name);
      if (matcher.matches()
          && !CountingWords.is(matcher.group(1))
          && !(pattern == NUMBERED_NAME && RelativeWords.isLastOf(matcher.group(1)))) {
        return SubjectNames.folded(matcher.group(1));
      }
    }
    return null;
  }
}
