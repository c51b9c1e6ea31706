package org.allnet.data.field.format;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.InputException;

/**
 * The text of an XML file: by its byte order mark, or else by the encoding that it declares, or
 * else UTF-8. Java's own parser prints what it can't decode, which a library must not.
 */
final class XmlText {

  private static final int HEAD = 256;

  private static final Pattern ENCODING =
      Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  private XmlText() {}

  /**
   * Opens a file.
   *
   * @param file the file
   * @return its text; reading what is no such text fails with a {@link CharacterCodingException}
   * @throws InputException if it declares an encoding that Java does not know
   * @throws IOException if it can't be read
   */
  static Reader open(Path file) throws IOException {
    return open(file, CodingErrorAction.REPORT);
  }

  /**
   * Opens a file of which only the beginning is looked at: bytes that are no text are no failure.
   *
   * @param file the file
   * @return its text
   * @throws IOException if it can't be read
   */
  static Reader openAny(Path file) throws IOException {
    return open(file, CodingErrorAction.REPLACE);
  }

  private static Reader open(Path file, CodingErrorAction wrong) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      in.mark(HEAD);
      byte[] head = in.readNBytes(HEAD);
      in.reset();
      in.skipNBytes(mark(head));
      return new BufferedReader(
          new InputStreamReader(
              in,
              charset(file, head)
                  .newDecoder()
                  .onMalformedInput(wrong)
                  .onUnmappableCharacter(wrong)));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static boolean begins(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (head.length <= i || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of the byte order mark. */
  private static int mark(byte[] head) {
    if (begins(head, 0xEF, 0xBB, 0xBF)) {
      return 3;
    }
    return begins(head, 0xFE, 0xFF) || begins(head, 0xFF, 0xFE) ? 2 : 0;
  }

  private static Charset charset(Path file, byte[] head) {
    if (begins(head, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    if (begins(head, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    Matcher declared = ENCODING.matcher(new String(head, StandardCharsets.ISO_8859_1));
    if (mark(head) > 0 || !declared.find()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw InputException.in(
          file,
          "has the encoding %s, which is not known; save it as UTF-8".formatted(declared.group(1)),
          e);
    }
  }

  /** {@return the failure of a file whose bytes are no text of its encoding} */
  static InputException wrongEncoding(Path file, CharacterCodingException cause) {
    return InputException.in(
        file, "is no text of the encoding that it declares, or of UTF-8; save it as UTF-8", cause);
  }
}
