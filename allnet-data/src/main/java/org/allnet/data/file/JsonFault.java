package org.allnet.data.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.AllNetException;
import org.jspecify.annotations.Nullable;

/** What is wrong with JSON, in words for whoever has the file: the parser's are for programmers. */
public final class JsonFault {

  /** The longest value that is quoted, in characters. */
  private static final int MOST_QUOTED = 40;

  /** How Jackson names what JSON has no place for. */
  private static final Pattern NO_NUMBER =
      Pattern.compile("Non-standard token '([-+]?(?:NaN|INF|Infinity))'");

  private static final Pattern CHARACTER = Pattern.compile("Unexpected character \\(('[^']+')");
  private static final Pattern TWICE = Pattern.compile("Duplicate field '([^']*)'");
  private static final Pattern NULL = Pattern.compile("Cannot map `null` into type");

  private JsonFault() {}

  /**
   * Returns what is wrong, such as {@code classes.0: 'x' does not belong there} or {@code it breaks
   * off}. What the check of a record found is told in its words.
   *
   * @param e what reading or {@link Json#as} threw
   */
  public static String words(JsonProcessingException e) {
    String key = e instanceof JsonMappingException mapping ? key(mapping) : "";
    String what =
        e.getCause() instanceof AllNetException || e.getCause() instanceof IllegalArgumentException
            ? firstLine(e.getCause().getMessage())
            : e instanceof JsonMappingException mapping
                ? ofValue(mapping)
                : ofText(firstLine(e.getOriginalMessage()));
    return key.isEmpty() ? what : key + ": " + what;
  }

  private static String key(JsonMappingException e) {
    return e.getPath().stream()
        .map(part -> part.getFieldName() == null ? "" + part.getIndex() : part.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String ofValue(JsonMappingException e) {
    if (e instanceof UnrecognizedPropertyException) {
      return "this key is unknown";
    }
    String said = String.valueOf(e.getOriginalMessage());
    if (said.startsWith("Trailing token")) {
      return "something stands behind its end";
    }
    if (NULL.matcher(said).find()) {
      return "a value is missing";
    }
    return e instanceof InvalidFormatException format && format.getValue() != null
        ? "'%s' does not belong there".formatted(shortened(format.getValue().toString()))
        : "a value of another kind belongs there";
  }

  private static String ofText(String said) {
    Matcher twice = TWICE.matcher(said);
    if (twice.find()) {
      return "the key '%s' is there twice".formatted(shortened(twice.group(1)));
    }
    Matcher token = NO_NUMBER.matcher(said);
    if (token.find()) {
      return token.group(1) + " is no number in JSON";
    }
    Matcher character = CHARACTER.matcher(said);
    if (character.find()) {
      return character.group(1) + " is out of place";
    }
    return said.isEmpty() || said.contains("end-of-input") || said.contains("ends within")
        ? "it breaks off"
        : "a value is not as JSON writes it";
  }

  private static String shortened(String text) {
    return text.length() <= MOST_QUOTED ? text : text.substring(0, MOST_QUOTED) + "...";
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }
}
