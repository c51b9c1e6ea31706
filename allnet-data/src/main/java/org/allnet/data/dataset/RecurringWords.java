package org.allnet.data.dataset;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.data.file.PersonWords;
import org.allnet.data.file.SampleWords;

/**
 * Names of which most have the same few words behind or in front of them, whatever the words, so
 * that they are probably one person's samples: {@code Müller ED}, {@code Müller Rezidiv}, {@code
 * Weiß ED}, {@code Weiß Rezidiv}; {@code slide1_1000}, {@code slide2_1000}. Family names with given
 * names do not recur so. Mere numbers behind a name tell nothing here, nor do words in front of
 * people who are counted from 1, since each hospital counts its own.
 */
final class RecurringWords {

  private static final String MARK = "[\\s_.,;:#/()\\[\\]\\p{Pd}]";

  private static final Pattern MARKS = Pattern.compile(MARK + "+");

  private static final int MOST_WORDS = 3;
  private static final int FEWEST_PEOPLE = 3;
  private static final double MOST = 0.8;
  private static final double HALF = 0.5;
  private static final double THIRD = 1.0 / 3;
  private static final double NEARLY_ALL = 0.95;

  /** So many people of two given names each can have two family names in common by chance. */
  private static final int FEW_PEOPLE = 3;

  /** A word behind fewer than one in ten people does not recur. */
  private static final int RARE = 10;

  /** If people have so many times fewer words than they are, a third with several is enough. */
  private static final int MANY_PEOPLE_PER_WORD = 5;

  /** More single letters may be initials. */
  private static final int MOST_LETTERS = 3;

  private static final int LETTERS_OF_NO_NAME = 2;

  /** Smaller numbers are those of people whom each hospital counts. */
  private static final int SMALLEST_NOT_COUNTED = 100;

  private static final Pattern COUNTED_PERSON =
      Pattern.compile("(?iu)" + PersonWords.pattern() + MARK + "*\\d+");

  /** Short for slide, visit, time, week, day or month. */
  private static final Pattern LETTER_AND_NUMBER = Pattern.compile("[svtwdm]\\d{1,2}");

  private static final Pattern OF_SAMPLES =
      Pattern.compile(
          "(?iu)(?:%1$s|(?:re)?scan|cam(?:era)?|kamera)(?:%2$s*\\d{1,3})?|\\d{1,4}x|%3$s"
              .formatted(SampleWords.pattern(), MARK, SubdividedSubjects.VISIT));

  /** Words that are no given name although they look like one: stains and scanners. */
  private static final Pattern OF_SLIDES =
      Pattern.compile(
          "(?iu)(?:%s|giemsa|wright|mgg|pappenheim|leishman|romanowsky|zeiss|leica|olympus|nikon|hamamatsu|aperio|cellavision|pannoramic|mpo|sudan)(?![\\p{L}\\d]).*"
              .formatted(SampleWords.pattern()));

  /** The word or words of one name, and whose it is. */
  private record Part(String person, String words) {}

  private final boolean inFront;
  private final Map<String, Map<String, String>> people = new TreeMap<>();
  private final Map<String, String> writtenPeople = new TreeMap<>();
  private final Map<String, String> writtenWords = new TreeMap<>();

  private RecurringWords(boolean inFront) {
    this.inFront = inFront;
  }

  /**
   * Returns the names of each person.
   *
   * @param names all names, in one code ({@link LetterForms#inOneCode})
   * @return the names by what they have in common; none if no words recur
   */
  static Map<String, Set<String>> of(Collection<String> names) {
    for (boolean inFront : List.of(false, true)) {
      for (int count = 1; count <= MOST_WORDS; count++) {
        RecurringWords words = new RecurringWords(inFront);
        words.read(names, count);
        Set<String> recurring = words.recurring();
        if (words.areOfSamples(recurring)) {
          return words.several(recurring);
        }
      }
    }
    return Map.of();
  }

  private void read(Collection<String> names, int count) {
    for (String name : names) {
      List<String> words =
          Arrays.stream(MARKS.split(name)).filter(word -> !word.isEmpty()).toList();
      if (words.size() > count) {
        int cut = inFront ? count : words.size() - count;
        String first = String.join(" ", words.subList(0, cut));
        String last = String.join(" ", words.subList(cut, words.size()));
        add(inFront ? new Part(last, first) : new Part(first, last), name);
      }
    }
    for (String name : names) {
      Map<String, String> of = people.get(SubjectNames.folded(name));
      if (of != null) {
        of.put("", name);
      }
    }
  }

  private void add(Part part, String name) {
    if (mayBePerson(part.person()) && mayBeOfSample(part.words())) {
      String person = SubjectNames.folded(part.person());
      String words = SubjectNames.folded(part.words());
      people.computeIfAbsent(person, key -> new TreeMap<>()).put(words, name);
      writtenPeople.putIfAbsent(person, part.person());
      writtenWords.putIfAbsent(words, part.words());
    }
  }

  private static boolean mayBePerson(String person) {
    return !CountingWords.is(person)
        && !SpelledNames.isTitle(lower(person))
        && !OF_SAMPLES.matcher(person).matches();
  }

  private boolean mayBeOfSample(String words) {
    String first = lower(MARKS.split(words)[0]);
    return words.codePoints().anyMatch(Character::isLetter)
        && !COUNTED_PERSON.matcher(words).matches()
        && !RelativeWords.is(first)
        && !SpelledNames.isTitle(first)
        && !(inFront && isCounted(words));
  }

