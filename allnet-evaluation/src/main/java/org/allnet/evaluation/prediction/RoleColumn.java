package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The column of another program that says which images its system was trained on, such as {@code
 * split} with {@code train} and {@code test}. Any column that says only such words is one.
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
          trainvaltest purpose
          """
              .strip()
              .split("\\s+"));

  private static final Set<String> SAID_IF_UNUSED = Set.of("split", "set", "subset", "partition");

  /** Columns of yes and no; of these yes is said of images that were trained on. */
  private static final Set<String> TRAINED =
      Set.of("train", "training", "istrain", "istraining", "intrain", "trained", "usedfortraining");

  private static final Set<String> NOT_TRAINED =
      Set.of("test", "istest", "val", "isval", "valid", "isvalid", "validation", "holdout");

  private static final Set<String> YES = Set.of("1", "true", "yes", "t", "y");
  private static final Set<String> NO = Set.of("0", "false", "no", "f", "n");

  /** Copies. */
  RoleColumn {
    notes = List.copyOf(notes);
  }

  /** What a column says. */
  private static final class Words {
    private final int index;
    private final String name;
    private final String folded;
    private final Map<String, Role> roles = new TreeMap<>();
    private @Nullable String stranger;
    private boolean yes;
    private boolean no;
    private boolean flags = true;

    Words(int index, String name) {
      this.index = index;
      this.name = name;
      this.folded = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", "");
    }

    boolean isNamed() {
      return USUAL.contains(folded) || TRAINED.contains(folded) || NOT_TRAINED.contains(folded);
    }

    /** Takes a field in; returns whether the column may still say roles. */
    boolean add(String text) {
      if (text.isEmpty() || roles.containsKey(text)) {
        return true;
      }
      String flag = LabelNames.plain(text).toLowerCase(Locale.ROOT);
      yes |= YES.contains(flag);
      no |= NO.contains(flag);
      flags &= YES.contains(flag) || NO.contains(flag);
      Role role = RoleWords.of(text);
      if (role == null) {
        stranger = stranger == null ? text : stranger;
        return isNamed();
      }
      roles.put(text, role);
      return true;
    }

    boolean saysRoles() {
      return stranger == null
          && (isNamed() ? !roles.isEmpty() : roles.values().stream().distinct().count() > 1);
    }

    boolean flagsTraining() {
      return flags && (TRAINED.contains(folded) ? yes : NOT_TRAINED.contains(folded) && no);
    }

    boolean saysHalf() {
      return USUAL.contains(folded) && stranger != null && !roles.isEmpty();
    }
  }

  /**
   * Looks through a file whose columns are not all known.
   *
   * @throws InputException if a column says of some images only that they were trained on, or two
   *     columns say it
   */
  static RoleColumn of(Path file, List<String> header, Columns columns) {
    List<Words> all = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      if (!header.get(i).isBlank() && !columns.isUsed(i)) {
        all.add(new Words(i, FileNames.text(header.get(i))));
      }
    }
    List<Words> open = new ArrayList<>(all);
    try (CsvReader reader = CsvReader.open(file)) {
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
      if (words.flagsTraining() || words.saysHalf()) {
        String said = words.roles.isEmpty() ? "" : words.roles.keySet().iterator().next();
        throw new InputException(
            "%s: column '%s' says %s, so that images which were trained on may be among those to judge; write training, validation, hold-out or external into a column 'role' instead"
                .formatted(
                    file,
                    words.name,
                    said.isEmpty()
                        ? (words.yes ? "yes" : "no") + (words.yes && words.no ? " and no" : "")
                        : "'%s' and '%s'"
                            .formatted(
                                Columns.shorten(said),
                                Columns.shorten(String.valueOf(words.stranger)))));
      } else if (words.saysRoles()) {
        if (found.index() >= 0) {
          throw new InputException(
              "%s: columns '%s' and '%s' both say which images were trained on; keep one"
                  .formatted(file, found.name(), words.name));
        }
        found = new RoleColumn(words.index, words.name, List.of());
      } else if (SAID_IF_UNUSED.contains(words.folded) && words.stranger != null) {
        notes.add(
            "Column '%s' is not used, since its words, such as '%s', do not say which images were trained on; if it does, write training, validation or hold-out."
                .formatted(words.name, Columns.shorten(words.stranger)));
      }
    }
    return new RoleColumn(found.index(), found.name(), notes);
  }
}
