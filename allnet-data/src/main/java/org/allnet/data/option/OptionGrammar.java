package org.allnet.data.option;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.allnet.data.OptionException;
import org.allnet.data.Suggestions;

/**
 * What an option may be: one of some names, each with its own settings. Case does not matter.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * OptionGrammar<Schedule> grammar =
 *     OptionGrammar.<Schedule>of("schedule")
 *         .or("constant", settings -> new Constant())
 *         .or("cosine warm-up=0.1", settings -> new Cosine(settings.number("warm-up", 0)));
 * grammar.read("cosine warm-up=0.05");
 * }</pre>
 *
 * @param <T> what the option is read as
 */
public final class OptionGrammar<T> {

  private static final String NONE = "none";

  /** A setting, or a name with the comma of a list, instead of a name. */
  private static final Pattern SETTING = Pattern.compile("[\\w-]+(=.*|,)");

  private final String option;
  private final Map<String, Form<T>> forms;

  /**
   * One name with its settings.
   *
   * @param example the name with all of its settings, as they may be written
   * @param settings the keys of the settings
   * @param reader makes the value
   */
  private record Form<T>(String example, List<String> settings, Function<Settings, T> reader) {}

  private OptionGrammar(String option, Map<String, Form<T>> forms) {
    this.option = option;
    this.forms = forms;
  }

  /**
   * Returns the grammar of an option that is nothing yet.
   *
   * @param option the option's name, for messages
   * @param <T> what the option is read as
   */
  public static <T> OptionGrammar<T> of(String option) {
    return new OptionGrammar<>(option, Map.of());
  }

  /**
   * Returns the same grammar with another name behind its own.
   *
   * @param example the name with all of its settings, as they may be written: the settings that the
   *     name has are those
   * @param reader makes the value of its settings; an {@link OptionException} of it is a setting
   *     that is out of range
   */
  public OptionGrammar<T> or(String example, Function<Settings, T> reader) {
    String[] words = example.split(" ");
    List<String> settings =
        Arrays.stream(words).skip(1).map(word -> word.substring(0, word.indexOf('='))).toList();
    Map<String, Form<T>> all = new LinkedHashMap<>(forms);
    all.put(words[0], new Form<>(example, settings, reader));
    return new OptionGrammar<>(option, all);
  }

  /** {@return the names, in the order in which they were said} */
  public List<String> names() {
    return List.copyOf(forms.keySet());
  }

  /**
   * Returns what a text says.
   *
   * @param text a name, then its settings as {@code key=value}, blanks between; a setting that is
   *     left out has its usual value
   * @return what it is read as
   * @throws OptionException if the name or a setting is unknown, or a value is no number or out of
   *     range
   */
  public T read(String text) {
    WrittenOption written = new WrittenOption(option, text);
    String[] words = written.text().split("\\s+", 2);
    String name = words[0].toLowerCase(Locale.ROOT);
    Form<T> form = forms.get(name);
    if (form == null) {
      if (SETTING.matcher(name).matches()) {
        throw written.wrong("settings follow their name, with blanks between and without commas");
      }
      throw written.unknown(Suggestions.nearest(name, names()));
    }
    String behind = words.length > 1 ? words[1] : "";
    if (form.settings().isEmpty() && !behind.isEmpty()) {
      throw written.wrong("%s has no settings; write '%s'".formatted(name, name));
    }
    return written.read(() -> read(name, form, behind));
  }

  private T read(String name, Form<T> form, String behind) {
    Settings settings = Settings.read(behind, form.example());
    for (String key : settings.keys()) {
      if (!form.settings().contains(key)) {
        throw new OptionException(
            "%s has no setting '%s'; %s"
                .formatted(name, key, Suggestions.nearest(key, form.settings())));
      }
    }
    return form.reader().apply(settings);
  }

  /**
   * Returns what each part of a text says.
   *
   * @param text what {@link #read} reads, commas between; none if it is blank or {@code none}
   * @return what they are read as, in the order of the text
   * @throws OptionException if one can't be read
   */
  public List<T> readAll(String text) {
    return parts(text).stream().map(this::read).toList();
  }

  /**
   * Reads several with different names.
   *
   * @param text what {@link #read} reads, commas between; none if it is blank or {@code none}
   * @return what they are read as, in the order of the text
   * @throws OptionException if one can't be read or a name comes twice
   */
  public List<T> readDistinct(String text) {
    List<String> names =
        parts(text).stream().map(part -> part.toLowerCase(Locale.ROOT).split("\\s+")[0]).toList();
    for (String name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new WrittenOption(option, text).wrong("says '%s' twice".formatted(name));
      }
    }
    return readAll(text);
  }

  private List<String> parts(String text) {
    return text.strip().equalsIgnoreCase(NONE)
        ? List.of()
        : new WrittenOption(option, text).parts();
  }
}
