package org.allnet.data.field.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.FileNames;

/** The lines of a small text file of labels, in UTF-8 with or without a byte order mark. */
final class LabelText {

  private static final long MAX_BYTES = 64L << 20;

  private static final int HEAD = 1 << 12;

  private LabelText() {}

  /**
   * Reads a file.
   *
   * @param file a file of at most 64 MiB
   * @return its lines
   * @throws InputException if it can't be read, is too large or no UTF-8 text
   */
  static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw InputException.in(
            file, "is larger than 64 MiB; it is no file of labels of one image");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      if (text.indexOf('\0') >= 0) {
        throw InputException.in(file, "is no text; save it as UTF-8 text");
      }
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (CharacterCodingException e) {
      throw InputException.in(file, "is no UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its name and rights", e);
    }
  }

  /**
   * Returns the first line of a file that has something in it.
   *
   * @param file any file
   * @return without blanks around; empty if there is none, or the file is no text
   */
  static String firstLine(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.lines()
          .map(FileNames::text)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return ""; // reading it says what is wrong
    }
  }
}
