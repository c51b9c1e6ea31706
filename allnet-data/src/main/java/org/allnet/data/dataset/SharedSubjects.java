package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.Counted;
import org.allnet.data.dataset.ClassNames.Meaning;

/** Names of subjects that may stand for several people: pooled samples, and words for a class. */
public final class SharedSubjects {

  private static final String JOINTS = "\\s*[+&]\\s*|\\s+(?:and|und|et)\\s+";

  private SharedSubjects() {}

  /**
   * Returns lines on such names.
   *
   * @param subjects the names of all subjects
   * @return one line for pooled samples and one for words for a class; none if there are none
   */
  public static List<String> describe(Collection<String> subjects) {
    Set<String> folded = new HashSet<>();
    subjects.forEach(subject -> folded.add(SubjectNames.folded(subject)));
    List<String> pooled = subjects.stream().filter(name -> isPooled(name, folded)).toList();
    List<String> words = subjects.stream().filter(SharedSubjects::isWord).toList();
    List<String> lines = new ArrayList<>();
    if (!pooled.isEmpty()) {
      lines.add(
          "%s pooled of several people, such as '%s', but each counts as a person of its own and a split can put the same people on both sides; leave these images out"
              .formatted(
                  Counted.of(pooled.size(), "subject")
                      .then("looks like a sample", "look like samples"),
                  pooled.get(0)));
    }
    if (!words.isEmpty()) {
      lines.add(
          "subject '%s' is a word for a class, and all of its images count as one person's; give each person a name, or leave the field empty if nobody knows"
              .formatted(String.join("', '", words)));
    }
    return lines;
  }

  /**
   * Returns whether a name is made of several: of words with a joint between them, of which one is
   * another subject, or of words of which two are, whatever is between them.
   *
   * @param subject the name
   * @param folded the folded names of all subjects
   */
  private static boolean isPooled(String subject, Set<String> folded) {
    List<String> people = List.of(subject.strip().split(JOINTS, -1));
    boolean joined =
        people.size() > 1
            && people.stream().noneMatch(String::isBlank)
            && people.stream().anyMatch(person -> folded.contains(SubjectNames.folded(person)));
    return joined
        || Arrays.stream(subject.split("[^\\p{L}\\p{M}\\p{N}-]+"))
                .filter(word -> word.codePoints().anyMatch(Character::isLetter))
                .map(SubjectNames::folded)
                .filter(word -> folded.contains(word) && !word.equals(SubjectNames.folded(subject)))
                .distinct()
                .count()
            > 1;
  }

  private static boolean isWord(String subject) {
    return subject.codePoints().noneMatch(Character::isDigit)
        && ClassNames.of(subject) != Meaning.UNKNOWN;
  }
}
