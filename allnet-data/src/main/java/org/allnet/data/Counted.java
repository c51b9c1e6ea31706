package org.allnet.data;

import java.util.Locale;

/**
 * A number of things in words: one has the noun and the verb of one.
 *
 * <pre>{@code
 * Counted.of(1, "image").are().toString(); // 1 image is
 * Counted.of(12, "image").are().toString(); // 12 images are
 * Counted.of(1, "image").outOf(12).then("lies", "lie").toString(); // 1 of 12 images lies
 * }</pre>
 *
 * <p>It goes into a template with {@code %s}, of {@link Sentence} as of {@link
 * String#formatted(Object...)}. Immutable.
 *
 * @param count how many, from 0
 * @param one the words behind the number if it is 1
 * @param several the words behind any other number
 */
public record Counted(long count, String one, String several) {

  /**
   * Checks that the number is not negative.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public Counted {
    if (count < 0) {
      throw new IllegalArgumentException(count + " " + several);
    }
  }

  /**
   * Returns a number of things whose plural has an {@code s} behind.
   *
   * @param count how many, from 0
   * @param noun what one is called, such as {@code image}
   * @return the number with its noun
   * @throws IllegalArgumentException if the count is negative
   */
  public static Counted of(long count, String noun) {
    return new Counted(count, noun, noun + "s");
  }

  /**
   * Returns a number of things whose plural is another word, or of things and what they do.
   *
   * @param count how many, from 0
   * @param one the words for one, such as {@code person}
   * @param several the words for others, such as {@code people}
   * @return the number with its words
   * @throws IllegalArgumentException if the count is negative
   */
  public static Counted of(long count, String one, String several) {
    return new Counted(count, one, several);
  }

  /**
   * Returns this number as a part of another.
   *
   * @param total of how many things
   * @return such as {@code 1 of 12 images}: the noun is that of the total, and the verb that
   *     follows is that of the part
   */
  public Counted outOf(long total) {
    String of = "of " + new Counted(total, one, several);
    return new Counted(count, of, of);
  }

  /**
   * Returns this number with words behind.
   *
   * @param ofOne the words if it is 1, such as {@code lies}
   * @param ofSeveral the words for any other number, such as {@code lie}
   * @return such as {@code 1 image lies}
   */
  public Counted then(String ofOne, String ofSeveral) {
    return new Counted(count, one + " " + ofOne, several + " " + ofSeveral);
  }

  /** {@return this number with {@code is} or {@code are} behind} */
  public Counted are() {
    return then("is", "are");
  }

  /** {@return this number with {@code has} or {@code have} behind} */
  public Counted have() {
    return then("has", "have");
  }

  /**
   * Returns the words of this number alone, for a later part of the sentence.
   *
   * @param ofOne the words if it is 1, such as {@code it was}
   * @param ofSeveral the words for any other number, such as {@code they were}
   * @return one of them
   */
  public String either(String ofOne, String ofSeveral) {
    return count == 1 ? ofOne : ofSeveral;
  }

  /** {@return the words without the number, such as {@code images}} */
  public String words() {
    return either(one, several);
  }

  /** {@return the number with commas between the thousands, and its words} */
  public String withCommas() {
    return String.format(Locale.ROOT, "%,d %s", count, words());
  }

  /** {@return the number and its words, such as {@code 12 images}} */
  @Override
  public String toString() {
    return count + " " + words();
  }
}
