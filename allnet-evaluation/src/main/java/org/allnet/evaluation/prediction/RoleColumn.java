package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The column of another program that says which images its system was trained on, such as {@code
 * split} with {@code train} and {@code test}. Any column that says only such words is one. A column
 * that says a word of training beside unknown words, or yes and no of training, is refused.
 *
 * @param index where it is; -1 if there is none
 * @param name what it is called; empty if there is none
 * @param notes which columns seem to say it and can't be used, a sentence each
 */
record RoleColumn(int index, String name, List<String> notes) {

  private static final Set<String> USUAL =
      Set.of(
          """
          split datasplit dataset set subset partition part phase usage traintest sampleset
          trainvaltest tvt purpose usedfor usedin usedas
          """
              .strip()
              .split("\\s+"));

  private static final Set<String> SAID_IF_UNUSED =
      Set.of("split", "set", "subset", "partition", "traintest", "trainvaltest", "tvt");

  private static final Set<String> YES =
      Set.of("1 true yes t y x ja oui si sí sim evet да 是".split(" "));

  private static final Set<String> NO =
      Set.of("0 false no f n nein non não nao hayır hayir нет 否".split(" "));

  /** A column with more unknown words than these is of something else. */
  private static final int MOST_STRANGERS = 6;

  /** Copies {@code notes}, so that nothing changes it from outside. */
  RoleColumn {
    notes = List.copyOf(notes);
  }

  /** What a column says. */
  private static final class Words {
    private final int index;
    private final String name;
    private final String folded;
    private final @Nullable Role flag;
    private final Map<String, Role> roles = new TreeMap<>();
    private final Set<String> strangers = new LinkedHashSet<>();
    private @Nullable String made;
    private @Nullable String changed;
    private boolean originals;
    private boolean yes;
    private boolean no;
    private boolean blank;
    private boolean flags = true;

    Words(int index, String name) {
      this.index = index;
      this.name = name;
      this.folded = Columns.folded(name);
      this.flag = RoleWords.ofFlag(name);
    }

    boolean isNamed() {
      return USUAL.contains(folded) || flag != null;
    }

    private boolean isSmall() {
      return strangers.size() <= MOST_STRANGERS;
    }

    /** Takes a field in; returns whether the column may still say roles. */
    boolean add(String text) {
      blank |= text.isEmpty();
      if (text.isEmpty() || roles.containsKey(text) || strangers.contains(text)) {
        return true;
      }
      String word = LabelNames.plain(text).toLowerCase(Locale.ROOT);
      yes |= YES.contains(word);
      no |= NO.contains(word);
      flags &= YES.contains(word) || NO.contains(word);
      made = made == null && MadeImages.areMeantBy(text, folded) ? text : made;
      originals |= MadeImages.isOriginal(text);
      changed = changed == null && !MadeImages.isOriginal(text) ? text : changed;
      Role role = RoleWords.of(text);
      if (role != null) {
        roles.put(text, role);
      } else if (isSmall()) {
        strangers.add(text);
      }
      return isNamed() || isSmall();
    }

    boolean saysRoles() {
      return strangers.isEmpty()
          && (isNamed()
              ? !roles.isEmpty()
              : roles.values().stream().distinct().count() > 1 || training() != null);
    }

    boolean flagsTraining() {
      boolean kept = flag != null && flag != Role.TRAINING;
      return flags && (flag == Role.TRAINING ? yes : kept && (no || (yes && blank)));
    }

    /** Returns what says of some images that they were augmented; null if nothing does. */
    @Nullable String augmented() {
      if (flags && yes && MadeImages.isAugmentedFlag(folded)) {
        return "yes";
      }
      return (originals || blank) && MadeImages.isOfAugmentation(folded) && changed != null
          ? "'" + Columns.shorten(changed) + "'"
          : null;
    }

    /** Returns what says of some images that they were made; null if nothing does. */
    @Nullable String made() {
      if (flags && yes && MadeImages.isFlag(folded)) {
        return "yes";
      } else if (flags && no && MadeImages.isFlagOfOriginals(folded)) {
        return "no";
      }
      return made == null || RoleWords.isOfClasses(name) ? null : "'" + Columns.shorten(made) + "'";
    }

