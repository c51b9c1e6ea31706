package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.dataset.ClassNames.Meaning;

/**
 * Finds the class that a file's name tells, such as {@code hem} in {@code UID_1_2_3_hem.bmp} and
 * {@code Normal} in {@code NormalField07.png}. A word of the name counts if it is the name of a
 * class or a usual name of the sick or the healthy. The name of a class beats a usual name: {@code
 * Malignant-Early} is of class {@code Early}. A name tells nothing if it tells two classes, or if a
 * word such as {@code no} is alone. Positive and negative tell codes alone, such as 0 and 1, if
 * both are there. It remembers words and is not to be used by several threads.
 */
public final class ClassInFileName {

  private static final Pattern MARKS = Pattern.compile("[\\s_.,#()+-]+");

  /** Words that end as a short class does, in whatever letters. */
  private static final Pattern IN_ONE_WORD =
      Pattern.compile(
          "(?i)(?:over|rec|inst|thr|(?:foot|base|basket|volley|hand|snow|eye)b"
              + "|(?:rain|water|night|down|free|wind)f|(?:fire|dry)w|mars?h|tyn?d)all"
              + "|(?:may|ant)hem");

  /** Shorter names of classes, such as A and 1, occur in names by chance. */
  private static final int SHORTEST = 3;

  /** A word of so many letters is none by chance. */
  private static final int LONG = 5;

  private static final int MOST_TOGETHER = 3;
  private static final int MOST_RUNS = 12;

  private final Set<String> classes;
  private final AllIdbNames allIdb;
  private final Map<String, Optional<String>> known = new HashMap<>();
  private final DoubtfulWords doubtful;

  /**
   * Creates a finder.
   *
   * @param classes the names of the classes, in any case
   * @param fileNames the names of all files of the set, without folders: if they are {@linkplain
   *     AllIdbNames ALL-IDB's}, the last digit tells the class
   */
  public ClassInFileName(Collection<String> classes, Collection<String> fileNames) {
    this.allIdb = new AllIdbNames(fileNames);
    this.classes =
        classes.stream()
            .map(ClassInFileName::folded)
            .filter(name -> name.length() >= SHORTEST)
            .collect(Collectors.toSet());
    this.doubtful = DoubtfulWords.of(classes, fileNames);
  }

  /**
   * Returns the word that tells the class.
   *
   * @param fileName a file name without folders
   * @return the word, or words with a blank between two, as the name has them, {@code blast} or
   *     {@code healthy} for ALL-IDB's digit; empty if none tells it
   */
  public Optional<String> find(String fileName) {
    Optional<String> digit = allIdb.find(fileName);
    if (digit.isPresent()) {
      return digit;
    }
    // A letter alone numbers something, or is a kind: "c all" is no class.
    List<String> runs =
        FileWord.runs(fileName).stream()
            .filter(run -> run.length() > 1 || classes.contains(run) || isHan(run))
            .toList();
    if (runs.isEmpty() || runs.size() > MOST_RUNS) {
      return Optional.empty();
    }
    return known.computeIfAbsent(String.join(" ", runs), text -> find(FileWord.of(runs)));
  }

  private Optional<String> find(List<FileWord> words) {
    if (doubtful.hide(words)) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    for (int start = 0; start < words.size(); start++) {
      for (int end = lastEnd(words, start); end > start; end--) {
        List<FileWord> together = words.subList(start, end);
        String text = text(together);
        if (isClass(text)
            && standsAlone(words, start, end)
            && (end == start + 1 || !isOfNamed(text, together))) {
          found.add(text);
          start = end - 1;
          break;
        }
        if (end == start + 1 && ClassNames.isDenial(text)) {
          return Optional.empty();
        }
      }
    }
    List<String> telling = found.stream().anyMatch(this::isNamed) ? named(found) : found;
    return telling.stream().map(this::key).distinct().count() == 1
        ? Optional.of(telling.get(0))
        : Optional.empty();
  }

  /** The end of the longest text from a word on. */
  private static int lastEnd(List<FileWord> words, int start) {
    int end = start;
    while (end < words.size() && words.get(end).run() - words.get(start).run() < MOST_TOGETHER) {
      end++;
    }
    return end;
  }

  /** Words as the name has them, with a blank for what is between two runs. */
  private static String text(List<FileWord> words) {
    StringBuilder text = new StringBuilder(words.get(0).text());
    for (int k = 1; k < words.size(); k++) {
      text.append(words.get(k).run() == words.get(k - 1).run() ? "" : " ")
          .append(words.get(k).text());
    }
    return text.toString();
  }

  /** Whether words are none by chance: {@code ALL} in {@code SmALL} and {@code wALL} is. */
  private boolean standsAlone(List<FileWord> words, int start, int end) {
    FileWord first = words.get(start);
    FileWord last = words.get(end - 1);
    if (start > 0 && words.get(start - 1).run() == first.run()) {
      String before = words.get(start - 1).text();
      boolean isWord = before.length() >= SHORTEST || JoinedWords.isKnown(before);
      boolean isShort = first.text().length() < LONG;
      if (isShort && (!isWord || IN_ONE_WORD.matcher(before + first.text()).matches())) {
        return false;
      }
    }
    if (end == words.size() || words.get(end).run() != last.run()) {
      return true;
    }
    String after = words.get(end).text();
    return Character.isUpperCase(after.codePointAt(0))
        || after.length() >= SHORTEST
        || JoinedWords.isKnown(after);
  }

  /** A class's own name tells more than a general word that does not contradict it. */
  private List<String> named(List<String> found) {
    List<String> named = found.stream().filter(this::isNamed).toList();
    Meaning meaning = ClassNames.of(named.get(0));
    boolean contradicted =
        found.stream()
            .filter(word -> !isNamed(word))
            .map(ClassNames::of)
            .anyMatch(other -> meaning != Meaning.UNKNOWN && other != meaning);
    return contradicted ? found : named;
  }

  /** Whether words only say in general what the name of a class among them says. */
  private boolean isOfNamed(String text, List<FileWord> words) {
    Meaning meaning = ClassNames.of(text);
    return !isNamed(text)
        && words.stream().map(FileWord::text).noneMatch(ClassNames::isDenial)
        && words.stream()
            .map(FileWord::text)
            .filter(this::isNamed)
            .map(ClassNames::of)
            .anyMatch(own -> own == meaning || (own == Meaning.UNKNOWN && meaning == Meaning.SICK));
  }

  /**
   * Returns a class's name, or words of a file's name, so that they can be compared: {@code
   * Early_Pre} is {@code early pre}.
   *
   * @param name a name
   * @return in small letters, with a blank for each mark
   */
  static String folded(String name) {
    return MARKS.matcher(ClassNames.folded(name)).replaceAll(" ").strip();
  }

  private boolean isNamed(String text) {
    return classes.contains(folded(text));
  }

  private static boolean isHan(String word) {
    return Character.isIdeographic(word.codePointAt(0));
  }

  private boolean isClass(String text) {
    if (isNamed(text)) {
      return true;
    }
    return ClassNames.of(text) != Meaning.UNKNOWN
        && (ClassNames.isBareAnswer(text) ? doubtful.answers() : !ClassNames.isWeak(text));
  }

  private String key(String text) {
    String folded = folded(text);
    return classes.contains(folded) ? folded : ClassNames.of(text).name();
  }
}
