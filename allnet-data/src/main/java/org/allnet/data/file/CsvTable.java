package org.allnet.data.file;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.allnet.data.InputException;

/**
 * A CSV file that was read. Immutable.
 *
 * @param file where it came from
 * @param header the column names
 * @param rows the records, each with as many fields as the header
 */
public record CsvTable(Path file, List<String> header, List<List<String>> rows) {

  /** Copies. */
  public CsvTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /**
   * The index of a column that must be there.
   *
   * @param name its name
   * @return its index, from 0
   * @throws InputException where there is none
   */
  public int column(String name) {
    return findColumn(name)
        .orElseThrow(
            () ->
                new InputException(
                    file + ": has no column '" + name + "'; its columns are " + header));
  }

  /**
   * The index of a column.
   *
   * @param name its name
   * @return its index, from 0, or nothing
   */
  public OptionalInt findColumn(String name) {
    int index = header.indexOf(name);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
