package org.allnet.service.log;

/** Texts of the log, so written that no text can end a line, move a cursor or turn what follows. */
final class LogText {

  private static final int LONGEST = 8000;

  private LogText() {}

  /** A text within quotation marks, as JSON has it, with nothing in it but printable ASCII. */
  static String quoted(String text) {
    StringBuilder line = new StringBuilder(text.length() + 2).append('"');
    int length = Math.min(text.length(), LONGEST);
    for (int i = 0; i < length; i++) {
      char sign = text.charAt(i);
      switch (sign) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (sign < ' ' || sign > '~') {
            line.append("\\u").append(String.format("%04x", (int) sign));
          } else {
            line.append(sign);
          }
        }
      }
    }
    return line.append(length < text.length() ? "..." : "").append('"').toString();
  }
}
