package org.allnet.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of an option or of another setting, or a combination of them, is wrong: the program was
 * used wrongly. {@link #option}, {@link #setting} and {@link #value} say what was given.
 */
public final class OptionException extends AllNetException {

  private final @Nullable OptionName option;
  private final @Nullable String setting;
  private final @Nullable String value;

  private OptionException(
      @Nullable OptionName option,
      @Nullable String value,
      Sentence message,
      @Nullable Throwable cause) {
    this(option, option == null ? null : option.key(), value, message, cause);
  }

  private OptionException(
      @Nullable OptionName option,
      @Nullable String setting,
      @Nullable String value,
      Sentence message,
      @Nullable Throwable cause) {
    super(message, cause);
    this.option = option;
    this.setting = setting;
    this.value = value;
  }

  /**
   * Creates a failure that is about none of the {@linkplain OptionName named options}.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public OptionException(String message) {
    this(null, null, Sentence.text(message), null);
  }

  /**
   * Creates a failure that is about none of the {@linkplain OptionName named options}.
   *
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught
   */
  public OptionException(String message, Throwable cause) {
    this(null, null, Sentence.text(message), cause);
  }

  /**
   * Creates a failure that is about no option of its own and advises to change some.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public OptionException(Sentence message) {
    this(null, null, message, null);
  }

  /**
   * Creates a failure that is about no option of its own and advises to change some, with its
   * cause.
   *
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught; absent if nothing was
   */
  public OptionException(Sentence message, @Nullable Throwable cause) {
    this(null, null, message, cause);
  }

  /**
   * Creates a failure about an option whatever its value.
   *
   * @param option the option
   * @param message one line: what is wrong, where, and what to do
   */
  public OptionException(OptionName option, Sentence message) {
    this(option, null, message, null);
  }

  /**
   * Creates a failure about an option's value.
   *
   * @param given the option and its value
   * @param message one line: what is wrong, where, and what to do
   */
  public OptionException(OptionValue given, Sentence message) {
    this(given.option(), given.value(), message, null);
  }

  /**
   * Creates a failure about an option's value, with its cause.
   *
   * @param given the option and its value
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught; absent if nothing was
   */
  public OptionException(OptionValue given, Sentence message, @Nullable Throwable cause) {
    this(given.option(), given.value(), message, cause);
  }

  /**
   * Returns the failure of a setting that is none of the {@linkplain OptionName named options},
   * such as a key of recipes, a part of an option's value or an argument.
   *
   * @param setting its name, such as {@code network}
   * @param value its value, as it was given
   * @param message one line: what is wrong, where, and what to do
   * @return the failure
   */
  public static OptionException ofSetting(String setting, Object value, String message) {
    return ofSetting(setting, value, Sentence.text(message), null);
  }

  /**
   * Returns the failure of a setting that is none of the named options, with its cause.
   *
   * @param setting its name, such as {@code network}
   * @param value its value, as it was given
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught; absent if nothing was
   * @return the failure
   */
  public static OptionException ofSetting(
      String setting, Object value, Sentence message, @Nullable Throwable cause) {
    return new OptionException(null, setting, String.valueOf(value), message, cause);
  }

  /**
   * Returns the failure of an option by its name, whether or not it is a {@linkplain OptionName
   * named one}.
   *
   * @param key its name, such as {@code folds} or {@code manifest}
   * @param value its value, as it was given; absent if it doesn't matter
   * @param message one line: what is wrong, where, and what to do
   * @return the failure
   */
  public static OptionException ofKey(String key, @Nullable Object value, Sentence message) {
    return ofKey(key, value, message, null);
  }

  /**
   * Returns the failure of an option by its name, with its cause.
   *
   * @param key its name, such as {@code folds} or {@code manifest}
   * @param value its value, as it was given; absent if it doesn't matter
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught; absent if nothing was
   * @return the failure
   */
  public static OptionException ofKey(
      String key, @Nullable Object value, Sentence message, @Nullable Throwable cause) {
    return new OptionException(
        OptionName.named(key).orElse(null),
        key,
        value == null ? null : value.toString(),
        message,
        cause);
  }

  /**
   * Returns the failure of a number that is too small or too large.
   *
   * @param given the option and its value
   * @param allowed what is allowed, such as {@code 1 to 1024}
   * @return the failure
   */
  public static OptionException outOfRange(OptionValue given, String allowed) {
    return new OptionException(given, Sentence.of("%s is out of range; use %s", given, allowed));
  }

  /**
   * Returns the failure of a word that is none of those an option knows.
   *
   * @param option the option
   * @param value the word
   * @param allowed the words that it knows, as part of a sentence
   * @return the failure
   */
  public static OptionException unknown(OptionName option, String value, String allowed) {
    OptionValue given = option.quoting(value);
    return new OptionException(given, Sentence.of("%s is unknown; use %s", given, allowed));
  }

  /**
   * Returns this failure with the place where the option was given, such as a recipe.
   *
   * @param place the place, as the beginning of a sentence
   * @return the same failure, whose message begins with the place and whose cause is this one
   */
  public OptionException in(String place) {
    return new OptionException(
        option, setting, value, Sentence.of("%s: %s", place, sentence()), this);
  }

  /**
   * Returns this failure with the option's value as a user wrote it, such as {@code 1e1} for 10.0.
   *
   * @param text the value as it was written
   * @return the same failure, whose cause is this one; this one if it is of no single value or
   *     shows it so already
   */
  public OptionException asWritten(String text) {
    if (option == null || value == null || value.equals(text)) {
      return this;
    }
    Sentence shown = sentence();
    for (boolean quoted : new boolean[] {true, false}) {
      boolean marked = quoted || text.chars().anyMatch(Character::isWhitespace);
      shown =
          shown.replacing(
              new OptionValue(option, value, quoted), new OptionValue(option, text, marked));
    }
    return new OptionException(option, text, shown, this);
  }

  /** {@return the option that is wrong; empty if it is no single one, or none with a name} */
  public Optional<OptionName> option() {
    return Optional.ofNullable(option);
  }

  /**
   * {@return the name of what is wrong: the {@linkplain OptionName#key key} of {@link #option}, or
   * another setting, such as {@code network}; empty if it is no single one}
   */
  public Optional<String> setting() {
    return Optional.ofNullable(setting);
  }

  /** {@return its value, as it was given; empty if the value doesn't matter} */
  public Optional<String> value() {
    return Optional.ofNullable(value);
  }
}