  /** Whether the words in front are those of a class, a person or a place. */
  private static boolean isCounted(String words) {
    return !OF_SAMPLES.matcher(words).matches()
        && CountingWords.is(words.replaceAll("\\d+", "").strip());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT).replace("i\u0307", "i");
  }

  private Set<String> recurring() {
    Map<String, Integer> counts = new TreeMap<>();
    people
        .values()
        .forEach(of -> of.keySet().forEach(words -> counts.merge(words, 1, Integer::sum)));
    counts.values().removeIf(count -> count < 2 || count * RARE < people.size());
    return counts.keySet();
  }

  private Map<String, Set<String>> several(Set<String> recurring) {
    Map<String, Set<String>> several = new TreeMap<>();
    people.forEach(
        (person, of) -> {
          if (of.keySet().stream().filter(recurring::contains).count() > 1) {
            several.put(person, new TreeSet<>(of.values()));
          }
        });
    return several;
  }

  private boolean areOfSamples(Set<String> recurring) {
    int several = several(recurring).size();
    int all = people.values().stream().mapToInt(Map::size).sum();
    long covered =
        people.values().stream()
            .flatMap(of -> of.keySet().stream())
            .filter(recurring::contains)
            .count();
    return several >= FEWEST_PEOPLE
        && covered >= MOST * all
        && (isOfMost(several, covered, recurring) || isOfFewWords(several, recurring))
        && (inFront ? areInFrontOfPeople(recurring) : areNoInitials(recurring));
  }

  /**
   * Whether most people have several of the words. A few words for many people may each be beside
   * half of them; as many words as people, and single letters, are names and initials unless nearly
   * all people have nearly all of them.
   */
  private boolean isOfMost(int several, long names, Set<String> recurring) {
    boolean numbered = recurring.stream().anyMatch(RecurringWords::hasDigit);
    boolean few = recurring.size() * 2 <= people.size() && !areLetters(recurring);
    return several >= MOST * people.size()
        && recurring.size() < people.size() + (numbered ? 0 : 1)
        && names >= (few ? HALF : MOST) * people.size() * recurring.size()
        && (people.size() > FEW_PEOPLE || recurring.stream().anyMatch(this::isNoName));
  }

  private boolean isOfFewWords(int several, Set<String> recurring) {
    return recurring.size() * MANY_PEOPLE_PER_WORD <= people.size()
        && several >= THIRD * people.size();
  }

  private boolean areLetters(Set<String> recurring) {
    return Stream.concat(recurring.stream(), people.keySet().stream())
        .filter(words -> words.codePointCount(0, words.length()) == 1)
        .anyMatch(words -> Character.isLetter(words.codePointAt(0)));
  }

  private static boolean areNoInitials(Set<String> recurring) {
    return recurring.size() <= MOST_LETTERS
        || recurring.stream().anyMatch(words -> words.codePointCount(0, words.length()) > 1);
  }

  /** Whether words can't be a given or family name. */
  private boolean isNoName(String folded) {
    String words = writtenWords.getOrDefault(folded, "");
    return words.codePoints().filter(Character::isLetter).count() <= LETTERS_OF_NO_NAME
        || hasDigit(words)
        || OF_SLIDES.matcher(words).matches()
        || (Character.isLowerCase(words.codePointAt(0))
            && writtenPeople.values().stream()
                .allMatch(person -> Character.isUpperCase(person.codePointAt(0))));
  }

  private boolean areInFrontOfPeople(Set<String> recurring) {
    Set<String> words = new HashSet<>(recurring);
    words.remove("");
    boolean letters = words.stream().allMatch(of -> LETTER_AND_NUMBER.matcher(of).matches());
    boolean ofSamples = words.stream().allMatch(this::isOfSample);
    if (people.keySet().stream().noneMatch(RecurringWords::hasDigit)) {
      return ofSamples || recurring.size() * 2 <= people.size();
    }
    if (people.keySet().stream().allMatch(person -> person.matches("\\d+"))) {
      return areNotCountedFromOne() && (ofSamples || haveGaps());
    }
    return ofSamples || (letters && isEachBesideMost(words));
  }

  /** Whether a word is one for samples; a letter and a number may be that of a hospital. */
  private boolean isOfSample(String folded) {
    String words = writtenWords.getOrDefault(folded, folded);
    return !words.matches("\\p{L}\\d+") && OF_SAMPLES.matcher(words).matches();
  }

  private boolean areNotCountedFromOne() {
    return people.keySet().stream()
        .allMatch(
            number -> number.length() > 9 || Integer.parseInt(number) >= SMALLEST_NOT_COUNTED);
  }

  private boolean haveGaps() {
    List<Double> numbers = people.keySet().stream().map(Double::valueOf).sorted().toList();
    return numbers.get(numbers.size() - 1) - numbers.get(0) >= 2.0 * numbers.size();
  }

  /** Whether the same people are beside each word: hospitals rarely count to the same number. */
  private boolean isEachBesideMost(Set<String> words) {
    return words.stream()
        .allMatch(
            word ->
                people.values().stream().filter(of -> of.containsKey(word)).count()
                    >= NEARLY_ALL * people.size());
  }

  private static boolean hasDigit(String text) {
    return text.codePoints().anyMatch(Character::isDigit);
  }
}
