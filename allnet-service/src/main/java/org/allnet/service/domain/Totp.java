package org.allnet.service.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of one-time passwords that change each 30 seconds (RFC 6238: HMAC-SHA-1, six digits),
 * as the programs on telephones make them. Thread-safe.
 */
public final class Totp {

  /** How long one password is shown, in seconds. */
  public static final int STEP_SECONDS = 30;

  /** By how many steps the clock of a telephone may be wrong. */
  public static final int STEPS_ASIDE = 1;

  private static final int SECRET_BYTES = 20;
  private static final String ALGORITHM = "HmacSHA1";
  private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final byte[] secret;

  /**
   * Opens a secret.
   *
   * @param secret its bytes, at least one
   */
  public Totp(byte[] secret) {
    this.secret = secret.clone();
  }

  /**
   * Returns a new secret of 160 bits.
   *
   * @param random has to be one that nobody can guess
   */
  public static Totp fresh(RandomGenerator random) {
    byte[] bits = new byte[SECRET_BYTES];
    random.nextBytes(bits);
    return new Totp(bits);
  }

  /** {@return the bytes of the secret, to be sealed} */
  public byte[] secret() {
    return secret.clone();
  }

  /** {@return the secret as people type it into a telephone (Base 32, without padding)} */
  public String key() {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte part : secret) {
      held = held << 8 | part & 0xff;
      for (bits += 8; bits >= 5; bits -= 5) {
        text.append(BASE_32.charAt(held >> bits - 5 & 31));
      }
      held &= (1 << bits) - 1;
    }
    return bits == 0
        ? text.toString()
        : text.append(BASE_32.charAt(held << 5 - bits & 31)).toString();
  }

  /**
   * Returns the number of the 30 seconds in which a time is.
   *
   * @param at the time
   */
  public static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
  }

  /**
   * Returns the password of a step.
   *
   * @param step its number
   * @param digits how many digits it has, 6 to 8
   */
  public String password(long step, int digits) {
    byte[] mac = mac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = mac[mac.length - 1] & 15;
    int number = ByteBuffer.wrap(mac).getInt(offset) & Integer.MAX_VALUE;
    int modulus = 1;
    for (int i = 0; i < digits; i++) {
      modulus *= 10;
    }
    return String.format(Locale.ROOT, "%0" + digits + "d", number % modulus);
  }

  /**
   * Returns the step of a password that somebody typed. It has to be newer than the last one that
   * was taken: whoever saw a password can't use it again.
   *
   * @param typed what was typed; blanks in it don't matter
   * @param at the time
   * @param last the step that was taken last
   * @return empty if the password is not one of now
   */
  public OptionalLong accepted(String typed, Instant at, long last) {
    byte[] said = typed.replace(" ", "").getBytes(StandardCharsets.UTF_8);
    OptionalLong found = OptionalLong.empty();
    for (long step = step(at) - STEPS_ASIDE; step <= step(at) + STEPS_ASIDE; step++) {
      byte[] right = password(step, 6).getBytes(StandardCharsets.UTF_8);
      if (MessageDigest.isEqual(said, right) && step > last) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private byte[] mac(byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  /** Leaves out the secret, so that no log has it. */
  @Override
  public String toString() {
    return "Totp[...]";
  }
}
