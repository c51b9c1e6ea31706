package org.allnet.service.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.allnet.data.RunException;
import org.allnet.data.file.Csv;

/** A zip that is written file by file. Names are the program's own, never those of a sender. */
final class ExportZip implements AutoCloseable {

  private static final String FORMULAS = "=+-@\t\r\n";

  /** What a spreadsheet of another country, or one that is told so, takes for the next cell. */
  private static final Pattern NEXT = Pattern.compile("([;\t\r\n][ ]*)([=+@-])");

  private final ZipOutputStream zip;
  private final Instant at;

  ExportZip(OutputStream out, Instant at) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    this.at = at;
  }

  void text(String name, String text) {
    bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  void csv(String name, List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    rows.forEach(row -> all.add(row.stream().map(ExportZip::cell).toList()));
    bytes(name, Csv.text(all));
  }

  /** A text that no spreadsheet takes for a formula. */
  static String cell(String text) {
    String guarded = NEXT.matcher(text).replaceAll("$1'$2");
    return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + guarded : guarded;
  }

  void bytes(String name, byte[] bytes) {
    try {
      ZipEntry entry = new ZipEntry(name);
      entry.setTime(at.toEpochMilli());
      zip.putNextEntry(entry);
      zip.write(bytes);
      zip.closeEntry();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Writes the end of the zip; what it is written to stays open.
   *
   * @throws RunException if it can't be written
   */
  @Override
  public void close() {
    try {
      zip.finish();
      zip.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static RunException failed(IOException e) {
    return new RunException("export: the zip can't be written; the receiver may have left", e);
  }
}
