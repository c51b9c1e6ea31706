package org.allnet.report.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that only some runs have, such as the coverage of conformal prediction sets.
 *
 * @param title its heading
 * @param note what it says and how to read it, absent if the heading says it
 * @param columns column names; the first column names the row
 * @param rows cells as text, as many in each row as there are columns
 */
public record FurtherTable(
    String title, @Nullable String note, List<String> columns, List<List<String>> rows) {

  /**
   * Copies its lists and checks that the rows are as long as the header.
   *
   * @throws IllegalArgumentException if one is not
   */
  public FurtherTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            title + ": row of " + row.size() + " cells under " + columns.size() + " columns");
      }
    }
  }
}
