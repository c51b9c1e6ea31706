package org.allnet.service.domain;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.allnet.data.InputException;

/**
 * What is kept of a password: PBKDF2 with HMAC-SHA-256, salted.
 *
 * @param iterations how often it is hashed, which makes guessing slow
 * @param salt hex
 * @param hash hex
 */
public record PasswordHash(int iterations, String salt, String hash) {

  /** What OWASP recommends for this function. */
  public static final int ITERATIONS = 600_000;

  /** The shortest password, in characters. */
  public static final int SHORTEST = 12;

  private static final int LONGEST = 200;
  private static final Pattern TEXT =
      Pattern.compile("pbkdf2-sha256:([1-9][0-9]{0,8}):([0-9a-f]+):([0-9a-f]{64})");

  /**
   * Hashes a new password.
   *
   * @param password {@value #SHORTEST} to 200 characters
   * @param iterations {@link #ITERATIONS}, fewer in tests alone
   * @param random makes the salt; has to be one that nobody can guess
   * @throws InputException if the password is too short or too long
   */
  public static PasswordHash of(char[] password, int iterations, RandomGenerator random) {
    if (password.length < SHORTEST || password.length > LONGEST) {
      throw new InputException(
          "password: has %d characters; give %d to %d"
              .formatted(password.length, SHORTEST, LONGEST));
    }
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String salt = HexFormat.of().formatHex(bytes);
    return new PasswordHash(iterations, salt, hash(password, iterations, salt));
  }

  /**
   * Returns whether this is the hash of a password. Takes as long for a wrong one as for the right.
   *
   * @param password what somebody says it is
   */
  public boolean matches(char[] password) {
    byte[] said =
        HexFormat.of()
            .parseHex(hash(password.length > LONGEST ? new char[1] : password, iterations, salt));
    return MessageDigest.isEqual(said, HexFormat.of().parseHex(hash));
  }

  /** {@return the text by which the database keeps it} */
  public String text() {
    return "pbkdf2-sha256:" + iterations + ":" + salt + ":" + hash;
  }

  /**
   * Reads what {@link #text} gave.
   *
   * @param text the text
   * @throws InputException if it is no such text
   */
  public static PasswordHash parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new InputException("password: what is stored of it can't be read");
    }
    return new PasswordHash(Integer.parseInt(parts.group(1)), parts.group(2), parts.group(3));
  }

  private static String hash(char[] password, int iterations, String salt) {
    PBEKeySpec key = new PBEKeySpec(password, HexFormat.of().parseHex(salt), iterations, 256);
    try {
      return HexFormat.of()
          .formatHex(
              SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                  .generateSecret(key)
                  .getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
    } finally {
      key.clearPassword();
    }
  }

  /** Leaves out the hash, so that no log has it. */
  @Override
  public String toString() {
    return "PasswordHash[" + iterations + " iterations]";
  }
}