    /** Whether words of roles are beside others that are not known. */
    boolean saysHalf() {
      return !strangers.isEmpty()
          && (USUAL.contains(folded) ? !roles.isEmpty() : isSmall() && training() != null);
    }

    private @Nullable String training() {
      return RoleWords.isOfClasses(name)
          ? null
          : roles.keySet().stream().filter(RoleWords::isClearlyTraining).findFirst().orElse(null);
    }

    /** Returns what may say a role beside other words; null if nothing does. */
    @Nullable String hint() {
      if (strangers.isEmpty() || !isSmall() || RoleWords.isOfClasses(name)) {
        return null;
      }
      return Stream.concat(
              // Two letters are a country or a language as often as a role.
              roles.keySet().stream().filter(word -> word.length() > 2),
              strangers.stream().filter(RoleWords::mentionsTraining))
          .findFirst()
          .orElse(null);
    }

    InputException refusal(Path file) {
      String said = training();
      said = said == null && !roles.isEmpty() ? roles.keySet().iterator().next() : said;
      return InputException.in(
          file,
          "column '%s' says %s, so that images which were trained on may be among those to evaluate; write training, validation, hold-out or external into a column 'role' instead, or %s column '%s' if it says something else"
              .formatted(
                  name,
                  said == null
                      ? (yes ? "yes" : "no") + (yes && no ? " and no" : "")
                      : "'%s' and '%s'"
                          .formatted(
                              Columns.shorten(said), Columns.shorten(strangers.iterator().next())),
                  said == null ? "rename" : "remove",
                  name));
    }
  }

  /**
   * Looks through a file whose columns are not all known.
   *
   * @throws InputException if a column says of some images only that they were trained on, or that
   *     they were augmented or generated, or two columns say it
   */
  static RoleColumn of(Path file, List<String> header, Columns columns) {
    List<Words> all = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      if (!header.get(i).isBlank() && !columns.isUsed(i)) {
        all.add(new Words(i, FileNames.text(header.get(i))));
      }
    }
    List<Words> open = new ArrayList<>(all);
    try (CsvReader reader = CsvReader.open(file, FileFormat.PREDICTIONS)) {
      for (List<String> row = reader.next(); row != null && !open.isEmpty(); row = reader.next()) {
        List<String> fields = row;
        open.removeIf(words -> !words.add(FileNames.text(fields.get(words.index))));
      }
    }
    return of(file, open);
  }

  private static RoleColumn of(Path file, List<Words> columns) {
    List<String> notes = new ArrayList<>();
    RoleColumn found = new RoleColumn(-1, "", List.of());
    for (Words words : columns) {
      String augmented = words.augmented();
      if (augmented != null) {
        throw InputException.in(
            file,
            "column '%s' says %s: augmented images are several of one original, which may have been trained on, and are never evaluated; keep the rows of the originals without that column"
                .formatted(words.name, augmented));
      }
      String made = words.made();
      if (made != null) {
        throw InputException.in(
            file,
            "column '%s' says %s: images that a program made are never evaluated as those of people; keep the rows of the others without that column, or rename it if it says something else"
                .formatted(words.name, made));
      }
      String hint = words.hint();
      if (words.flagsTraining() || words.saysHalf()) {
        throw words.refusal(file);
      } else if (words.saysRoles()) {
        if (found.index() >= 0) {
          throw InputException.in(
              file,
              "columns '%s' and '%s' both say which images were trained on; keep one"
                  .formatted(found.name(), words.name));
        }
        found = new RoleColumn(words.index, words.name, List.of());
      } else if (hint != null) {
        notes.add(
            "Column '%s' is not used, although it says '%s'; if it says which images were trained on, write training, validation or hold-out into a column 'role'."
                .formatted(words.name, Columns.shorten(hint)));
      } else if (SAID_IF_UNUSED.contains(words.folded) && !words.strangers.isEmpty()) {
        notes.add(
            "Column '%s' is not used, since its words, such as '%s', do not say which images were trained on; if it does, write training, validation or hold-out."
                .formatted(words.name, Columns.shorten(words.strangers.iterator().next())));
      }
    }
    return new RoleColumn(found.index(), found.name(), notes);
  }
}
