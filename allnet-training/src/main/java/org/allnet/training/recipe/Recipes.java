package org.allnet.training.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.Suggestions;

/**
 * Finds recipes: those that come with ALLNet by name, a user's own by the path of its file.
 *
 * <p>A file has lines of {@code key = value}; what begins with {@code #} is for people. A line that
 * begins with a space goes on with the line before.
 */
public final class Recipes {

  /** The recipe to begin with, which two cores train in minutes. */
  public static final String SMALL = "small";

  /** The recipes that come with ALLNet. */
  public static final List<String> NAMES =
      List.of(
          "allnet",
          SMALL,
          "neighbourhood-correction",
          "region-attention",
          "se-resnext",
          "bagging",
          "vit-cnn",
          "two-channel",
          "cnn-svm",
          "mutual-information",
          "handcrafted",
          "weighted-ensemble",
          "compact-attention",
          "strong");

  private static final String ENDING = ".recipe";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final long MOST_BYTES = 1 << 16;

  /** What may be a key at the beginning of a line: a word before an equals sign or a colon. */
  private static final Pattern KEY = Pattern.compile("^([\\p{L}_-]+)\\s*(?:=|:\\s)");

  /** Keys of fewer letters are near too many words. */
  private static final int SHORT_KEY = 5;

  private Recipes() {}

  /**
   * Finds a recipe.
   *
   * @param nameOrFile a name, or the path of a file that ends in {@code .recipe}
   * @return the recipe, checked
   * @throws OptionException if there is none of that name
   * @throws InputException if the file can't be read, or a value in it
   */
  public static Recipe find(String nameOrFile) {
    if (NAMES.contains(nameOrFile)) {
      return withoutIdle(parse(nameOrFile, builtIn(nameOrFile), nameOrFile).checked());
    }
    if (nameOrFile.toLowerCase(Locale.ROOT).endsWith(ENDING)) {
      Path file = Path.of(nameOrFile);
      String last = String.valueOf(file.getFileName());
      String name = last.substring(0, last.length() - ENDING.length());
      Map<String, String> values = ofUser(lines(read(file), nameOrFile), nameOrFile);
      try {
        return withoutIdle(Recipe.of(name, values).checked());
      } catch (OptionException e) {
        // A file has keys, which no program spells as its options.
        throw InputException.in(file, String.valueOf(e.getMessage()), e);
      }
    }
    throw new OptionException(
        OptionName.RECIPE.quoting(nameOrFile),
        Sentence.of(
            "recipe '%s' is unknown; %s A file of your own ends in .recipe",
            nameOrFile, Suggestions.nearest(nameOrFile, NAMES)));
  }

  /** Refuses values that were written down and can do nothing. */
  private static Recipe withoutIdle(Recipe recipe) {
    Map<String, String> usual = Recipe.of("usual", Map.of()).values();
    Map<String, String> values = recipe.values();
    recipe
        .idle()
        .forEach(
            (key, reason) -> {
              if (!Objects.equals(values.get(key), usual.get(key))) {
                throw RecipeCheck.wrong(recipe, key, "can't act " + reason + "; leave it out");
              }
            });
    return recipe;
  }

  private static String builtIn(String name) {
    try (InputStream in = Recipes.class.getResourceAsStream(name + ENDING)) {
      if (in == null) {
        throw new IllegalStateException("recipe " + name + " is not in the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the text of a recipe's file.
   *
   * @param file a short UTF-8 text
   * @return its text
   * @throws InputException if there is none, it is too long, or no such text
   */
  public static String read(Path file) {
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

  static Recipe parse(String name, String text, String origin) {
    return Recipe.of(name, lines(text, origin));
  }

  /** A line that goes on with the one before looks like none of its own. */
  private static void requireNoKey(String line, String origin, int number) {
    Matcher meant = KEY.matcher(line);
    if (!meant.find()) {
      return;
    }
    String key = meant.group(1);
    String folded = key.toLowerCase(Locale.ROOT).replace('_', '-');
    boolean known =
        key.contains("_")
            || RecipeKey.ALL.stream()
                .map(RecipeKey::name)
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

  /** Checks that a user's file says something, and only what a recipe knows. */
  private static Map<String, String> ofUser(Map<String, String> values, String origin) {
    if (values.isEmpty()) {
      throw InputException.in(
          origin,
          Sentence.of(
              "is empty; write lines of 'key = value', or leave out %s", OptionName.RECIPE));
    }
    List<String> keys = RecipeKey.ALL.stream().map(RecipeKey::name).toList();
    for (Map.Entry<String, String> line : values.entrySet()) {
      if (!keys.contains(line.getKey())) {
        throw InputException.in(
            origin,
            "'%s' is no key of a recipe; %s"
                .formatted(line.getKey(), Suggestions.nearest(line.getKey(), keys)));
      }
    }
    return values;
  }

  /**
   * Reads lines of {@code key = value}.
   *
   * @param text the content of a recipe
   * @param origin what to call it in messages
   * @return the values by key, in the order of the text
   * @throws InputException if a line is none of these, or a key is there twice
   */
  public static Map<String, String> lines(String text, String origin) {
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
        throw InputException.at(origin, number, "is no 'key = value'; see docs/recipes.md");
      }
      last = line.substring(0, cut).strip();
      if (values.put(last, line.substring(cut + 1).strip()) != null) {
        throw InputException.at(origin, number, "says '%s' a second time".formatted(last));
      }
    }
    return values;
  }
}
