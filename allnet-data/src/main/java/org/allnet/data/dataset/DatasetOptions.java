package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * How a data set's classes and subjects are read.
 *
 * @param renames a new name for some classes; several that get the same name become one class
 * @param positive the positive class (after renaming), absent for the usual one
 * @param grouping how subjects are presumed once the images are decoded; absent for the subjects
 *     that the data set names
 */
public record DatasetOptions(
    Map<String, String> renames, @Nullable String positive, @Nullable RunGrouping grouping) {

  /** Classes as they are. */
  public static final DatasetOptions DEFAULTS = new DatasetOptions(Map.of(), null);

  /**
   * Makes options that presume no subjects.
   *
   * @param renames a new name for some classes
   * @param positive the positive class (after renaming), absent for the usual one
   */
  public DatasetOptions(Map<String, String> renames, @Nullable String positive) {
    this(renames, positive, null);
  }

  /**
   * Returns the same options with presumed subjects.
   *
   * @param by how they are presumed; null for not at all
   */
  public DatasetOptions groupedBy(@Nullable RunGrouping by) {
    return new DatasetOptions(renames, positive, by);
  }

  /** Copies, keeping the order. */
  public DatasetOptions {
    renames = Collections.unmodifiableMap(new LinkedHashMap<>(renames));
    positive = positive == null ? null : FileNames.text(positive);
  }

  /**
   * Reads renames as a user writes them.
   *
   * @param text {@code Benign=healthy,Early=blast}
   * @return new names by old ones
   * @throws OptionException if it is not of that form, or makes the sick healthy by their usual
   *     names, or the other way round
   */
  public static Map<String, String> parseRenames(String text) {
    Map<String, String> renames = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      String from = equals < 0 ? "" : FileNames.text(pair.substring(0, equals));
      String to = equals < 0 ? "" : FileNames.text(pair.substring(equals + 1));
      if (from.isEmpty() || to.isEmpty()) {
        throw wrong(text, "%s is not of the form OLD=NEW,OLD=NEW; write it so");
      }
      requireOneMeaning(from, to);
      if (renames.put(from, to) != null) {
        throw wrong(text, "%s renames '%s' twice", from);
      }
    }
    return renames;
  }

  private static void requireOneMeaning(String from, String to) {
    Meaning before = ClassNames.of(from);
    Meaning after = ClassNames.of(to);
    if (before != Meaning.UNKNOWN && after != Meaning.UNKNOWN && before != after) {
      boolean sick = before == Meaning.SICK;
      throw new OptionException(
          OptionName.CLASSES,
          Sentence.of(
              "%s: '%s' is a usual name of the %s and '%s' one of the %s; write OLD=NEW, or rename it where the images or predictions are if it has the wrong name",
              OptionName.CLASSES, from, sick ? "sick" : "healthy", to, sick ? "healthy" : "sick"));
    }
  }

  private static OptionException wrong(String text, String template, String... names) {
    OptionValue given = OptionName.CLASSES.quoting(text);
    List<Object> arguments = new ArrayList<>(List.of(given));
    arguments.addAll(List.of(names));
    return new OptionException(given, Sentence.of(template, arguments.toArray()));
  }
}
