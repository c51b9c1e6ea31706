package org.allnet.evaluation.prediction;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a comma-separated file (RFC 4180) row by row, so that a million rows never stand in memory
 * as text. A byte-order mark is skipped, blank lines are too. Not safe for use by many threads.
 */
final class RowReader implements Closeable {

  private static final long MAX_BYTES = 1L << 30;
  private static final int MAX_ROW_CHARACTERS = 1 << 20;
  private static final int MAX_COLUMNS = 10_000;

  private final Path file;
  private final BufferedReader in;
  private long nextLine = 1;
  private long rowLine = 1;

  RowReader(Path file) throws IOException {
    this.file = file;
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file; give a CSV file of predictions");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new InputException(file + ": larger than 1 GiB; split it into smaller files");
    }
    in =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            1 << 16);
    try {
      in.mark(1);
      if (read() != '\uFEFF') {
        in.reset();
      }
    } catch (IOException | InputException e) {
      in.close();
      throw e;
    }
  }

  /** {@return the line, from 1, on which the last row began} */
  long line() {
    return rowLine;
  }

  /** {@return the next row that is not blank, null at the end} */
  @Nullable List<String> next() throws IOException {
    while (true) {
      List<String> row = row();
      if (row == null || row.size() > 1 || !row.get(0).isBlank()) {
        return row;
      }
    }
  }

  private @Nullable List<String> row() throws IOException {
    rowLine = nextLine;
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    int length = 0;
    while (true) {
      int c = read();
      if (c < 0) {
        if (quoted) {
          throw problem("a quote is opened and never closed");
        }
        return any ? finish(cells, cell) : null;
      }
      any = true;
      if (++length > MAX_ROW_CHARACTERS) {
        throw problem("the row is longer than a million characters");
      }
      if (quoted) {
        if (c != '"') {
          nextLine += c == '\n' ? 1 : 0;
          cell.append((char) c);
          continue;
        }
        in.mark(1);
        if (read() == '"') {
          cell.append('"');
        } else {
          in.reset();
          quoted = false;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
        if (cells.size() >= MAX_COLUMNS) {
          throw problem("the row has more than 10,000 columns");
        }
      } else if (c == '\n') {
        nextLine++;
        return finish(cells, cell);
      } else {
        cell.append((char) c);
      }
    }
  }

  private static List<String> finish(List<String> cells, StringBuilder cell) {
    if (!cell.isEmpty() && cell.charAt(cell.length() - 1) == '\r') {
      cell.setLength(cell.length() - 1);
    }
    cells.add(cell.toString());
    return cells;
  }

  private int read() throws IOException {
    try {
      return in.read();
    } catch (CharacterCodingException e) {
      throw notText(e);
    }
  }

  private InputException notText(CharacterCodingException e) {
    return new InputException(
        // The decoder reads ahead: the bad byte may stand some lines further down.
        file
            + ": is not UTF-8 text at or after line "
            + nextLine
            + "; save the file as CSV in UTF-8",
        e);
  }

  /** {@return a failure that names the file and the line of the last row} */
  InputException problem(String what) {
    return new InputException(file + ": line " + rowLine + ": " + what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
