package org.allnet.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;

/** SHA-256, by which files and texts are told apart. */
public final class Sha256 {

  private static final int END_BYTES = 1 << 16;

  private Sha256() {}

  /**
   * Returns a digest that has taken nothing in yet.
   *
   * @throws IllegalStateException if this Java has no SHA-256, which every Java has to have
   */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Hashes a text.
   *
   * @param text of which the UTF-8 bytes are hashed
   * @return lower-case hex
   */
  public static String of(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Hashes a file's length and content.
   *
   * @param file the file
   * @return lower-case hex
   * @throws InputException if it can't be read
   */
  public static String ofFile(Path file) {
    return of(file, false);
  }

  /**
   * Hashes a large file's length and its two ends, which tell it from others in an instant.
   *
   * @param file the file
   * @return lower-case hex
   * @throws InputException if it can't be read
   */
  public static String ofEnds(Path file) {
    return of(file, true);
  }

  private static String of(Path file, boolean endsAlone) {
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      digest.update(Long.toString(size).getBytes(StandardCharsets.US_ASCII));
      byte[] part = in.readNBytes(END_BYTES);
      digest.update(part);
      if (endsAlone) {
        in.skipNBytes(Math.max(0, size - 2L * END_BYTES));
      }
      while (part.length > 0) {
        part = in.readNBytes(END_BYTES);
        digest.update(part);
      }
    } catch (IOException e) {
      throw InputException.in(file, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
