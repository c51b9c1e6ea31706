package org.allnet.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.Layout;

/**
 * A folder for each class, with the class's images in it or below; a file {@code subjects.csv} with
 * the columns {@code image,subject} beside them may say whose they are. A folder with images alone
 * is an unlabelled data set.
 */
public final class ClassFolders {

  private static final String PART = "all";

  private ClassFolders() {}

  /**
   * Reads the layout.
   *
   * @param found the files
   * @return the images; classes in alphabetical order
   * @throws org.allnet.data.InputException if {@code subjects.csv} is broken
   */
  public static Layout read(FoundFiles found) {
    List<String> problems = new ArrayList<>();
    Map<String, String> subjects = SubjectTable.read(found, problems);
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
}
