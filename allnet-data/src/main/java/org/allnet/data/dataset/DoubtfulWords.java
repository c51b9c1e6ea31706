package org.allnet.data.dataset;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.dataset.ClassNames.Meaning;

/**
 * Words in the names of files that say a class in some data sets alone.
 *
 * @param answers whether positive and negative do: classes are codes, such as 0 and 1 or neg and
 *     pos, and names of both kinds are there
 * @param counting whether {@code no} is before a word for the healthy too, so that it counts, or
 *     nobody knows what it denies
 */
record DoubtfulWords(boolean answers, boolean counting) {

  /**
   * Looks at all names of a set.
   *
   * @param classes the names of the classes
   * @param fileNames the names of all files, without folders
   */
  static DoubtfulWords of(Collection<String> classes, Collection<String> fileNames) {
    return new DoubtfulWords(
        !classes.isEmpty()
            && classes.stream().allMatch(ClassNames::isCode)
            && areAnswered(fileNames),
        fileNames.stream().anyMatch(DoubtfulWords::countsTheHealthy));
  }

  /**
   * Returns whether classes are numbers and letters, and not called positive and negative.
   *
   * @param classes the names of the classes
   */
  static boolean areCodes(Collection<String> classes) {
    return !classes.isEmpty()
        && classes.stream().allMatch(ClassNames::isCode)
        && classes.stream().noneMatch(ClassNames::isBareAnswer);
  }

  /** Whether half of the names say positive or negative, and some say each. */
  private static boolean areAnswered(Collection<String> fileNames) {
    Map<Meaning, Long> said =
        fileNames.stream()
            .map(DoubtfulWords::answer)
            .collect(Collectors.groupingBy(meaning -> meaning, Collectors.counting()));
    long sick = said.getOrDefault(Meaning.SICK, 0L);
    long healthy = said.getOrDefault(Meaning.HEALTHY, 0L);
    return sick > 0 && healthy > 0 && (sick + healthy) * 2 >= fileNames.size();
  }

  private static Meaning answer(String fileName) {
    Set<Meaning> said =
        FileWord.of(FileWord.runs(fileName)).stream()
            .map(FileWord::text)
            .filter(ClassNames::isBareAnswer)
            .map(ClassNames::of)
            .collect(Collectors.toSet());
    return said.size() == 1 ? said.iterator().next() : Meaning.UNKNOWN;
  }

  private static boolean countsTheHealthy(String fileName) {
    if (!fileName.toLowerCase(Locale.ROOT).contains("no")) {
      return false;
    }
    List<FileWord> words = FileWord.of(FileWord.runs(fileName));
    for (int k = 0; k + 1 < words.size(); k++) {
      if (isNo(words.get(k)) && ClassNames.of(words.get(k + 1).text()) == Meaning.HEALTHY) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a word among others makes it unknown what they say.
   *
   * @param words the words of one name
   */
  boolean hide(List<FileWord> words) {
    return counting && words.stream().anyMatch(DoubtfulWords::isNo);
  }

  private static boolean isNo(FileWord word) {
    return word.text().equalsIgnoreCase("no");
  }
}
