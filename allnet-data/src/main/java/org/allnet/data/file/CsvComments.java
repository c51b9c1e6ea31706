package org.allnet.data.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of comment before the header of a CSV file, which begin with {@code #}. */
final class CsvComments {

  private static final int LOOK_AHEAD = 1 << 16;

  /** A column may be called #, which counts the rows. */
  private static final Pattern COMMENT = Pattern.compile("\\s*#(?!\\s*[,;\t|]).*");

  private static final Pattern SEPARATOR = Pattern.compile("[,;\t|]");

  private CsvComments() {}

  /**
   * Reads past them. If the last of them is the header itself, as numpy writes it ({@code #
   * image,label}), only its mark is read past.
   *
   * @param in at the beginning of the file
   * @return how many lines were read past; 0 if there is no comment, or nothing but comments
   */
  static int passOver(BufferedReader in) throws IOException {
    char[] ahead = new char[LOOK_AHEAD];
    int length = 0;
    in.mark(LOOK_AHEAD + 1);
    try {
      int first = in.read();
      if (first != '#') {
        return 0;
      }
      ahead[length++] = (char) first;
      for (int c = in.read(); c >= 0 && length < LOOK_AHEAD; c = in.read()) {
        ahead[length++] = (char) c;
      }
    } catch (CharacterCodingException e) {
      // What is before it tells; the rows say then on which line the text ends.
    } finally {
      in.reset();
    }
    String text = new String(ahead, 0, length);
    int lines = 0;
    int start = 0;
    int last = -1;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      String line = text.substring(start, end);
      if (!line.isBlank() && !COMMENT.matcher(line.strip()).matches()) {
        return last >= 0 ? skip(in, text, last, start, line, lines) : 0;
      }
      last = line.isBlank() ? last : start;
      lines++;
      start = end;
    }
    return 0;
  }

  private static int skip(
      BufferedReader in, String text, int last, int start, String next, int lines)
      throws IOException {
    String comment = text.substring(last, start);
    String plain = comment.replaceFirst("^\\s*#+\\s*", "");
    boolean header = fields(plain) > 1 && fields(plain) == fields(next) && isData(next);
    int count = header ? last + comment.length() - plain.length() : start;
    for (int left = count; left > 0; left--) {
      in.read();
    }
    return header ? lines - 1 : lines;
  }

  private static int endOfLine(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    boolean two = end + 1 < text.length() && text.startsWith("\r\n", end);
    return Math.min(text.length(), end + (two ? 2 : 1));
  }

  private static int fields(String line) {
    return SEPARATOR.split(line, -1).length;
  }

  /** Whether a field is a number or the name of a file, which no column is called. */
  private static boolean isData(String line) {
    return List.of(SEPARATOR.split(line.strip(), -1)).stream()
        .anyMatch(
            field ->
                field.strip().matches("[-+]?\\d+([.,]\\d+)?([eE][-+]?\\d+)?|.+\\.\\p{L}{3,4}"));
  }
}
