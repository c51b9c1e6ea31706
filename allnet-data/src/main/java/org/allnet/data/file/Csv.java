package org.allnet.data.file;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.jspecify.annotations.Nullable;

/** CSV files that are read or written as a whole; what is read is said at {@link CsvReader}. */
public final class Csv {

  private static final long MAX_BYTES = 256L << 20;

  private Csv() {}

  /**
   * Reads a file.
   *
   * @param file at most 256 MB, a million characters a record, 10,000 columns
   * @return its header and records
   * @throws InputException if it can't be read, is too large or no well-formed CSV; names the line
   */
  public static CsvTable read(Path file) {
    return read(file, null);
  }

  /**
   * Reads a file that ALLNet writes too.
   *
   * @param file as for {@link #read(Path)}
   * @param format what the file holds; null for files of other programs alone
   * @return its header and records without the column of the version
   * @throws InputException as {@link #read(Path)}, or if the file has a version that this program
   *     does not read, or none although nobody else writes such files
   */
  public static CsvTable read(Path file, @Nullable FileFormat format) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
        throw InputException.in(file, "is larger than 256 MB; split it into smaller files");
      }
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its name and rights", e);
    }
    try (CsvReader reader = CsvReader.open(file, format)) {
      return table(reader);
    }
  }

  /**
   * Reads a text that is held in memory.
   *
   * @param file what to call it in messages
   * @param text the content of a CSV file, at most a million characters a record, 10,000 columns
   * @return its header and records
   * @throws InputException if it is no well-formed CSV; names the line
   */
  public static CsvTable parse(Path file, String text) {
    try (CsvReader reader = CsvReader.of(file, new BufferedReader(new StringReader(text)), null)) {
      return table(reader);
    }
  }

  private static CsvTable table(CsvReader reader) {
    List<List<String>> rows = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    for (List<String> row = reader.next(); row != null; row = reader.next()) {
      rows.add(row);
      lines.add(reader.line());
    }
    return new CsvTable(reader.file(), reader.version(), reader.header(), rows, lines);
  }

  /**
   * Writes a file whole or not at all, with {@code \n} line ends.
   *
   * @param file where to
   * @param header the column names
   * @param rows the records
   * @throws RunException if it can't be written
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

  /**
   * Writes a file that is read again, whole or not at all, with {@code \n} line ends. The last
   * column is the version of its format.
   *
   * @param file where to
   * @param format what the file holds
   * @param header the names of the other columns
   * @param rows the records without the version
   * @throws RunException if it can't be written
   */
  public static void write(
      Path file, FileFormat format, List<String> header, Iterable<List<String>> rows) {
    String version = Integer.toString(format.newest());
    AtomicFile.write(
        file,
        out -> {
          out.write(record(with(header, FileFormat.COLUMN)));
          for (List<String> row : rows) {
            out.write(record(with(row, version)));
          }
        });
  }

  /**
   * Returns rows as they are in a file, for whoever writes it row by row.
   *
   * @param rows fields of each row, the header first if it is wanted
   * @return the text in UTF-8, each row with its end
   */
  public static byte[] text(Iterable<List<String>> rows) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    rows.forEach(row -> text.writeBytes(record(row)));
    return text.toByteArray();
  }

  private static List<String> with(List<String> fields, String last) {
    List<String> all = new ArrayList<>(fields);
    all.add(last);
    return all;
  }

  private static byte[] record(List<String> fields) {
    StringBuilder record = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      boolean quote =
          field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
              || (field.isEmpty() && fields.size() == 1)
              || (i == 0 && field.stripLeading().startsWith("#"));
      record.append(i == 0 ? "" : ",");
      record.append(quote ? "\"" + field.replace("\"", "\"\"") + "\"" : field);
    }
    return record.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }
}
