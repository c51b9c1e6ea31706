package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.file.PersonWords;

/**
 * Names that are perhaps one person's in two spellings: without accents ({@code Müller}, {@code
 * Mueller}), with a title, in another order, with a word for a person before a number ({@code
 * Patient 1}, {@code P1}), with the letter O for a zero, or with Cyrillic letters that look Latin.
 * They are named and not joined, since each may as well be another person's name.
 */
public final class SpelledNames {

  private static final Set<String> TITLES =
      Set.of("dr", "prof", "doç", "uzm", "med", "sayın", "sn", "دکتر", "د");

  private static final Set<String> OF_MEN =
      Set.of(
          "herr",
          "hr",
          "mr",
          "mister",
          "bay",
          "bey",
          "monsieur",
          "señor",
          "senor",
          "sr",
          "signor",
          "sig",
          "آقا",
          "آقای",
          "السید",
          "господин");

  private static final Set<String> OF_WOMEN =
      Set.of(
          "frau", "fr", "mrs", "ms", "miss", "bayan", "hanım", "hanim", "madame", "mme", "mlle",
          "señora", "senora", "sra", "srta", "signora", "خانم", "السیدة", "госпожа");

  /** Titles that are in any place of a name, and are no names. */
  private static final Set<String> ANYWHERE = Set.of("dr", "prof", "bey", "hanım", "hanim");

  private static final Pattern EAST_ASIAN_TITLE =
      Pattern.compile("(?<=\\p{IsHan}{2})(?:先生|女士|小姐|さん|様)$");

  /** A name of letters alone. */
  private static final Pattern LETTERS =
      Pattern.compile("[\\p{L}\\p{M}\\s.,;\u060c\u061b'\u2019_-]+");

  /** Scripts of languages in which people have their own name and their father's. */
  private static final Pattern TWO_GIVEN_NAMES =
      Pattern.compile("[\\p{IsArabic}\\p{IsEthiopic}&&\\p{L}]");

  private static final Pattern COMMA = Pattern.compile("[,;\u060c\u061b]");

