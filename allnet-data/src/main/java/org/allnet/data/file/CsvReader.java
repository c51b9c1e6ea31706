package org.allnet.data.file;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.allnet.data.Counted;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that is read row by row, so that a million rows never lie in memory as text.
 *
 * <p>It reads what spreadsheets and other programs write: commas, semicolons, tabs or bars between
 * the fields (found from the first line, or named by a line {@code sep=;}), fields in double
 * quotes, line ends of any system, UTF-8 or UTF-16 with or without a byte order mark, lines of
 * comment before the header. Rows without any content are passed over, and so are empty fields
 * beyond the header's last, and the row names of R ({@link RowNames}). Not safe for use by many
 * threads.
 */
public final class CsvReader implements Closeable {

  private static final long MAX_BYTES = 1L << 30;
  private static final int MAX_ROW_CHARACTERS = 1 << 20;
  private static final int MAX_COLUMNS = 10_000;

  private final Path file;
  private final BufferedReader in;
  private final List<String> header;
  private final @Nullable FormatColumn format;
  private final RowNames rowNames;
  private char separator = ',';
  private long nextLine = 1;
  private long rowLine = 1;
  private boolean sawQuote;
  private boolean firstQuoted;
  private @Nullable List<String> ahead;

  /**
   * Opens a file of another program and reads its header.
   *
   * @param file a regular file of at most 1 GiB, at most a million characters a row and 10,000
   *     columns
   * @return the reader, before the first row
   * @throws InputException if it can't be read, is too large, is no text, is empty or its first row
   *     is broken
   */
  public static CsvReader open(Path file) {
    return open(file, null);
  }

