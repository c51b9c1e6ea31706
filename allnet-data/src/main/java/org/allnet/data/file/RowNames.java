package org.allnet.data.file;

import java.util.List;

/**
 * The names of rows that R's {@code write.table} puts in front of every row, and no column name
 * above them. They are left out if they are 1, 2, 3 and so on and the first row is quoted, as R
 * writes it: any other field too many may be a comma within a name.
 */
final class RowNames {

  /** What goes on a message about a field too many. */
  static final String HINT = " (R's row names? write with row.names = FALSE)";

  private final int columns;
  private long rows;
  private boolean named;

  /**
   * Creates the rule for a file.
   *
   * @param columns how many names its first line has
   */
  RowNames(int columns) {
    this.columns = columns;
  }

  /**
   * Returns a row without its name. Rows are given in the order of the file.
   *
   * @param row all fields
   * @param quoted whether one of them is in quotes
   * @return the row as it is if the file has no such names, or this row has not the name whose turn
   *     it is; it then has a field too many
   */
  List<String> without(List<String> row, boolean quoted) {
    rows++;
    boolean fits =
        row.size() == columns + 1 && FileNames.text(row.get(0)).equals(Long.toString(rows));
    if (rows == 1) {
      named = fits && quoted && !FileNames.text(row.get(columns)).isEmpty();
    }
    return named && fits ? row.subList(1, row.size()) : row;
  }
}
