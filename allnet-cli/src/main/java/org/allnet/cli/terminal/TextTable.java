package org.allnet.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table for a person: columns as wide as they need to be, numbers on the right. */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();
  private final int textColumns;

  /**
   * Starts a table.
   *
   * @param textColumns how many columns from the left are text, set left; the others are set right
   * @param header the head of each column
   */
  public TextTable(int textColumns, String... header) {
    this.textColumns = textColumns;
    rows.add(List.of(header));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as the header has
   * @throws IllegalArgumentException if there are more or fewer than in the header
   */
  public void row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.length + " cells in a table of " + rows.get(0));
    }
    rows.add(List.of(cells));
  }

  /** {@return the lines of the table, without spaces at their ends} */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String gap = " ".repeat(widths[c] - row.get(c).length());
        line.append(c == 0 ? "" : "  ");
        line.append(c < textColumns ? row.get(c) + gap : gap + row.get(c));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
