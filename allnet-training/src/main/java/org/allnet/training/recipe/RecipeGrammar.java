package org.allnet.training.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.Suggestions;

/**
 * How recipes of one kind are written, and where they are: those that come with ALLNet are found by
 * name, a user's own by the path of its file.
 *
 * <p>A file has lines of {@code key = value}; what begins with {@code #} is for people. A line that
 * begins with a space goes on with the line before.
 *
 * @param noun what such a recipe is called, such as {@code detector's recipe}
 * @param names the recipes that come with ALLNet
 * @param home a class beside which the files of these are
 * @param usual the text that holds for each key if a recipe is silent, in the order of the keys
 */
public record RecipeGrammar(
    String noun, List<String> names, Class<?> home, Map<String, String> usual) {

  private static final String ENDING = ".recipe";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final long MOST_BYTES = 1 << 16;

  /** What may be a key at the beginning of a line: a word before an equals sign or a colon. */
  private static final Pattern KEY = Pattern.compile("^([\\p{L}_-]+)\\s*(?:=|:\\s)");

  /** Keys of fewer letters are near too many words. */
  private static final int SHORT_KEY = 5;

  /** Copies the names and the texts, keeping their order. */
  public RecipeGrammar {
    names = List.copyOf(names);
    usual = Collections.unmodifiableMap(new LinkedHashMap<>(usual));
  }

  /**
   * Finds a recipe.
   *
   * @param nameOrFile a name, or the path of a file that ends in {@code .recipe}
   * @param reading makes a recipe of its name and the texts that it says by key
   * @param <T> a recipe
   * @return the recipe
   * @throws OptionException if there is none of that name
   * @throws InputException if the file can't be read, says nothing, or has a line or a value that
   *     can't be read
   */
  public <T> T find(String nameOrFile, BiFunction<String, Map<String, String>, T> reading) {
    if (names.contains(nameOrFile)) {
      return reading.apply(nameOrFile, lines(builtIn(nameOrFile), nameOrFile));
    }
    if (!nameOrFile.toLowerCase(Locale.ROOT).endsWith(ENDING)) {
      throw new OptionException(
          OptionName.RECIPE.quoting(nameOrFile),
          Sentence.of(
              "%s '%s' is unknown; %s A file of your own ends in .recipe",
              noun, nameOrFile, Suggestions.nearest(nameOrFile, names)));
    }
    Path file = Path.of(nameOrFile);
    String last = String.valueOf(file.getFileName());
    Map<String, String> said = lines(read(file), nameOrFile);
    if (said.isEmpty()) {
      throw InputException.in(
          nameOrFile,
          Sentence.of(
              "is empty; write lines of 'key = value', or leave out %s", OptionName.RECIPE));
    }
    try {
      return reading.apply(last.substring(0, last.length() - ENDING.length()), said);
    } catch (OptionException e) {
      // A file has keys, which no program spells as its options.
      throw InputException.in(file, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Fills in what is not said.
   *
   * @param said texts by key
   * @return a text for every key
   * @throws OptionException if a key is unknown, or a text holds what only looks like a blank
   */
  public RecipeValues values(Map<String, String> said) {
    List<String> keys = List.copyOf(usual.keySet());
    for (Map.Entry<String, String> one : said.entrySet()) {
      if (!usual.containsKey(one.getKey())) {
        throw OptionException.ofSetting(
            one.getKey(),
            one.getValue(),
            "'%s' is no key of a %s; %s"
                .formatted(one.getKey(), noun, Suggestions.nearest(one.getKey(), keys)));
      }
    }
    Map<String, String> all = new LinkedHashMap<>(usual);
    all.putAll(said);
    return new RecipeValues(all);
  }

  private String builtIn(String name) {
    try (InputStream in = home.getResourceAsStream(name + ENDING)) {
      if (in == null) {
        throw new IllegalStateException("recipe " + name + " is not in the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw InputException.in(file, "there is no such recipe file; check the path");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw InputException.in(file, "is longer than 64 KiB; a recipe is a short text");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (MalformedInputException e) {
      throw InputException.in(file, "is no UTF-8 text; give a recipe file", e);
    } catch (IOException e) {
      throw InputException.in(file, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  /**
   * Reads lines of {@code key = value}.
   *
   * @param text the content of a recipe
   * @param origin what to call it in messages
   * @return the values by key, in the order of the text
   * @throws InputException if a line is none of these, or a key is there twice
   */
  public Map<String, String> lines(String text, String origin) {
    Map<String, String> values = new LinkedHashMap<>();
    String last = null;
    int number = 0;
    for (String line : text.split("\\R")) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      if (Character.isWhitespace(line.charAt(0)) && last != null) {
        requireNoKey(line.strip(), origin, number);
        values.merge(last, " " + line.strip(), String::concat);
        continue;
      }
      int cut = line.indexOf('=');
      if (cut < 1) {
        throw InputException.at(origin, number, "is no 'key = value', such as 'epochs = 20'");
      }
      last = line.substring(0, cut).strip();
      if (values.put(last, line.substring(cut + 1).strip()) != null) {
        throw InputException.at(origin, number, "says '%s' a second time".formatted(last));
      }
    }
    return values;
  }

  /** A line that goes on with the one before looks like none of its own. */
  private void requireNoKey(String line, String origin, int number) {
    Matcher meant = KEY.matcher(line);
    if (!meant.find()) {
      return;
    }
    String key = meant.group(1);
    String folded = key.toLowerCase(Locale.ROOT).replace('_', '-');
    boolean known =
        key.contains("_")
            || usual.keySet().stream()
                .anyMatch(
                    name ->
                        Suggestions.distance(folded, name) <= (name.length() < SHORT_KEY ? 0 : 1));
    if (known) {
      throw InputException.at(
          origin,
          number,
          "begins with a blank and says '%s = '; a line with a blank goes on with the one before, so begin it at the margin"
              .formatted(key));
    }
  }
}
