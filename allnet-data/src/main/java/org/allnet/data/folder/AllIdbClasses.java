package org.allnet.data.folder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.allnet.data.dataset.AllIdbNames;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;

/**
 * The classes that ALL-IDB's names tell in a data set without class folders, such as {@code
 * ALL_IDB2/img}: the set as it unpacks. Of several folders with such files, and of one whose name
 * is a class, the folders tell the classes.
 */
final class AllIdbClasses {

  private AllIdbClasses() {}

  /**
   * Returns the class of each image.
   *
   * @param names the images' paths below the root of the data set
   * @param reading how its folders are read
   * @return {@code blast} or {@code healthy} by the image's path, without the images that are named
   *     otherwise; empty if the names tell nothing or folders tell the classes
   */
  static Map<String, String> of(List<String> names, FolderReading reading) {
    Set<String> folders = FolderReading.foldersAt(names, reading.label());
    if (folders.size() > 1
        || folders.stream().anyMatch(folder -> ClassNames.of(folder) != Meaning.UNKNOWN)) {
      return Map.of();
    }
    AllIdbNames known = new AllIdbNames(names.stream().map(AllIdbClasses::fileName).toList());
    Map<String, String> classes = new HashMap<>();
    names.forEach(name -> known.find(fileName(name)).ifPresent(label -> classes.put(name, label)));
    return classes;
  }

  /**
   * Returns a line that says where the classes are from.
   *
   * @param classes the class of each image, not empty
   * @return the line, with an example
   */
  static String describe(Map<String, String> classes) {
    String example = new TreeSet<>(classes.keySet()).first();
    return "classes %s are read from the names of ALL-IDB's files, in which 1 means blast and 0 healthy, such as %s"
        .formatted(
            classes.values().stream().distinct().sorted().collect(Collectors.joining(", ")),
            example);
  }

  private static String fileName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
