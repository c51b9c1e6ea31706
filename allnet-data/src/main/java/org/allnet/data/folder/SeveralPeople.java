package org.allnet.data.folder;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.Counted;

/** Subjects of a table that name two people in one cell, such as {@code P01;P99}. */
final class SeveralPeople {

  private static final Pattern BETWEEN =
      Pattern.compile("\\s*[;|&+,/]\\s*|\\s+(?:and|und|et|y|ve|i|e)\\s+");

  private static final Pattern NUMBERED = Pattern.compile("\\p{L}[\\p{L}\\s_.-]*\\d+\\p{L}?");

  private SeveralPeople() {}

  /**
   * Returns a line on such subjects.
   *
   * @param subjects the subject of each image
   * @return which they are and what to do; empty if there are none
   */
  static Optional<String> describe(Collection<String> subjects) {
    Set<String> alone = Set.copyOf(subjects);
    Map<String, Long> found =
        subjects.stream()
            .filter(subject -> areSeveral(subject, alone))
            .collect(
                Collectors.groupingBy(subject -> subject, TreeMap::new, Collectors.counting()));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String first = found.keySet().iterator().next();
    int images = (int) found.values().stream().mapToLong(Long::longValue).sum();
    return Optional.of(
        "%s a subject such as '%s', which looks like several people, but counts as one of its own, so that one person's images may be on both sides of a split; write one person for each image, or one name for people who can't be told apart"
            .formatted(Counted.of(images, "image").have(), first));
  }

  /** Whether all names in a subject are others' alone, or are a word and a number each. */
  private static boolean areSeveral(String subject, Set<String> alone) {
    List<String> names = Arrays.asList(BETWEEN.split(subject.strip(), -1));
    return names.size() > 1
        && names.stream().noneMatch(String::isBlank)
        && names.stream().distinct().count() > 1
        && (alone.containsAll(names)
            || (names.stream().allMatch(name -> NUMBERED.matcher(name).matches())
                && names.stream().map(name -> name.replaceAll("\\d+", "0")).distinct().count()
                    == 1));
  }
}
