package org.allnet.data.file;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;

/** The characters of a text file in UTF-8 or UTF-16; bytes that are none are refused. */
final class CsvText {

  private static final int BUFFER = 1 << 16;
  private static final int HEAD = 512;

  private CsvText() {}

  /** Opens a file; the encoding is told by its first bytes, UTF-8 if they say nothing. */
  static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    bytes.mark(4);
    byte[] first = bytes.readNBytes(4);
    bytes.reset();
    return new BufferedReader(
        new InputStreamReader(
            bytes,
            encoding(first)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)),
        BUFFER);
  }

  /** Spreadsheets save "Unicode text" as UTF-16, mostly with a mark; a header is ASCII at first. */
  private static Charset encoding(byte[] first) {
    if (first.length < 2) {
      return StandardCharsets.UTF_8;
    }
    int a = first[0] & 0xFF;
    int b = first[1] & 0xFF;
    if ((a == 0xFF && b == 0xFE) || (a > 0 && b == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    if ((a == 0xFE && b == 0xFF) || (a == 0 && b > 0)) {
      return StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }

  /**
   * Refuses a file whose first bytes are plainly those of something else.
   *
   * @throws InputException if it is an archive, a spreadsheet, a picture, a web page or the like
   */
  static void refuseOtherKinds(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      FileKind kind = FileKind.of(in.readNBytes(HEAD));
      if (kind != null) {
        throw new InputException(file + ": is " + kind.words() + ", no CSV file; " + kind.advice());
      }
    }
  }
}
