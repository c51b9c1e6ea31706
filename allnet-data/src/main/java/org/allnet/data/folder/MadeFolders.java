package org.allnet.data.folder;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.dataset.AlikeClasses;
import org.jspecify.annotations.Nullable;

/**
 * Classes of which all images lie in folders of augmented images, such as {@code ALL/aug} and
 * {@code augmented/HEM}, or in a data set of that name, so that their originals are not there. If
 * originals are beside them, the folders are refused ({@link FolderDoubts}).
 */
final class MadeFolders {

  private MadeFolders() {}

  /**
   * Returns a line on classes without originals.
   *
   * @param root the name of the data set's own folder
   * @param names the images' paths below it
   * @param reading what the folders are
   * @return which folders they are and what to do; empty if there is none
   */
  static Optional<String> describe(String root, Collection<String> names, FolderReading reading) {
    Map<String, Set<String>> made = new HashMap<>();
    Set<String> withOriginals = new TreeSet<>();
    for (String name : names) {
      String label = FolderReading.folder(name, reading.label());
      if (label != null) {
        String folder = madeFolder(name);
        if (folder == null) {
          withOriginals.add(label);
        } else {
          made.computeIfAbsent(label, key -> new TreeSet<>()).add(folder);
        }
      }
    }
    Set<String> labels = new TreeSet<>(withOriginals);
    labels.addAll(made.keySet());
    made.keySet().removeAll(withOriginals);
    // Those beside their originals' class are refused as probably one class with it.
    AlikeClasses.of(labels).stream()
        .filter(alike -> alike.stream().anyMatch(withOriginals::contains))
        .forEach(alike -> made.keySet().removeAll(alike));
    Set<String> folders = new TreeSet<>();
    if (!labels.isEmpty() && FolderWords.saysAugmented(root)) {
      made.clear();
      folders.add(root);
    }
    made.values().forEach(folders::addAll);
    return folders.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "folders %s are named like augmented images, and no originals are there: several images may show one cell, and a split can put them on both sides; give the originals, which training augments by itself"
                .formatted(FolderReading.some(folders)));
  }

  /** The first folder above an image that says so, with those above it; null if none does. */
  private static @Nullable String madeFolder(String name) {
    List<String> path = List.of(name.split("/", -1));
    for (int i = 0; i < path.size() - 1; i++) {
      if (FolderWords.isMade(path.get(i)) || CompoundNames.isMade(path.get(i))) {
        return String.join("/", path.subList(0, i + 1));
      }
    }
    return null;
  }
}
