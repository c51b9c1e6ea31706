package org.allnet.service.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What stands in for a telephone that was lost, once: 80 random bits. A hash without salt is
 * enough, since nobody can try them all.
 *
 * @param text four groups of four letters and digits
 */
public record RecoveryCode(String text) {

  /** How many a person gets. */
  public static final int COUNT = 10;

  private static final String SIGNS = "abcdefghjkmnpqrstuvwxyz123456789";
  private static final Pattern TEXT = Pattern.compile("[a-z1-9]{16}");

  /**
   * Returns {@value #COUNT} new ones.
   *
   * @param random has to be one that nobody can guess
   */
  public static List<RecoveryCode> fresh(RandomGenerator random) {
    return IntStream.range(0, COUNT).mapToObj(i -> one(random)).toList();
  }

  private static RecoveryCode one(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      text.append(i > 0 && i % 4 == 0 ? "-" : "").append(SIGNS.charAt(random.nextInt(32)));
    }
    return new RecoveryCode(text.toString());
  }

  /**
   * Returns the code that somebody typed.
   *
   * @param typed with or without hyphens and blanks
   * @return empty if no code looks like that
   */
  public static Optional<RecoveryCode> parse(String typed) {
    String plain = typed.toLowerCase(Locale.ROOT).replaceAll("[ -]", "");
    return TEXT.matcher(plain).matches()
        ? Optional.of(new RecoveryCode(plain.replaceAll("(.{4})(?=.)", "$1-")))
        : Optional.empty();
  }

  /** {@return what is kept of it} */
  public Hash hash() {
    return Hash.of("recovery:" + text);
  }

  /** Leaves out the code, so that no log has it. */
  @Override
  public String toString() {
    return "RecoveryCode[...]";
  }
}
