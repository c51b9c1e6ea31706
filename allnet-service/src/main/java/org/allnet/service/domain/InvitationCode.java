package org.allnet.service.domain;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * By what a person chooses a password for an account that somebody else made: 256 random bits,
 * worth something once. So nobody but the person ever knows the password.
 *
 * @param text as it is in the link
 */
public record InvitationCode(String text) {

  private static final Pattern TEXT = Pattern.compile("[0-9a-f]{64}");

  /**
   * Returns a new code.
   *
   * @param random has to be one that nobody can guess
   */
  public static InvitationCode fresh(RandomGenerator random) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return new InvitationCode(HexFormat.of().formatHex(bits));
  }

  /**
   * Returns the code that somebody sent.
   *
   * @param text what was sent
   * @return empty if no code looks like that
   */
  public static Optional<InvitationCode> parse(String text) {
    return TEXT.matcher(text).matches() ? Optional.of(new InvitationCode(text)) : Optional.empty();
  }

  /** {@return what is kept of it} */
  public Hash hash() {
    return Hash.of("invitation:" + text);
  }

  /** Leaves out the code, so that no log has it. */
  @Override
  public String toString() {
    return "InvitationCode[...]";
  }
}
