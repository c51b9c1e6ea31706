package org.allnet.data.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What separates the fields of a CSV file, found from its first line. */
final class Separators {

  /** In the order in which they win if they occur equally often. */
  private static final String KNOWN = ",;\t|";

  /** A first line as R's {@code write.table} has it. */
  private static final Pattern QUOTED_BETWEEN_BLANKS =
      Pattern.compile("\\s*\"[^\"]*\"( \"[^\"]*\")+\\s*");

  private static final String NAMING = "sep=";
  private static final int LOOK_AHEAD = 1 << 16;

  private Separators() {}

  /**
   * The separator that occurs most often outside of quotes in the next line with content; a blank
   * if the line has none and is of quoted fields with blanks between them.
   */
  static char find(BufferedReader in, char otherwise) throws IOException {
    int[] counts = new int[KNOWN.length()];
    StringBuilder line = new StringBuilder();
    in.mark(LOOK_AHEAD);
    try {
      boolean quoted = false;
      boolean content = false;
      for (int i = 0; i < LOOK_AHEAD - 1; i++) {
        int c = in.read();
        if (c < 0 || (!quoted && content && (c == '\n' || c == '\r'))) {
          break;
        }
        line.append((char) c);
        quoted ^= c == '"';
        content |= !Character.isWhitespace(c) && KNOWN.indexOf(c) < 0;
        int which = quoted ? -1 : KNOWN.indexOf(c);
        if (which >= 0) {
          counts[which]++;
        }
      }
    } catch (CharacterCodingException e) {
      // The rows are read again, and say then on which line the text ends.
      return otherwise;
    } finally {
      in.reset();
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    if (counts[best] > 0) {
      return KNOWN.charAt(best);
    }
    return QUOTED_BETWEEN_BLANKS.matcher(line).matches() ? ' ' : otherwise;
  }

  /** Whether a separator is in a text. */
  static boolean isIn(String text) {
    return text.chars().anyMatch(c -> KNOWN.indexOf(c) >= 0);
  }

  /**
   * What a spreadsheet's first line {@code sep=;} names.
   *
   * @return the separator, or null if the row is no such line
   */
  static @Nullable Character named(List<String> row, char foundBy) {
    String first = row.get(0).strip().toLowerCase(Locale.ROOT);
    boolean alone = row.stream().skip(1).allMatch(String::isBlank);
    if (!first.startsWith(NAMING) || !alone || first.length() > NAMING.length() + 1) {
      return null;
    }
    return first.length() > NAMING.length() ? first.charAt(NAMING.length()) : foundBy;
  }
}
