package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/** The roles of images as the column {@code fold} or a column of another program tells them. */
final class ToldRoles {

  private static final int MOST_WORDS = 6;

  private final RoleColumn column;
  private final Map<String, Map<String, Role>> words = new TreeMap<>();

  /** Folds and words recur on thousands of rows. */
  private final Map<String, Optional<Told>> byFold = new HashMap<>();

  private final Map<String, Optional<Role>> byWord = new HashMap<>();

  /**
   * Creates the roles of a file's columns.
   *
   * @throws InputException if it is not clear what they say
   */
  ToldRoles(Path file, List<String> header, Columns columns) {
    column = RoleColumn.of(file, header, columns);
  }

  /**
   * The role that a field tells.
   *
   * @param column the column's name
   * @param word the field
   * @param role what it tells
   */
  record Told(String column, String word, Role role) {

    /** Returns the refusal of a row in which another column says otherwise. */
    InputException contradiction(CsvReader reader, String other, String text) {
      return reader.problem(
          "%s '%s' and %s '%s' contradict each other; correct one of them"
              .formatted(column, Columns.shorten(word), other, Columns.shorten(text)));
    }
  }

  /**
   * Returns what a row tells.
   *
   * @param fold the row's fold, absent if unknown
   * @return null if it tells nothing
   * @throws InputException if two columns contradict each other
   */
  @Nullable Told of(CsvReader reader, List<String> cells, @Nullable String fold) {
    Told ofFold =
        fold == null
            ? null
            : byFold.computeIfAbsent(fold, one -> Optional.ofNullable(byFold(one))).orElse(null);
    String text = column.index() < 0 ? "" : FileNames.text(cells.get(column.index()));
    Role role =
        text.isEmpty()
            ? null
            : byWord
                .computeIfAbsent(text, one -> Optional.ofNullable(RoleWords.of(one)))
                .orElse(null);
    if (role == null) {
      return ofFold;
    }
    if (ofFold != null && ofFold.role() != role) {
      throw ofFold.contradiction(reader, column.name(), text);
    }
    return said(new Told(column.name(), text, role));
  }

  private @Nullable Told byFold(String fold) {
    RunFold known = RunFold.of(fold);
    if (known != null) {
      return new Told("fold", fold, known.role());
    }
    Role role = RoleWords.of(fold);
    return role == null ? null : said(new Told("fold", fold, role));
  }

  private Told said(Told told) {
    words.computeIfAbsent(told.column(), name -> new TreeMap<>()).put(told.word(), told.role());
    return told;
  }

  /** {@return the column of another program that tells roles; -1 if there is none} */
  int index() {
    return column.index();
  }

  /** {@return how the words of other programs were read, a sentence for each column} */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    words.forEach(
        (name, roles) ->
            notes.add(
                "Column '%s' is read as what the images were to the system: %s%s."
                    .formatted(
                        name,
                        roles.entrySet().stream()
                            .limit(MOST_WORDS)
                            .map(
                                word ->
                                    "'%s' as %s"
                                        .formatted(
                                            Columns.shorten(word.getKey()), word.getValue().key()))
                            .collect(Collectors.joining(", ")),
                        roles.size() > MOST_WORDS ? ", ..." : "")));
    notes.addAll(column.notes());
    return notes;
  }
}
