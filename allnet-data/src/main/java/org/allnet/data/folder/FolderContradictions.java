package org.allnet.data.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.SubjectNames;

/**
 * Folders of patients that {@code subjects.csv} divides among several people. One of the two is
 * wrong, and if it is the table, a split would put the folder's person on both sides. A table that
 * calls the whole folder otherwise, or joins folders, divides nobody.
 */
final class FolderContradictions {

  private FolderContradictions() {}

  /**
   * Refuses folders whose images would be of several people.
   *
   * @param root the data set's folder
   * @param names the images' paths below it
   * @param reading which folders are of patients
   * @param subjects the subject of each image that the table names
   * @throws InputException if there is such a folder
   */
  static void refuse(
      Path root, List<String> names, FolderReading reading, Map<String, String> subjects) {
    Map<String, Map<String, String>> byFolder = new TreeMap<>();
    Map<String, Map<String, String>> byName = new TreeMap<>();
    Set<String> untold = new TreeSet<>();
    for (String name : names) {
      String folder = reading.person(name);
      if (folder == null) {
        continue;
      }
      String told = subjects.get(name);
      if (told == null) {
        untold.add(folder);
      }
      String person = told == null ? folder : told;
      add(byFolder, way(name, reading), person, name);
      add(byName, folder, person, name);
    }
    // Every class may count its people anew, but only a table that names all of them says so.
    byName.keySet().retainAll(untold);
    byName.values().removeIf(people -> people.size() < 2);
    byFolder.values().removeIf(people -> people.size() < 2);
    Map<String, Map<String, String>> divided = byFolder.isEmpty() ? byName : byFolder;
    divided.entrySet().stream()
        .findFirst()
        .ifPresent(
            first -> {
              throw InputException.in(
                  root.resolve(SubjectTable.FILE),
                  "%s would be of several people, such as %s of %s; give all images of a folder one subject, or rename folders that are no patients'"
                      .formatted(
                          Counted.of(divided.size(), "folder of a patient", "folders of patients"),
                          first.getKey(),
                          FolderReading.some(first.getValue().values())));
            });
  }

  /** Adds the person with one image as an example, by the person's folded name. */
  private static void add(
      Map<String, Map<String, String>> people, String folder, String person, String image) {
    people
        .computeIfAbsent(folder, key -> new TreeMap<>())
        .putIfAbsent(SubjectNames.folded(person), "%s (%s)".formatted(person, image));
  }

  private static String way(String name, FolderReading reading) {
    String[] path = name.split("/", -1);
    return String.join("/", List.of(path).subList(0, reading.subject() + 1));
  }
}
