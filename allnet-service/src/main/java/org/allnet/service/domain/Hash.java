package org.allnet.service.domain;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;

/**
 * A SHA-256: of the bytes of a picture, of a model file, of a link of the audit chain.
 *
 * @param hex 64 characters of lower-case hex
 */
public record Hash(String hex) {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /**
   * Refuses what is no hash, which could otherwise become a path.
   *
   * @throws InputException if {@code hex} is not 64 characters of lower-case hex
   */
  public Hash {
    if (!HEX.matcher(hex).matches()) {
      throw new InputException("hash: the text is no SHA-256; give 64 characters of 0-9 and a-f");
    }
  }

  /**
   * Returns the hash of bytes.
   *
   * @param bytes any
   */
  public static Hash of(byte[] bytes) {
    return of(Sha256.digest().digest(bytes), 0);
  }

  /**
   * Returns the hash of a text.
   *
   * @param text of which the UTF-8 bytes are hashed
   */
  public static Hash of(String text) {
    return new Hash(Sha256.of(text));
  }

  /**
   * Returns the hash that a digest ended with.
   *
   * @param digest at least 32 bytes
   * @param from where the 32 bytes begin
   */
  public static Hash of(byte[] digest, int from) {
    return new Hash(HexFormat.of().formatHex(digest, from, from + 32));
  }

  /** {@return the 32 bytes} */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
