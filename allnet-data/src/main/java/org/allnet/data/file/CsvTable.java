package org.allnet.data.file;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.allnet.data.InputException;

/**
 * A CSV file that was read. Immutable.
 *
 * @param file where it came from
 * @param version the version of its format, from 1; 1 if it says none
 * @param header the column names
 * @param rows the records, each with as many fields as the header
 * @param lines the line at which each record begins, from 1
 */
public record CsvTable(
    Path file, int version, List<String> header, List<List<String>> rows, List<Long> lines) {

  /**
   * Copies its lists, so that nothing changes them from outside.
   *
   * @throws IllegalArgumentException if there are not as many lines as rows
   */
  public CsvTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
    lines = List.copyOf(lines);
    if (lines.size() != rows.size()) {
      throw new IllegalArgumentException(rows.size() + " rows at " + lines.size() + " lines");
    }
  }

  /**
   * Returns the failure of a record.
   *
   * @param row its index, from 0
   * @param what what is wrong and what to do
   * @return the failure, which names the line of the file
   */
  public InputException wrong(int row, String what) {
    return InputException.at(file, lines.get(row), what);
  }

  /**
   * Returns the index of a column that must be there.
   *
   * @param names its name, then the other names that it may have; case does not matter
   * @return its index, from 0
   * @throws InputException if there is none, or two are written alike but for case
   */
  public int column(String... names) {
    return findColumn(names)
        .orElseThrow(
            () ->
                InputException.in(
                    file,
                    "has no column '%s'; its columns are %s; call the one that is meant '%s'%s"
                        .formatted(
                            names[0],
                            String.join(", ", header),
                            names[0],
                            names.length > 1
                                ? " or %s"
                                    .formatted(
                                        String.join(", ", List.of(names).subList(1, names.length)))
                                : "")));
  }

  /**
   * Returns the index of a column that may be there.
   *
   * @param names its name, then the other names that it may have; case does not matter
   * @return its index, from 0, or nothing
   * @throws InputException if two are written alike but for case
   */
  public OptionalInt findColumn(String... names) {
    return ColumnNames.find(file, header, names);
  }
}
