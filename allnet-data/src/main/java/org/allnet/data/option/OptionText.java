package org.allnet.data.option;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An option as it is written: a name, then settings, such as {@code sgd momentum=0.9 decay=1e-4}.
 * It is what {@link OptionGrammar} reads. Immutable and thread-safe.
 */
public final class OptionText {

  /** A number with fewer digits is written without an exponent. */
  private static final int FEW = 4;

  private final String text;

  private OptionText(String text) {
    this.text = text;
  }

  /**
   * Returns an option without settings.
   *
   * @param name its name
   */
  public static OptionText of(String name) {
    return new OptionText(name);
  }

  /**
   * Returns the same option with another setting behind its own.
   *
   * @param key the setting
   * @param value its value
   */
  public OptionText with(String key, double value) {
    return written(key, number(value));
  }

  /**
   * Returns the same option with another setting behind its own.
   *
   * @param key the setting
   * @param value its value
   */
  public OptionText with(String key, int value) {
    return written(key, Integer.toString(value));
  }

  /**
   * Returns the same option with another setting behind its own.
   *
   * @param key the setting
   * @param values its values, one or more
   */
  public OptionText with(String key, List<Double> values) {
    return written(key, values.stream().map(OptionText::number).collect(Collectors.joining(",")));
  }

  private OptionText written(String key, String value) {
    return new OptionText((text.isEmpty() ? "" : text + " ") + key + "=" + value);
  }

  /**
   * Returns how a number is written: as short as it goes, such as {@code 0.9}, {@code 8} or {@code
   * 1e-4}.
   *
   * @param value the number
   * @return a text that reads as the same number
   */
  public static String number(double value) {
    if (!Double.isFinite(value) || Double.compare(value, -0.0) == 0) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String plain = exact.toPlainString();
    String digits = exact.unscaledValue().abs().toString();
    String scientific =
        (value < 0 ? "-" : "")
            + digits.charAt(0)
            + (digits.length() == 1 ? "" : "." + digits.substring(1))
            + "e"
            + (digits.length() - 1 - exact.scale());
    return plain.length() > FEW && scientific.length() < plain.length() ? scientific : plain;
  }

  /** {@return the text} */
  @Override
  public String toString() {
    return text;
  }
}
