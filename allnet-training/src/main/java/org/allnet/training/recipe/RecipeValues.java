package org.allnet.training.recipe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.option.WrittenOption;

/**
 * The texts of all keys of a recipe, of which each is read as what it has to be. Every failure
 * names the key and the text as it is written.
 */
public final class RecipeValues {

  static final String NONE = "none";
  static final String YES = "yes";
  static final String NO = "no";

  /** Keys whose texts are for people. */
  private static final List<String> PROSE = List.of("about", "source");

  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Takes a text for every key.
   *
   * @param all texts by key
   * @throws OptionException if a text that is read holds what only looks like a blank
   */
  RecipeValues(Map<String, String> all) {
    all.forEach((key, text) -> values.put(key, text.strip()));
    values.keySet().stream().filter(key -> !PROSE.contains(key)).forEach(this::requirePlainBlanks);
  }

  /** Blanks that look like others, as in text from web pages, would be parts of words. */
  private void requirePlainBlanks(String key) {
    text(key)
        .codePoints()
        .filter(
            c -> c != ' ' && (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT))
        .findFirst()
        .ifPresent(
            c -> {
              throw wrong(
                  key,
                  "holds U+%04X, which looks like a blank or like nothing; type it anew"
                      .formatted(c));
            });
  }

  /**
   * Reads values.
   *
   * @param reading what reads them
   * @param <T> what it makes of them
   * @return what it makes of them
   * @throws OptionException if it refuses one, naming its key and the text as it is written
   */
  public <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (OptionException e) {
      throw e.option().map(OptionName::key).map(values::get).map(e::asWritten).orElse(e);
    }
  }

  /**
   * Returns a text.
   *
   * @param key a key of the grammar
   */
  public String text(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  /**
   * Reads a whole number.
   *
   * @param key a key of the grammar
   * @param low the least that it may be
   * @param high the greatest
   * @throws OptionException if the text is no whole number or out of range
   */
  public int whole(String key, int low, int high) {
    return written(key).whole(low, high);
  }

  /**
   * Reads a number.
   *
   * @param key a key of the grammar
   * @return the number, which is finite
   * @throws OptionException if the text is no number
   */
  public double decimal(String key) {
    return written(key).decimal();
  }

  WrittenOption written(String key) {
    return new WrittenOption(key, text(key));
  }

  OptionException wrong(String key, String what) {
    return written(key).wrong(what);
  }

  boolean yes(String key) {
    return word(key, YES, NO).equals(YES);
  }

  /** {@return one of some words, in small letters} */
  String word(String key, String... words) {
    String value = text(key).toLowerCase(Locale.ROOT);
    if (!Arrays.asList(words).contains(value)) {
      throw wrong(key, "use " + String.join(", ", words));
    }
    return value;
  }

  /** {@return the constant whose {@link #word(Enum)} it is} */
  <E extends Enum<E>> E choice(String key, Class<E> kind) {
    String value = text(key).toLowerCase(Locale.ROOT);
    for (E constant : kind.getEnumConstants()) {
      if (word(constant).equals(value)) {
        return constant;
      }
    }
    throw wrong(
        key,
        "use "
            + Arrays.stream(kind.getEnumConstants())
                .map(RecipeValues::word)
                .collect(Collectors.joining(", ")));
  }

  /** How a constant is written in recipes. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return what is between the commas; none for the word none} */
  List<String> words(String key) {
    return text(key).equals(NONE) ? List.of() : written(key).parts();
  }
}
