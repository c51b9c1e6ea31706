package org.allnet.evaluation.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.OptionalDouble;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.file.Decimal;

/** How an {@link OperatingPoint} is chosen on validation predictions. */
public sealed interface PointRule {

  /** {@return its spelling, which {@link #parse} reads} */
  @JsonValue
  String word();

  /** {@return the sensitivity that it asks for; nothing if it asks for none} */
  default OptionalDouble wantedSensitivity() {
    return OptionalDouble.empty();
  }

  /**
   * The highest threshold that reaches a sensitivity.
   *
   * @param least the sensitivity
   * @return the rule
   * @throws OptionException if the number is not above 0, at most 1
   */
  static PointRule sensitivity(double least) {
    if (!(least > 0 && least <= 1)) {
      throw OptionException.outOfRange(
          OptionName.OPERATING_POINT.with(Sensitivity.OPTION + least),
          "a number above 0, at most 1");
    }
    return new Sensitivity(Double.toString(least));
  }

  /**
   * Reads a rule.
   *
   * @param word {@code argmax}, {@code youden}, {@code prevalence}, or {@code sensitivity=S} with S
   *     above 0, at most 1
   * @return the rule
   * @throws OptionException if it is none of them
   */
  @JsonCreator
  static PointRule parse(String word) {
    for (Known known : Known.values()) {
      if (known.word().equals(word)) {
        return known;
      }
    }
    if (word.startsWith(Sensitivity.OPTION)) {
      String number = word.substring(Sensitivity.OPTION.length());
      if (Sensitivity.isOne(number)) {
        return new Sensitivity(number);
      }
    }
    OptionValue given = OptionName.OPERATING_POINT.with(word);
    throw new OptionException(
        given,
        Sentence.of(
            "%s: unknown; use argmax, youden, prevalence or sensitivity=S with S above 0, at most 1",
            given));
  }

  /**
   * Reads the rule of a point in a model file of format 1. There a sensitivity is spelled {@code
   * sensitivity>=S}, and a rule may be of another program.
   *
   * @throws InputException if it is no short name in one line
   */
  static PointRule stored(String word) {
    if (word.startsWith(Sensitivity.STORED)) {
      String number = word.substring(Sensitivity.STORED.length());
      if (Sensitivity.isOne(number)) {
        return new Sensitivity(number);
      }
    }
    for (Known known : Known.values()) {
      if (known.word().equals(word)) {
        return known;
      }
    }
    return new Foreign(word);
  }

  /** {@return the rule as {@link #stored} reads it} */
  default String toStored() {
    return word();
  }

  /** The rules without a number. */
  enum Known implements PointRule {
    /** No point is chosen: the most probable class is predicted. */
    ARGMAX("argmax"),
    /** The largest sum of sensitivity and specificity (Youden 1950). */
    YOUDEN("youden"),
    /** As many images are predicted positive as are. */
    PREVALENCE("prevalence");

    private final String word;

    Known(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }

  /**
   * The highest threshold that reaches a sensitivity.
   *
   * @param number the sensitivity as it was written, so that a run's file keeps its bytes
   */
  record Sensitivity(String number) implements PointRule {

    private static final String OPTION = "sensitivity=";
    private static final String STORED = "sensitivity>=";

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is none above 0, at most 1
     */
    public Sensitivity {
      if (!isOne(number)) {
        throw new IllegalArgumentException("sensitivity " + number);
      }
    }

    private static boolean isOne(String number) {
      double value = Decimal.plain(number).orElse(Double.NaN);
      return value > 0 && value <= 1;
    }

    /** {@return the sensitivity, above 0, at most 1} */
    public double least() {
      return Double.parseDouble(number);
    }

    @Override
    public OptionalDouble wantedSensitivity() {
      return OptionalDouble.of(least());
    }

    @Override
    public String word() {
      return OPTION + number;
    }

    @Override
    public String toStored() {
      return STORED + least();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Sensitivity that && least() == that.least();
    }

    @Override
    public int hashCode() {
      return Double.hashCode(least());
    }
  }

  /**
   * A rule of another program, in its file.
   *
   * @param word its name, short and in one line
   */
  record Foreign(String word) implements PointRule {

    private static final int LONGEST = 60;

    /**
     * Checks the name.
     *
     * @throws InputException if it is blank, long or of several lines
     */
    public Foreign {
      if (word.isBlank()
          || word.length() > LONGEST
          || word.chars().anyMatch(Character::isISOControl)) {
        throw new InputException("operating point: its rule is no short name in one line");
      }
    }
  }
}
