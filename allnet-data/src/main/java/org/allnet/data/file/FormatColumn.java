package org.allnet.data.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The column of a CSV file that says the version of its format, the same in each row. A row without
 * one is of version 1, as those of other programs are.
 */
final class FormatColumn {

  private final Path file;
  private final FileFormat format;
  private final int index;
  private int version = 1;
  private String seen = "";

  private FormatColumn(Path file, FileFormat format, int index) {
    this.file = file;
    this.format = format;
    this.index = index;
  }

  /**
   * Finds the column.
   *
   * @return the column; null if the file says no version, as other programs may
   * @throws InputException if it says none and nobody else writes such files, or there are two such
   *     columns
   */
  static @Nullable FormatColumn of(Path file, List<String> header, FileFormat format) {
    int index = ColumnNames.find(file, header, FileFormat.COLUMN).orElse(-1);
    if (index < 0 && !format.isOfOthersToo()) {
      throw format.unsaid(FilePlace.of(file));
    }
    return index < 0 ? null : new FormatColumn(file, format, index);
  }

  /** Takes the version from the first row; one that is too short is refused later. */
  void begin(List<String> row, long line) {
    if (index < row.size()) {
      seen = row.get(index);
      version = format.parse(seen, FilePlace.at(file, line));
    }
  }

  /** Refuses a row of another version than the first. */
  void require(List<String> row, long line) {
    String text = row.get(index);
    if (text.equals(seen)) {
      return;
    }
    int own = format.parse(text, FilePlace.at(file, line));
    if (own != version) {
      throw InputException.at(
          file,
          line,
          "has format %d, and the rows before have format %d; keep the rows of one format in a file"
              .formatted(own, version));
    }
    seen = text;
  }

  /** {@return the version of the first row; 1 if there is none} */
  int version() {
    return version;
  }

  /** {@return the fields of a row or of the header without this one} */
  List<String> without(List<String> fields) {
    if (index == fields.size() - 1) {
      return fields.subList(0, index);
    }
    List<String> others = new ArrayList<>(fields);
    others.remove(index);
    return Collections.unmodifiableList(others);
  }
}
