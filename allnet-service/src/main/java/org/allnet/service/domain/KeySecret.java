package org.allnet.service.domain;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The secret of an API key: {@code alln_} and 256 random bits, shown once. A hash without salt is
 * enough, since nobody can try them all.
 *
 * @param text as a program sends it
 */
public record KeySecret(String text) {

  private static final String PREFIX = "alln_";
  private static final Pattern TEXT = Pattern.compile(PREFIX + "[0-9a-f]{64}");

  /**
   * Returns a new secret.
   *
   * @param random has to be one that nobody can guess
   */
  public static KeySecret fresh(RandomGenerator random) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return new KeySecret(PREFIX + HexFormat.of().formatHex(bits));
  }

  /**
   * Returns the secret that a program sent.
   *
   * @param text what it sent
   * @return empty if no key looks like that
   */
  public static Optional<KeySecret> parse(String text) {
    return TEXT.matcher(text).matches() ? Optional.of(new KeySecret(text)) : Optional.empty();
  }

  /** {@return what is kept of it} */
  public Hash hash() {
    return Hash.of(text);
  }

  /** Leaves out the secret, so that no log has it. */
  @Override
  public String toString() {
    return PREFIX + "...";
  }
}
