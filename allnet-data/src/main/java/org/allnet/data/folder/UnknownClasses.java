package org.allnet.data.folder;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.data.dataset.AlikeClasses;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.JoinedWords;

/**
 * A folder beside the sick and the healthy whose name is that of no known class, such as {@code
 * ALL}, {@code Normal} and {@code segmentiert}: copies and unsorted images would be a class.
 */
final class UnknownClasses {

  /** More are kinds of cells, of which nobody knows all names. */
  private static final int MOST = 2;

  /** Diseases of the blood, their course, and cells in general. */
  private static final Pattern USUAL =
      Pattern.compile(
          "(?i)[rw]bcs?|mds|mpn|mm|mgus|cmml|jmml|burkitt|(non)?hodgkin|lymphomas?|myelomas?|hairy"
              + "|relapsed?|remission|reactive|atypical|smudge|artefacts?|artifacts?|others?");

  private UnknownClasses() {}

  /**
   * Returns a line on such folders.
   *
   * @param classes the names of the class folders
   * @return which they are and what to do; empty if there are none
   */
  static Optional<String> describe(Collection<String> classes) {
    Set<String> unknown = new TreeSet<>();
    Set<String> known = new TreeSet<>();
    for (String name : classes) {
      (isTold(name, classes) ? known : unknown).add(name);
    }
    if (!AlikeClasses.of(classes).isEmpty()) {
      return Optional.empty(); // that line comes first
    }
    List<Meaning> meanings = known.stream().map(name -> ClassNames.of(name, classes)).toList();
    return unknown.isEmpty()
            || unknown.size() > MOST
            || !meanings.contains(Meaning.SICK)
            || !meanings.contains(Meaning.HEALTHY)
        ? Optional.empty()
        : Optional.of(
            "%s beside %s: the name is of no known class; if it holds copies, unsorted images or results, move it out of the data set"
                .formatted(
                    unknown.size() == 1
                        ? "folder %s is a class".formatted(unknown.iterator().next())
                        : "folders %s are classes".formatted(FolderReading.some(unknown)),
                    FolderReading.some(known)));
  }

  /** Whether a name, or a word of it, is that of a class or of a cell. */
  private static boolean isTold(String name, Collection<String> classes) {
    return ClassNames.of(name, classes) != Meaning.UNKNOWN
        || Stream.concat(
                Stream.of(name), Stream.of(JoinedWords.parted(name, " ").split("[^\\p{L}\\p{M}]+")))
            .anyMatch(
                word ->
                    FolderWords.isBloodCell(word)
                        || USUAL.matcher(word).matches()
                        || ClassNames.of(word) != Meaning.UNKNOWN);
  }
}
