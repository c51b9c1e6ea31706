package org.allnet.data.folder;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One folder around all others, as a published set unpacks: read as the only class, although the
 * folders below it may be the classes.
 */
final class FolderOfAll {

  private FolderOfAll() {}

  /**
   * Returns a line on a data set of one class whose folder has several folders of images.
   *
   * @param names the images' paths below the root of the data set
   * @param reading how its folders are read
   * @param classes the names of the classes
   * @return what to give in its place; empty if there are several classes or no such folders, or
   *     folders of patients
   */
  static Optional<String> describe(
      List<String> names, FolderReading reading, Collection<String> classes) {
    if (classes.size() != 1) {
      return Optional.empty();
    }
    for (String name : names) {
      if (FolderReading.folder(name, reading.label()) == null || reading.person(name) != null) {
        return Optional.empty();
      }
    }
    StringBuilder outer = new StringBuilder(classes.iterator().next());
    int level = reading.label() + 1;
    Set<String> below = FolderReading.foldersAt(names, level);
    while (below.size() == 1 && !FolderReading.foldersAt(names, level + 1).isEmpty()) {
      outer.append('/').append(below.iterator().next());
      level++;
      below = FolderReading.foldersAt(names, level);
    }
    return below.size() < 2
        ? Optional.empty()
        : Optional.of(
            "all images lie in folder %s, which is read as the only class; if the folders in it are the classes (%s), give folder %s itself"
                .formatted(classes.iterator().next(), FolderReading.some(below), outer));
  }
}