  /**
   * Opens a file that ALLNet writes too, and reads its header. The column with the version of the
   * format is not among those that are read: every row has {@link #version}.
   *
   * @param file as for {@link #open(Path)}
   * @param format what the file holds; null for files of other programs alone
   * @return the reader, before the first row
   * @throws InputException as {@link #open(Path)}, or if the file has a version that this program
   *     does not read, or none although nobody else writes such files
   */
  public static CsvReader open(Path file, @Nullable FileFormat format) {
    if (!Files.isRegularFile(file)) {
      throw InputException.in(
          file,
          (Files.isDirectory(file) ? "is a folder, no such file" : "no such file")
              + "; give a CSV file");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw InputException.in(file, "is larger than 1 GiB; split it into smaller files");
      }
      CsvText.refuseOtherKinds(file);
      return of(file, CsvText.open(file), format);
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its name and rights", e);
    }
  }

  /**
   * Reads the header of a text that is read from elsewhere.
   *
   * @param file what to call it in messages
   * @param in the text; closed with this reader
   * @param format as for {@link #open(Path, FileFormat)}
   * @return the reader, before the first row
   * @throws InputException if it is empty or its first row is broken
   */
  static CsvReader of(Path file, BufferedReader in, @Nullable FileFormat format) {
    try {
      return new CsvReader(file, in, format);
    } catch (IOException | RuntimeException e) {
      try {
        in.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      if (e instanceof InputException known) {
        throw known;
      }
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its name and rights", e);
    }
  }

  private CsvReader(Path file, BufferedReader in, @Nullable FileFormat versions)
      throws IOException {
    this.file = file;
    this.in = in;
    in.mark(1);
    if (read() != '\uFEFF') {
      in.reset();
    }
    nextLine += CsvComments.passOver(in);
    separator = Separators.find(in, ',');
    List<String> first = content();
    Character named = first == null ? null : Separators.named(first, separator);
    if (named != null) {
      separator = named;
      nextLine += CsvComments.passOver(in);
      first = content();
    }
    if (first == null) {
      throw InputException.in(
          file, "is empty; a first line with the column names is needed, then rows");
    }
    header = first.stream().map(FileNames::text).toList();
    if (header.size() == 1 && sawQuote && Separators.isIn(header.get(0))) {
      throw problem(
          "the whole line is in one pair of quotes, as spreadsheets save a file that was opened with another separator; open it with the right one, so that there is a column for each name, and save it again");
    }
    long binary = header.stream().filter(name -> name.indexOf('\0') >= 0).count();
    if (binary > 0) {
      throw InputException.in(file, "is no text; give a CSV file in UTF-8");
    }
    rowNames = new RowNames(header.size());
    format = versions == null ? null : FormatColumn.of(file, header, versions);
    if (format != null) {
      // Before anybody looks at the columns: those of a newer version may be others.
      ahead = data();
      if (ahead != null) {
        format.begin(ahead, rowLine);
      }
    }
  }

  /** {@return the file, for messages} */
  public Path file() {
    return file;
  }

  /** {@return the column names, without the blanks around them and without that of the version} */
  public List<String> header() {
    return format == null ? header : format.without(header);
  }

  /** {@return the version of the format, from 1; 1 if the file says none} */
  public int version() {
    return format == null ? 1 : format.version();
  }

  /** {@return the line, from 1, on which the last row began} */
  public long line() {
    return rowLine;
  }

  /**
   * Returns the next row that has any content.
   *
   * @return as many fields as the header has, or null at the end
   * @throws InputException if a row is broken or has another number of fields; names the line
   */
  public @Nullable List<String> next() {
    try {
      List<String> row = ahead == null ? data() : ahead;
      ahead = null;
      if (row == null) {
        return null;
      }
      List<String> fitted = fitted(row);
      if (format == null) {
        return fitted;
      }
      format.require(fitted, rowLine);
      return format.without(fitted);
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its name and rights", e);
    }
  }

  private List<String> fitted(List<String> row) {
    int width = header.size();
    int last = row.size();
    while (last > width && FileNames.text(row.get(last - 1)).isEmpty()) {
      last--;
    }
    if (last != width) {
      throw problem(
          "has "
              + Counted.of(last, "field")
              + "; the header has "
              + width
              + (last == width + 1 ? RowNames.HINT : "")
              + "; make them equal");
    }
    return Collections.unmodifiableList(row.subList(0, width));
  }

  /** The next row behind the header, without its name. */
  private @Nullable List<String> data() throws IOException {
    List<String> row = content();
    if (row == null) {
      return null;
    }
    if (!firstQuoted && row.get(0).stripLeading().startsWith("#")) {
      throw problem(
          "begins with '#', and comments stand above the header; take the line away, or put a name that begins so in double quotes");
    }
    if (row.stream().anyMatch(field -> field.indexOf('\0') >= 0)) {
      throw problem(
          "holds a NUL character, which is in no text; save the file anew as CSV in UTF-8");
    }
    return rowNames.without(row, sawQuote);
  }

  /** The next row that has a field with content or in quotes, as long as it is written. */
  private @Nullable List<String> content() throws IOException {
    while (true) {
      List<String> row = row();
      if (row == null
          || sawQuote
          || !row.stream().allMatch(field -> FileNames.text(field).isEmpty())) {
        return row;
      }
    }
  }

  private @Nullable List<String> row() throws IOException {
    rowLine = nextLine;
    sawQuote = false;
    firstQuoted = false;
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean closed = false;
    int length = 0;
    while (true) {
      int c = read();
      if (c < 0) {
        if (quoted) {
          throw problem("a quote is opened and never closed");
        }
        if (length == 0) {
          return null;
        }
        fields.add(field.toString());
        return fields;
      }
      if (++length > MAX_ROW_CHARACTERS) {
        throw problem("the row is longer than a million characters; is it a CSV file?");
      }
      if (quoted) {
        if (c != '"') {
          nextLine += c == '\n' ? 1 : 0;
          field.append((char) c);
        } else if (follows('"')) {
          field.append('"');
        } else {
          quoted = false;
          closed = true;
        }
      } else if (c == separator) {
        fields.add(field.toString());
        field.setLength(0);
        closed = false;
        if (fields.size() >= MAX_COLUMNS) {
          throw problem("the row has more than 10,000 columns; is it a CSV file?");
        }
      } else if (c == '\n' || c == '\r') {
        if (c == '\r') {
          follows('\n');
        }
        nextLine++;
        fields.add(field.toString());
        return fields;
      } else if (c == '"' && !closed && isBlank(field)) {
        field.setLength(0);
        quoted = true;
        sawQuote = true;
        firstQuoted |= fields.isEmpty();
      } else if (closed) {
        if (!Character.isWhitespace(c)) {
          throw problem("has text after a closing quote; double the quotes within a field");
        }
      } else {
        field.append((char) c);
      }
    }
  }

  private static boolean isBlank(StringBuilder text) {
    return text.isEmpty() || text.chars().allMatch(Character::isWhitespace);
  }

  /** Whether the next character is this one; it is then taken. */
  private boolean follows(char wanted) throws IOException {
    in.mark(1);
    if (read() == wanted) {
      return true;
    }
    in.reset();
    return false;
  }

  private int read() throws IOException {
    try {
      return in.read();
    } catch (CharacterCodingException e) {
      throw notText(e);
    }
  }

  private InputException notText(CharacterCodingException e) {
    // The decoder reads ahead: the bad byte may be some lines further down.
    long line = CsvText.lineThatIsNone(file);
    return InputException.in(
        file,
        "is not UTF-8 text %s line %d; save the file as CSV in UTF-8"
            .formatted(line > 0 ? "in" : "at or after", line > 0 ? line : nextLine),
        e);
  }

  /**
   * Makes a failure that is about the last row.
   *
   * @param what what is wrong and what to do
   * @return names the file and the line of the last row
   */
  public InputException problem(String what) {
    return InputException.at(file, rowLine, what);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw InputException.in(file, "can't be closed (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
