package org.allnet.service.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;

/**
 * A text that people wrote, so that it may say whose cells are meant, and its salted digest. What
 * must never change keeps the digest alone; the text can be erased, and the rest stays whole.
 *
 * @param digest SHA-256 of salt and text
 * @param content the text; empty once it is erased
 */
public record SealedText(Hash digest, Optional<Content> content) {

  /** The longest text, in characters. */
  public static final int LONGEST = 2000;

  private static final int SALT_BYTES = 16;

  /**
   * A text and its salt, without which short texts could be found by trying.
   *
   * @param salt hex
   * @param text what was written
   */
  public record Content(String salt, String text) {

    private Hash digest() {
      MessageDigest digest = Sha256.digest();
      digest.update(salt.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return Hash.of(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 0);
    }
  }

  /**
   * Seals a text.
   *
   * @param text at most {@value #LONGEST} characters, not blank, without control characters but new
   *     lines
   * @param random makes the salt; has to be one that nobody can guess
   * @return the text with its digest
   * @throws InputException if the text is blank, too long or has control characters
   */
  public static SealedText of(String text, RandomGenerator random) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new InputException(
          "text: has %d characters; give 1 to %d".formatted(text.strip().length(), LONGEST));
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      throw new InputException("text: has control characters; leave them out");
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Content content = new Content(HexFormat.of().formatHex(salt), text);
    return new SealedText(content.digest(), Optional.of(content));
  }

  /** {@return the text; empty if it was erased} */
  public Optional<String> text() {
    return content.map(Content::text);
  }

  /** {@return whether the text is erased or still what the digest was made of} */
  public boolean isIntact() {
    return content.map(Content::digest).filter(made -> !made.equals(digest)).isEmpty();
  }
}
