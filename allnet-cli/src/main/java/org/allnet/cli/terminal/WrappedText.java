package org.allnet.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Sentences in lines that a terminal shows whole. */
final class WrappedText {

  /** The columns of a terminal that texts are made for. */
  static final int COLUMNS = 100;

  private static final String INDENT = "  ";

  private WrappedText() {}

  /**
   * Breaks a line at blanks; the parts behind the first are indented by two more blanks than it.
   *
   * @param line without a line break
   * @return lines of at most {@link #COLUMNS} characters, but for words that are longer
   */
  static List<String> of(String line) {
    List<String> lines = new ArrayList<>();
    String own = line.substring(0, line.length() - line.stripLeading().length());
    String rest = line;
    while (rest.length() > COLUMNS) {
      int start = rest.length() - rest.stripLeading().length();
      int cut = rest.lastIndexOf(' ', COLUMNS);
      if (cut <= start) {
        cut = rest.indexOf(' ', COLUMNS);
      }
      if (cut < 0) {
        break;
      }
      lines.add(rest.substring(0, cut));
      rest = own + INDENT + rest.substring(cut + 1);
    }
    lines.add(rest);
    return lines;
  }
}
