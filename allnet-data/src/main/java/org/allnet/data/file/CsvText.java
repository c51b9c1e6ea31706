package org.allnet.data.file;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/** The characters of a text file in UTF-8 or UTF-16; bytes that are none are refused. */
final class CsvText {

  private static final int BUFFER = 1 << 16;
  private static final int HEAD = 512;

  /** An object or a list of objects, lists or texts. */
  private static final Pattern JSON =
      Pattern.compile(
          "(\u00EF\u00BB\u00BF)?\\s*(\\{\\s*(\"|\\})|\\[\\s*(\\{|\\[|\"[^\"]*\"\\s*[,\\]]))");

  private static final int MOST_OF_A_LINE = 1 << 22;

  private CsvText() {}

  /** Characters up to bytes that are none: Java's decoder must not be asked again after those. */
  private static final class Characters extends FilterReader {
    private @Nullable CharacterCodingException end;

    Characters(Reader decoder) {
      super(decoder);
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
      if (end != null) {
        throw end;
      }
      try {
        return super.read(into, from, length);
      } catch (CharacterCodingException e) {
        end = e;
        throw e;
      }
    }
  }

  /** Opens a file; the encoding is told by its first bytes, UTF-8 if they say nothing. */
  static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    bytes.mark(4);
    byte[] first = bytes.readNBytes(4);
    bytes.reset();
    return new BufferedReader(
        new Characters(
            new InputStreamReader(
                bytes,
                encoding(first)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT))),
        BUFFER);
  }

  /**
   * Finds the first line with bytes that are no UTF-8.
   *
   * @return the line, from 1; 0 if there is none, or the file can't be looked through
   */
  static long lineThatIsNone(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      int last = 0;
      for (int c = in.read(); line.size() <= MOST_OF_A_LINE; c = in.read()) {
        boolean ends = c < 0 || c == '\r' || c == '\n';
        if (!ends) {
          line.write(c);
        } else if (!isUtf8(line.toByteArray())) {
          return number;
        } else if (c < 0) {
          return 0;
        } else {
          number += c == '\n' && last == '\r' ? 0 : 1;
          line.reset();
        }
        last = c;
      }
    } catch (IOException e) {
      return 0; // what is said without it is true as well
    }
    return 0;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
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
      byte[] head = in.readNBytes(HEAD);
      FileKind kind = FileKind.of(head);
      if (kind != null) {
        throw InputException.in(file, "is " + kind.words() + ", no CSV file; " + kind.advice());
      }
      if (JSON.matcher(new String(head, StandardCharsets.ISO_8859_1)).lookingAt()) {
        throw InputException.in(file, "is JSON, no CSV file; save the table as CSV");
      }
    }
  }
}
