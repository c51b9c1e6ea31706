package org.allnet.evaluation.report;

import java.util.List;
import org.allnet.evaluation.report.plot.Markup;

/** Markdown whose texts from files can neither break a table nor become markup. */
final class MarkdownText {

  private final StringBuilder out = new StringBuilder();

  MarkdownText heading(int level, String text) {
    out.append("#".repeat(level)).append(' ').append(escape(text)).append("\n\n");
    return this;
  }

  MarkdownText paragraph(String text) {
    out.append(escape(text)).append("\n\n");
    return this;
  }

  MarkdownText bullets(List<String> lines) {
    lines.forEach(line -> out.append("- ").append(escape(line)).append('\n'));
    out.append('\n');
    return this;
  }

  MarkdownText table(List<String> columns, List<List<String>> rows) {
    row(columns);
    row(columns.stream().map(column -> "---").toList(), true);
    rows.forEach(this::row);
    out.append('\n');
    return this;
  }

  /** A block of code, indented: no text can end it. */
  MarkdownText code(String text) {
    for (String line : Markup.plain(text).split("\n", -1)) {
      out.append("    ").append(line).append('\n');
    }
    out.append('\n');
    return this;
  }

  private void row(List<String> cells) {
    row(cells, false);
  }

  private void row(List<String> cells, boolean verbatim) {
    out.append('|');
    cells.forEach(cell -> out.append(' ').append(verbatim ? cell : escape(cell)).append(" |"));
    out.append('\n');
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : Markup.plain(text).replaceAll("\\s+", " ").strip().toCharArray()) {
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '\\', '`', '*', '_', '[', ']', '|', '#', '~', '!' -> escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
