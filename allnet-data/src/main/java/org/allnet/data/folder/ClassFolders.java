package org.allnet.data.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.Layout;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;

/**
 * A folder for each class, with the class's images in it or below; a file {@code subjects.csv} with
 * the columns {@code image,subject} beside them may say whose they are. A folder with images alone
 * is an unlabelled data set.
 */
public final class ClassFolders {

  private static final String SUBJECTS = "subjects.csv";
  private static final String PART = "all";
  private static final int MOST_NAMED = 5;

  private ClassFolders() {}

  /**
   * Reads the layout.
   *
   * @param found the files
   * @return the images; classes in alphabetical order
   * @throws InputException where {@code subjects.csv} is broken
   */
  public static Layout read(FoundFiles found) {
    List<String> problems = new ArrayList<>();
    Map<String, String> subjects = subjects(found, problems);
    Set<String> classes = new TreeSet<>();
    for (Path file : found.images()) {
      String name = found.name(file);
      if (name.contains("/")) {
        classes.add(name.substring(0, name.indexOf('/')));
      }
    }
    List<CellImage> images = new ArrayList<>();
    int loose = 0;
    for (Path file : found.images()) {
      String name = found.name(file);
      int slash = name.indexOf('/');
      if (slash < 0) {
        loose++;
      }
      images.add(
          new CellImage(
              name, file, PART, slash < 0 ? null : name.substring(0, slash), subjects.get(name)));
    }
    if (loose > 0 && !classes.isEmpty()) {
      problems.add(loose + " images lie beside the class folders and are unlabelled");
    }
    return new Layout(
        String.valueOf(found.root().toAbsolutePath().normalize().getFileName()),
        "class folders",
        List.copyOf(classes),
        images,
        problems);
  }

  private static Map<String, String> subjects(FoundFiles found, List<String> problems) {
    Path file = found.root().resolve(SUBJECTS);
    Map<String, String> subjects = new HashMap<>();
    if (!Files.isRegularFile(file)) {
      return subjects;
    }
    CsvTable table = Csv.read(file);
    int image = table.column("image");
    int subject = table.column("subject");
    Set<String> names = new TreeSet<>();
    found.images().forEach(path -> names.add(found.name(path)));
    List<String> strangers = new ArrayList<>();
    for (List<String> row : table.rows()) {
      String name = row.get(image).strip().replace('\\', '/');
      String person = row.get(subject).strip();
      if (!names.contains(name)) {
        strangers.add(name);
      } else if (!person.isEmpty()) {
        String other = subjects.put(name, person);
        if (other != null && !other.equals(person)) {
          throw new InputException(
              file
                  + ": image "
                  + name
                  + " belongs to both "
                  + other
                  + " and "
                  + person
                  + "; keep one row");
        }
      }
    }
    if (!strangers.isEmpty()) {
      problems.add(
          "%s names %d images that are not there: %s%s"
              .formatted(
                  SUBJECTS,
                  strangers.size(),
                  String.join(", ", strangers.subList(0, Math.min(MOST_NAMED, strangers.size()))),
                  strangers.size() > MOST_NAMED ? ", ..." : ""));
    }
    return subjects;
  }
}
