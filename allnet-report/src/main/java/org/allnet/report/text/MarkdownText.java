package org.allnet.report.text;

import java.util.List;
import org.allnet.report.plot.Markup;

/** Markdown whose texts from files can neither break a table nor become markup. */
public final class MarkdownText {

  private final StringBuilder out = new StringBuilder();

  public MarkdownText heading(int level, String text) {
    out.append("#".repeat(level)).append(' ').append(escape(text)).append("\n\n");
    return this;
  }

  public MarkdownText paragraph(String text) {
    out.append(escape(text)).append("\n\n");
    return this;
  }

  public MarkdownText bullets(List<String> lines) {
    lines.forEach(line -> out.append("- ").append(escape(line)).append('\n'));
    out.append('\n');
    return this;
  }

  public MarkdownText table(List<String> columns, List<List<String>> rows) {
    row(columns);
    row(columns.stream().map(column -> "---").toList(), true);
    rows.forEach(this::row);
    out.append('\n');
    return this;
  }

  /** A block of code, indented: no text can end it. */
  public MarkdownText code(String text) {
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
