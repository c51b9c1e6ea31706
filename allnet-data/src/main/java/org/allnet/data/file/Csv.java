package org.allnet.data.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.RunException;

/**
 * CSV files as RFC 4180 has them, in UTF-8: a header, commas, fields with commas, quotes or line
 * ends in double quotes. A byte order mark, LF line ends and empty lines are tolerated.
 */
public final class Csv {

  private static final long MAX_BYTES = 256L << 20;
  private static final int MAX_RECORD = 1 << 20;
  private static final int MAX_COLUMNS = 10_000;

  private final Path file;
  private final String text;
  private int at;
  private int line = 1;

  private Csv(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @param file at most 256 MB, a million characters a record, 10,000 columns
   * @return its header and records
   * @throws InputException where it can't be read, is too large or no well-formed CSV; names the
   *     line
   */
  public static CsvTable read(Path file) {
    return parse(file, load(file));
  }

  /**
   * Reads a text that is held in memory.
   *
   * @param file what to call it in messages
   * @param text the content of a CSV file, at most a million characters a record, 10,000 columns
   * @return its header and records
   * @throws InputException where it is no well-formed CSV; names the line
   */
  public static CsvTable parse(Path file, String text) {
    Csv csv = new Csv(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
    List<String> header = csv.next();
    if (header.isEmpty()) {
      throw new InputException(file + ": is empty; a first line with the column names is needed");
    }
    List<List<String>> rows = new ArrayList<>();
    int line = csv.line;
    for (List<String> row = csv.next(); !row.isEmpty(); row = csv.next()) {
      if (row.size() != header.size()) {
        throw new InputException(
            "%s: the record that begins near line %d has %d fields, the header %d; make them equal"
                .formatted(file, line, row.size(), header.size()));
      }
      rows.add(row);
      line = csv.line;
    }
    return new CsvTable(file, header, rows);
  }

  private static String load(Path file) {
    try {
      long bytes = Files.size(file);
      if (bytes > MAX_BYTES) {
        throw new InputException(
            file + ": has " + bytes + " bytes, more than the " + MAX_BYTES + " allowed; split it");
      }
      ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
      return StandardCharsets.UTF_8.newDecoder().decode(content).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": is no UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      throw new InputException(file + ": can't be read (" + e + "); check its name and rights", e);
    }
  }

  /** The next record that is no empty line; an empty list at the end. */
  private List<String> next() {
    while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
      line += text.charAt(at++) == '\n' ? 1 : 0;
    }
    List<String> fields = new ArrayList<>();
    int start = at;
    while (at < text.length()) {
      fields.add(text.charAt(at) == '"' ? quoted(start) : plain(start));
      if (fields.size() > MAX_COLUMNS) {
        throw problem("has more than " + MAX_COLUMNS + " columns; is it a CSV file?");
      }
      if (at >= text.length() || text.charAt(at) != ',') {
        break;
      }
      at++;
      if (at == text.length()) {
        fields.add("");
      }
    }
    return List.copyOf(fields);
  }

  private String plain(int start) {
    int from = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
      checkLength(start);
    }
    return text.substring(from, at);
  }

  private String quoted(int start) {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        if (at < text.length() && text.charAt(at) == '"') {
          at++;
        } else {
          if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            throw problem("has text after a closing quote; double the quotes within a field");
          }
          return field.toString();
        }
      }
      line += c == '\n' ? 1 : 0;
      field.append(c);
      checkLength(start);
    }
    throw problem("has a quote that is never closed");
  }

  private void checkLength(int start) {
    if (at - start > MAX_RECORD) {
      throw problem("is longer than " + MAX_RECORD + " characters; is it a CSV file?");
    }
  }

  private InputException problem(String what) {
    return new InputException(file + ": line " + line + " " + what);
  }

  /**
   * Writes a file whole or not at all, with {@code \n} line ends.
   *
   * @param file where to
   * @param header the column names
   * @param rows the records
   * @throws RunException where it can't be written
   */
  public static void write(Path file, List<String> header, Iterable<List<String>> rows) {
    AtomicFile.write(
        file,
        out -> {
          out.write(record(header));
          for (List<String> row : rows) {
            out.write(record(row));
          }
        });
  }

  private static byte[] record(List<String> fields) {
    StringBuilder record = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      boolean quote =
          field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
              || (field.isEmpty() && fields.size() == 1);
      record.append(i == 0 ? "" : ",");
      record.append(quote ? "\"" + field.replace("\"", "\"\"") + "\"" : field);
    }
    return record.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }
}
