package org.allnet.service.domain;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a browser shows on each request of somebody who has logged in: 256 random bits, kept in a
 * cookie. A hash without salt is enough, since nobody can try them all.
 *
 * @param text as a browser sends it
 */
public record SessionSecret(String text) {

  private static final Pattern TEXT = Pattern.compile("[0-9a-f]{64}");

  /**
   * Returns a new secret.
   *
   * @param random has to be one that nobody can guess
   */
  public static SessionSecret fresh(RandomGenerator random) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return new SessionSecret(HexFormat.of().formatHex(bits));
  }

  /**
   * Returns the secret that a browser sent.
   *
   * @param text what it sent
   * @return empty if no session's looks like that
   */
  public static Optional<SessionSecret> parse(String text) {
    return TEXT.matcher(text).matches() ? Optional.of(new SessionSecret(text)) : Optional.empty();
  }

  /** {@return what is kept of it} */
  public Hash hash() {
    return Hash.of(text);
  }

  /** {@return what a form of this session has to send, so that no other site can have it sent} */
  public String formToken() {
    return Hash.of("form:" + text).hex();
  }

  /** Leaves out the secret, so that no log has it. */
  @Override
  public String toString() {
    return "SessionSecret[...]";
  }
}
