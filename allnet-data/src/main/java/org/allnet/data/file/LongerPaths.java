package org.allnet.data.file;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rows of a table name images of a folder if their paths begin above it. A table of a whole
 * data set has rows such as {@code train/all/1.bmp} and {@code test/all/1.bmp}; if the folder is
 * {@code train}, both end as its image {@code all/1.bmp} does, and only the first is that image.
 *
 * @param folder the folder's own name
 * @param alone whether all rows stand for images of the folder, each for another, so that it does
 *     not matter what is above them
 * @param above the names of the folders that the longer paths go on below
 */
public record LongerPaths(String folder, boolean alone, Set<String> above) {

  /** Copies {@code above}, so that nothing changes it from outside. */
  public LongerPaths {
    above = Collections.unmodifiableSortedSet(new TreeSet<>(above));
  }

  /**
   * A row of a table.
   *
   * @param name the path as it is written
   * @param images the images whose paths end like it or that it ends like
   */
  public record Row(String name, List<String> images) {

    /** Copies {@code images}, so that nothing changes it from outside. */
    public Row {
      images = List.copyOf(images);
    }

    /** What is before the image's own path; empty if nothing does. */
    String above() {
      if (images.size() != 1 || depth(name) <= depth(images.get(0))) {
        return "";
      }
      String[] path = name.split("/", -1);
      return path[path.length - 2 - depth(images.get(0))].toLowerCase(Locale.ROOT);
    }

    private static int depth(String path) {
      return (int) path.chars().filter(c -> c == '/').count();
    }
  }

  /**
   * Looks at all rows.
   *
   * @param folder the folder's own name
   * @param rows the table's
   * @return what their longer paths have above the images
   */
  public static LongerPaths of(String folder, List<Row> rows) {
    Set<String> above = new TreeSet<>();
    Map<String, Set<String>> pathsOf = new HashMap<>();
    boolean alone = true;
    for (Row row : rows) {
      if (!row.above().isEmpty()) {
        above.add(row.above());
      }
      row.images()
          .forEach(image -> pathsOf.computeIfAbsent(image, i -> new HashSet<>()).add(row.name()));
      alone &= row.images().size() == 1;
    }
    alone &= pathsOf.values().stream().allMatch(paths -> paths.size() == 1);
    return new LongerPaths(FileNames.text(folder).toLowerCase(Locale.ROOT), alone, above);
  }

  /**
   * Returns whether a row's path can lead to the folder.
   *
   * @param row one of the rows
   */
  public boolean leadsHere(Row row) {
    return row.above().isEmpty()
        || (alone && !above.contains(folder))
        || above.size() == 1
        || row.above().equals(folder);
  }

  /** {@return whether it can't be known which of the rows are meant} */
  public boolean isUnknown() {
    return !alone && above.size() > 1 && !above.contains(folder);
  }
}
