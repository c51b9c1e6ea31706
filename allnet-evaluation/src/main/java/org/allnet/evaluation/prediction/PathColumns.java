package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.allnet.data.dataset.ImageEndings;
import org.allnet.data.file.FileNames;

/**
 * Columns beside {@code image} in which every row has a path or a file's name, such as {@code
 * full_path}, {@code url} and {@code original_name}. Their folders and names may say the class as
 * those of {@code image} do.
 */
final class PathColumns {

  /** Names of columns whose values with a slash are folders. */
  private static final Pattern NAMED =
      Pattern.compile(
          "path|file|folder|dir|url|uri|source|src|orig|location|image|img|bild|pfad|ordner|datei"
              + "|chemin|dossier|ruta|carpeta");

  /** What follows the path in an address. */
  private static final Pattern QUERY = Pattern.compile("[?#].*$");

  private final List<Paths> columns = new ArrayList<>();

  /**
   * The paths of a column.
   *
   * @param index where it is
   * @param name what it is called
   * @param paths the path in each row; empty if it has none
   */
  record Paths(int index, String name, List<String> paths) {

    /** {@return what says a class in the folders, with a place for an example} */
    String folders() {
      return "the folders in column '%s', such as %%s".formatted(name.replace("%", ""));
    }

    /** {@return what says a class in the names, with a place for an example} */
    String names() {
      return "the names in column '%s', such as %%s".formatted(name.replace("%", ""));
    }
  }

  PathColumns(List<String> header, Columns known) {
    for (int i = 0; i < header.size(); i++) {
      if (!known.isUsed(i)) {
        columns.add(new Paths(i, FileNames.text(header.get(i)), new ArrayList<>()));
      }
    }
  }

  /** Takes a row in; a column with anything else than a path is one no longer. */
  void add(String image, List<String> cells) {
    columns.removeIf(column -> !add(column, image, cells.get(column.index())));
  }

  private static boolean add(Paths column, String image, String cell) {
    String value = QUERY.matcher(FileNames.canonical(cell)).replaceFirst("");
    if (value.isEmpty()) {
      column.paths().add("");
      return true;
    }
    String name = last(value);
    boolean fits = FileNames.plain(name).equals(FileNames.plain(last(image)));
    boolean slash = value.indexOf('/') >= 0;
    boolean file = ImageEndings.isImage(name) || ImageEndings.isOtherPicture(name);
    boolean called = NAMED.matcher(Columns.folded(column.name())).find();
    if (!file && !(slash && (fits || called))) {
      return false;
    }
    column.paths().add(file || fits ? value : value + "/" + last(image));
    return true;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@return the columns of paths} */
  List<Paths> all() {
    return columns.stream()
        .filter(column -> column.paths().stream().anyMatch(path -> !path.isEmpty()))
        .toList();
  }
}
