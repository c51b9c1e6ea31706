package org.allnet.data.file;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A number as it is written in a table.
 *
 * @param value the number
 * @param digits how many digits after the decimal point it was written to, at least 0
 */
public record Decimal(double value, int digits) {

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,20}");

  /** What Java takes for a part of a number and nobody else does. */
  private static final Pattern JAVA_ALONE = Pattern.compile("[xX]|[dDfF]\\s*$");

  /**
   * Reads a number; a lone comma is a decimal comma, as spreadsheets of half the world write it.
   *
   * @param text such as {@code 0.25}, {@code 0,25} or {@code 1e-7}
   * @return the number, or nothing if it is none
   */
  public static Optional<Decimal> parse(String text) {
    String plain = FileNames.text(text);
    if (plain.indexOf(',') >= 0) {
      if (plain.indexOf(',') != plain.lastIndexOf(',') || plain.indexOf('.') >= 0) {
        return Optional.empty();
      }
      plain = plain.replace(',', '.');
    }
    OptionalDouble number = plain(plain);
    return number.isPresent()
        ? Optional.of(new Decimal(number.getAsDouble(), digits(plain)))
        : Optional.empty();
  }

  /**
   * Reads a number with a decimal point, as programs write it. Java's own spellings are none: a
   * type behind the digits ({@code 1f}), or base 16 ({@code 0x1p-3}).
   *
   * @param text such as {@code 0.25}, {@code 1e-7}, {@code NaN} or {@code Infinity}
   * @return the number, or nothing if it is none
   */
  public static OptionalDouble plain(String text) {
    if (JAVA_ALONE.matcher(text).find()) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * Reads a whole number in the digits 0 to 9; Java alone would take those of every script.
   *
   * @param text such as {@code 30} or {@code -1}
   * @return the number, or nothing if it is none or has more than 64 bits
   */
  public static OptionalLong whole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static int digits(String text) {
    int exponentAt = Math.max(text.indexOf('e'), text.indexOf('E'));
    String mantissa = exponentAt < 0 ? text : text.substring(0, exponentAt);
    int point = mantissa.indexOf('.');
    int after = point < 0 ? 0 : mantissa.length() - point - 1;
    if (exponentAt < 0) {
      return after;
    }
    try {
      return Math.max(0, Math.min(400, after - Integer.parseInt(text.substring(exponentAt + 1))));
    } catch (NumberFormatException e) {
      return after;
    }
  }
}