  private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{M}]+");

  private static final Pattern NUMBERED =
      Pattern.compile(
          "("
              + PersonWords.pattern()
              + ")?(?:[mu]rn|hn|pid|uhid|e[mh]r|ipp|fall|akten?|dossier|dosya|protokol|kayit"
              + "|kart|پرونده|病历|病案|病歷|住院)?(?:nr|no|num|id|号|號)?(\\d+)");

  /** What may be short for any person, or for a number. */
  private static final Pattern ANY = Pattern.compile("|p|id|uid");

  /** Those who are no patients, or need not be. */
  private static final Pattern TAKING_PART = Pattern.compile("(?:su|so|ind|part|person|prob).*");

  private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{M}\\d]+");

  private static final Pattern ZERO = Pattern.compile("(?<=[\\p{L}\\d])o(?=\\d)|(?<=\\d)o");

  private SpelledNames() {}

  /**
   * Returns a line on such names.
   *
   * @param subjects the names of all subjects
   * @return how many subjects look like how many people, and what to do; empty if none do
   */
  public static Optional<String> describe(Collection<String> subjects) {
    List<Set<String>> people = people(subjects);
    return people.stream()
        .findFirst()
        .map(
            of ->
                "%d subjects look like %s written in several ways, such as '%s', but each counts as a person of its own and a split can put them on both sides; if they are the same person, give them one name"
                    .formatted(
                        people.stream().mapToInt(Set::size).sum(),
                        people.size() == 1
                            ? "one person whose name is"
                            : people.size() + " people whose names are",
                        String.join("', '", of.stream().limit(3).toList())));
  }

  /** The sets of two and more names, each sorted; names that are one already are there once. */
  private static List<Set<String>> people(Collection<String> subjects) {
    Map<String, String> byFolded = new TreeMap<>();
    subjects.stream()
        .filter(name -> !PresumedSubject.is(name))
        .sorted()
        .forEach(name -> byFolded.putIfAbsent(SubjectNames.folded(name), name));
    Map<String, Set<String>> bySpelling = new HashMap<>();
    for (String name : byFolded.values()) {
      for (String spelling : spellings(name)) {
        bySpelling.computeIfAbsent(spelling, key -> new TreeSet<>()).add(name);
      }
    }
    Map<String, Set<String>> ofName = new TreeMap<>();
    for (Set<String> same : bySpelling.values()) {
      if (same.size() > 1 && !areManAndWoman(same)) {
        Set<String> all = new TreeSet<>(same);
        same.forEach(name -> all.addAll(ofName.getOrDefault(name, Set.of())));
        all.forEach(name -> ofName.put(name, all));
      }
    }
    return ofName.values().stream().distinct().toList();
  }

  private static Set<String> spellings(String name) {
    Set<String> spellings = new HashSet<>();
    String lower = lower(name);
    if (LETTERS.matcher(lower).matches()) {
      spellings.add(words(name, LetterForms::withoutAccents));
      spellings.add(words(name, LetterForms::withoutUmlauts));
    } else {
      spellings.add(SubjectNames.folded(LetterForms.withoutAccents(lower)));
      spellings.add(SubjectNames.folded(LetterForms.withoutUmlauts(lower)));
      // With the zeros in front of a number, so that B1 and BO1 are two.
      spellings.add("zeros " + MARKS.matcher(ZERO.matcher(lower).replaceAll("0")).replaceAll("-"));
    }
    spellings.add(SubjectNames.folded(LetterForms.inLatinCapitals(name)));
    spellings.addAll(numbered(SubjectNames.folded(name)));
    return spellings;
  }

  private static String lower(String name) {
    return LetterForms.inOneCode(name).toLowerCase(Locale.ROOT).replace("i\u0307", "i").strip();
  }

  /**
   * The words of a name without titles, sorted if their order tells nothing: initials have an
   * order, and so have two names of which both may be given ones.
   */
  private static String words(String name, UnaryOperator<String> spelled) {
    List<String> words = withoutTitles(name).stream().map(spelled).toList();
    if (words.size() == 2 && TWO_GIVEN_NAMES.matcher(name).find()) {
      return COMMA.matcher(name).find() ? words.get(1) + words.get(0) : String.join("", words);
    }
    boolean named = words.stream().anyMatch(word -> word.length() > 2);
    return String.join("", named ? words.stream().sorted().toList() : words);
  }

  private static List<String> withoutTitles(String name) {
    List<String> words = words(name);
    List<String> rest = new ArrayList<>(words);
    while (!rest.isEmpty() && isTitle(rest.get(0))) {
      rest.remove(0);
    }
    rest.removeIf(ANYWHERE::contains);
    return rest.stream().anyMatch(word -> word.length() > 1) ? rest : words;
  }

  private static List<String> words(String name) {
    String plain = EAST_ASIAN_TITLE.matcher(lower(name)).replaceFirst("");
    return Arrays.stream(GAPS.split(plain)).filter(word -> !word.isEmpty()).toList();
  }

  /** {@return whether a word in lower case is a title, such as mr or dr} */
  static boolean isTitle(String word) {
    return TITLES.contains(word) || OF_MEN.contains(word) || OF_WOMEN.contains(word);
  }

  /** Whether a title tells each of them from another: Mr and Mrs Smith are two. */
  private static boolean areManAndWoman(Collection<String> names) {
    boolean men = names.stream().anyMatch(name -> words(name).stream().anyMatch(OF_MEN::contains));
    boolean women =
        names.stream().anyMatch(name -> words(name).stream().anyMatch(OF_WOMEN::contains));
    return men
        && women
        && names.stream()
            .allMatch(
                name ->
                    words(name).stream()
                        .anyMatch(word -> OF_MEN.contains(word) || OF_WOMEN.contains(word)));
  }

  /** A number with a word for a person, as it may be written with another word of the kind. */
  private static List<String> numbered(String folded) {
    Matcher found = NUMBERED.matcher(folded);
    if (!found.matches()) {
      return List.of();
    }
    String word = found.group(1) == null ? "" : found.group(1);
    String number = found.group(2);
    if (ANY.matcher(word).matches()) {
      return List.of("patient " + number, "subject " + number);
    }
    if (word.startsWith("donor")) {
      return List.of("donor " + number);
    }
    return List.of((TAKING_PART.matcher(word).matches() ? "subject " : "patient ") + number);
  }
}
