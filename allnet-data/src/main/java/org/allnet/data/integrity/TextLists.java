package org.allnet.data.integrity;

import java.util.List;
import java.util.Locale;

/** Lists and numbers as a person reads them. */
final class TextLists {

  private static final int MOST = 20;

  private TextLists() {}

  /** Appends a line each, and how many more there are. */
  static void append(StringBuilder text, List<String> lines) {
    lines.stream().limit(MOST).forEach(line -> text.append("  ").append(line).append('\n'));
    if (lines.size() > MOST) {
      text.append("  and ").append(count(lines.size() - MOST)).append(" more\n");
    }
  }

  /** A number with commas between the thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
