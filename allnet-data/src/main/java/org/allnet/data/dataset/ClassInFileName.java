package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.file.FileNames;

/**
 * Finds the class that a file's name tells, such as {@code hem} in {@code UID_1_2_3_hem.bmp} and
 * {@code normal} in {@code normal-07.png}. A word of the name counts if it is the name of a class
 * or a usual name of the sick or the healthy. The name of a class beats a usual name: {@code
 * Malignant-Early} is of class {@code Early}. A name tells nothing if it tells two classes, or if a
 * word such as {@code no} stands alone. In a word that means nothing as a whole, a capital begins a
 * new one: {@code LeukemiaField} is read as {@code Leukemia_Field}. It remembers words and is not
 * to be used by several threads.
 */
public final class ClassInFileName {

  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");

  /** Behind capitals, the last of which begins a word: {@code ALLField}. */
  private static final Pattern BEHIND_CAPITALS =
      Pattern.compile("(?<=\\p{Lu}{2})(?=\\p{Lu}\\p{Ll}{2})");

  /** Shorter names of classes, such as A and 1, occur in names by chance. */
  private static final int SHORTEST = 3;

  private static final int MOST_TOGETHER = 3;
  private static final int MOST_WORDS = 12;
  private static final int LONGEST = 120;

  private final Set<String> classes;
  private final AllIdbNames allIdb;
  private final Map<String, Optional<String>> known = new HashMap<>();

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
            .map(ClassNames::folded)
            .filter(name -> name.length() >= SHORTEST)
            .collect(Collectors.toSet());
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
    String stem = FileNames.stem(fileName);
    if (stem.length() > LONGEST) {
      return Optional.empty();
    }
    // A letter alone numbers something, or is a kind: "c all" is no class.
    List<String> words =
        WORD.matcher(stem)
            .results()
            .map(MatchResult::group)
            .flatMap(this::parted)
            .filter(word -> word.length() > 1 || classes.contains(word) || isHan(word))
            .toList();
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      return Optional.empty();
    }
    return known.computeIfAbsent(String.join(" ", words), text -> find(words));
  }

  /** The words that capitals begin in a word that is not known as a whole. */
  private Stream<String> parted(String word) {
    return isClass(word)
        ? Stream.of(word)
        : Stream.of(CopyNames.parted(word).split("_", -1))
            .flatMap(part -> isClass(part) ? Stream.of(part) : BEHIND_CAPITALS.splitAsStream(part));
  }

  private Optional<String> find(List<String> words) {
    List<String> found = new ArrayList<>();
    for (int start = 0; start < words.size(); start++) {
      for (int count = Math.min(MOST_TOGETHER, words.size() - start); count > 0; count--) {
        String text = String.join(" ", words.subList(start, start + count));
        if (isClass(text)
            && (count == 1 || !isOfNamed(text, words.subList(start, start + count)))) {
          found.add(text);
          start += count - 1;
          break;
        }
        if (count == 1 && ClassNames.isDenial(text)) {
          return Optional.empty();
        }
      }
    }
    List<String> telling = found.stream().anyMatch(this::isNamed) ? named(found) : found;
    return telling.stream().map(this::key).distinct().count() == 1
        ? Optional.of(telling.get(0))
        : Optional.empty();
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
  private boolean isOfNamed(String text, List<String> words) {
    Meaning meaning = ClassNames.of(text);
    return !isNamed(text)
        && words.stream().noneMatch(ClassNames::isDenial)
        && words.stream()
            .filter(this::isNamed)
            .map(ClassNames::of)
            .anyMatch(own -> own == meaning || (own == Meaning.UNKNOWN && meaning == Meaning.SICK));
  }

  private boolean isNamed(String text) {
    return classes.contains(ClassNames.folded(text));
  }

  private static boolean isHan(String word) {
    return Character.isIdeographic(word.codePointAt(0));
  }

  private boolean isClass(String text) {
    return isNamed(text)
        || (ClassNames.of(text) != Meaning.UNKNOWN
            && !ClassNames.isWeak(text)
            && !ClassNames.isBareAnswer(text));
  }

  private String key(String text) {
    String folded = ClassNames.folded(text);
    return classes.contains(folded) ? folded : ClassNames.of(text).name();
  }
}
