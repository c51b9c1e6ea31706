package org.allnet.data.folder;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.dataset.AlikeClasses;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.NameCut;

/**
 * Classes that are there a second time with the same word added, such as {@code ALL_edge} and
 * {@code Normal_edge} beside {@code ALL} and {@code Normal}: versions of their images, whatever the
 * word means. Of the sick alone it may be a state, such as a relapse.
 */
final class ClassVersions {

  private ClassVersions() {}

  /**
   * Returns what is wrong with such folders.
   *
   * @param folders the names of the folders that would be the classes
   * @return which they are and what to do; empty if there are none
   */
  static Optional<String> describe(Collection<String> folders) {
    Map<String, Map<String, String>> versions = new TreeMap<>();
    for (String folder : folders) {
      for (NameCut cut : NameCut.of(folder)) {
        String head = cut.head();
        String tail = cut.tail();
        add(folders, head, tail, "behind " + tail, folder, versions);
        add(folders, tail, head, "before " + head, folder, versions);
      }
    }
    for (Map<String, String> added : versions.values()) {
      if (added.size() > 1 && areKnown(added.keySet())) {
        return Optional.of(
            "folders %s repeat the classes %s with the same word added, so that they look like versions of the same images, and would be classes of their own; keep one folder for each class and move the others away, or rename the folders if they are other classes"
                .formatted(
                    FolderReading.some(new TreeSet<>(added.values())),
                    FolderReading.some(added.keySet())));
      }
    }
    return Optional.empty();
  }

  private static void add(
      Collection<String> folders,
      String name,
      String word,
      String key,
      String folder,
      Map<String, Map<String, String>> versions) {
    boolean said = word.codePoints().anyMatch(Character::isLetter);
    if (!said || ClassNames.of(word) != Meaning.UNKNOWN) {
      return;
    }
    folders.stream()
        .filter(other -> !name.isEmpty() && other.equalsIgnoreCase(name))
        // A batch or a size: these are named as probably one class, and can be merged.
        .filter(other -> AlikeClasses.of(List.of(other, folder)).isEmpty())
        .findFirst()
        .ifPresent(
            other ->
                versions
                    .computeIfAbsent(key.toLowerCase(Locale.ROOT), of -> new TreeMap<>())
                    .put(other, folder));
  }

  private static boolean areKnown(Set<String> classes) {
    List<Meaning> meanings = classes.stream().map(name -> ClassNames.of(name, classes)).toList();
    return meanings.stream().anyMatch(meaning -> meaning != Meaning.UNKNOWN)
        && meanings.stream().anyMatch(meaning -> meaning != Meaning.SICK);
  }
}
