package org.allnet.data.option;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.file.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * The text that was written for an option or for a key of a recipe. It is what a message about the
 * text begins with.
 *
 * @param key the option's or the key's name
 * @param text what was written, without blanks at its ends
 */
public record WrittenOption(String key, String text) {

  /** Takes blanks off the ends. */
  public WrittenOption {
    text = text.strip();
  }

  /**
   * Returns the failure of this text. It carries the key, and the option if the key is one.
   *
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the key and the text
   */
  public OptionException wrong(String what) {
    return said("%s: %s", what, null);
  }

  /**
   * Returns the failure of this text, with what it advises as data.
   *
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the key and the text
   */
  public OptionException wrong(Sentence what) {
    return said("%s: %s", what, null);
  }

  /**
   * Returns the failure of a text that begins with no known name.
   *
   * @param known what is known, as the end of a message
   * @return the failure; its message begins with the key and the text
   */
  public OptionException unknown(String known) {
    return said("%s is unknown; %s", known, null);
  }

  /**
   * Returns the parts of a list.
   *
   * @return what is between the commas, without blanks at its ends; none if the text is empty
   * @throws OptionException if there is nothing before, between or behind commas
   */
  public List<String> parts() {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (parts.contains("")) {
      throw wrong("has a comma without a name beside it; take that comma away");
    }
    return parts;
  }

  /**
   * Reads a whole number.
   *
   * @param low the least that it may be
   * @param high the greatest
   * @throws OptionException if the text is no whole number or out of range
   */
  public int whole(int low, int high) {
    OptionalLong value = Decimal.whole(text);
    if (value.isPresent() && value.getAsLong() >= low && value.getAsLong() <= high) {
      return (int) value.getAsLong();
    }
    throw wrong("use a whole number from " + low + " to " + high);
  }

  /**
   * Reads a number.
   *
   * @return the number, which is finite
   * @throws OptionException if the text is no number
   */
  public double decimal() {
    double value = Decimal.plain(text).orElse(Double.NaN);
    if (Double.isFinite(value)) {
      return value;
    }
    throw wrong("use a number");
  }

  /**
   * Reads the text.
   *
   * @param reading what reads it
   * @param <T> what it is read as
   * @return what it is read as
   * @throws OptionException if the reading refuses it; the message names this text
   */
  public <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (OptionException e) {
      throw e.option().isPresent() && e.option().equals(OptionName.named(key))
          ? e.asWritten(text)
          : said("%s: %s", e.sentence(), e);
    }
  }

  private OptionException said(String template, Object what, @Nullable OptionException cause) {
    Optional<OptionValue> given = OptionName.named(key).map(option -> option.quoting(text));
    Object place = given.isPresent() ? given.get() : Sentence.of("%s '%s'", key, text);
    Sentence message = Sentence.of(template, place, what);
    return OptionException.ofKey(key, text, message, cause);
  }
}
