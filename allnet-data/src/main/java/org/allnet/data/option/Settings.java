package org.allnet.data.option;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.OptionException;
import org.allnet.data.file.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * Settings as they are written: {@code key=value}, blanks between. A value that is a list has
 * commas and no blanks. A message does not say where the settings are: {@link WrittenOption#read}
 * does. Immutable and thread-safe.
 */
public final class Settings {

  private final String example;
  private final Map<String, String> values;

  /** Blanks at a sign that has none, in text that was copied or aligned. */
  private static final Pattern LOOSE = Pattern.compile("\\s+=\\s*|=\\s+");

  private Settings(String example, Map<String, String> values) {
    this.example = example;
    this.values = values;
  }

  /**
   * Reads settings.
   *
   * @param text the settings, whose keys may be in capitals; none if it is blank
   * @param example how they are written, for messages
   * @return the settings, in the order of the text
   * @throws OptionException if a word is no {@code key=value} or a key comes twice
   */
  public static Settings read(String text, String example) {
    if (LOOSE.matcher(text).find()) {
      throw new OptionException(
          "'%s' has a blank beside '='; write '%s'"
              .formatted(text.strip(), LOOSE.matcher(text.strip()).replaceAll("=")));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
      int cut = word.indexOf('=');
      if (cut < 1 || cut == word.length() - 1) {
        throw new OptionException(
            "'%s' is no setting; write it as in '%s'".formatted(word, example));
      }
      String key = word.substring(0, cut).toLowerCase(Locale.ROOT);
      if (values.put(key, word.substring(cut + 1)) != null) {
        throw OptionException.ofSetting(
            key, word.substring(cut + 1), "says '%s' twice".formatted(key));
      }
    }
    return new Settings(example, values);
  }

  /** {@return the keys that are set, in the order of the text} */
  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /**
   * Returns a number that has to be set.
   *
   * @param key the setting
   * @return its value
   * @throws OptionException if it is missing or no number
   */
  public double number(String key) {
    return number(key, given(key));
  }

  /**
   * Returns a number.
   *
   * @param key the setting
   * @param usual its value if it is not set
   * @return its value
   * @throws OptionException if it is no number
   */
  public double number(String key, double usual) {
    String value = values.get(key);
    return value == null ? usual : number(key, value);
  }

  /**
   * Returns a whole number that has to be set.
   *
   * @param key the setting
   * @return its value
   * @throws OptionException if it is missing or no whole number
   */
  public int whole(String key) {
    return whole(key, given(key));
  }

  /**
   * Returns a whole number.
   *
   * @param key the setting
   * @param usual its value if it is not set
   * @return its value
   * @throws OptionException if it is no whole number
   */
  public int whole(String key, int usual) {
    String value = values.get(key);
    return value == null ? usual : whole(key, value);
  }

  /**
   * Returns a list of numbers that has to be set.
   *
   * @param key the setting
   * @return its values, one or more
   * @throws OptionException if it is missing or one of its values is no number
   */
  public List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (String part : given(key).split(",", -1)) {
      if (part.isEmpty()) {
        throw OptionException.ofSetting(
            key,
            given(key),
            "%s '%s' has a comma without a number beside it".formatted(key, given(key)));
      }
      numbers.add(number(key, part));
    }
    return List.copyOf(numbers);
  }

  private String given(String key) {
    @Nullable String value = values.get(key);
    if (value == null) {
      throw new OptionException("lacks '%s'; write it as in '%s'".formatted(key, example));
    }
    return value;
  }

  private double number(String key, String value) {
    double number = Decimal.plain(value).orElse(Double.NaN);
    if (!Double.isNaN(number)) {
      return number;
    }
    throw OptionException.ofSetting(key, value, "%s '%s' is no number".formatted(key, value));
  }

  private int whole(String key, String value) {
    OptionalLong whole = Decimal.whole(value);
    if (whole.isPresent() && whole.getAsLong() == (int) whole.getAsLong()) {
      return (int) whole.getAsLong();
    }
    throw OptionException.ofSetting(key, value, "%s '%s' is no whole number".formatted(key, value));
  }
}
