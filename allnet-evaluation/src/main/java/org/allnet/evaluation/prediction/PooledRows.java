package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.file.FileNames;

/** Columns by which the rows of a file are of several systems or sources, and are pooled. */
final class PooledRows {

  private static final Pattern NAMES =
      Pattern.compile(
          "(model|system|network|architecture|backbone|algorithm|checkpoint|dataset|database|source"
              + "|cohort|site|cent(re|er)|hospital|clinic|institut(e|ion)|seed|run|experiment)"
              + "(id|name|no|nr|num|number)?");

  /** A number that a hospital or clinic may have, and may give to each patient too. */
  private static final Pattern HOSPITAL_NUMBER =
      Pattern.compile("(hospital|clinic|institut(e|ion)|cent(re|er))(id|no|nr|num|number)");

  private static final int MOST_NAMED = 3;

  /** So many numbers, each of so few images, are of people more often than of sites. */
  private static final int MANY = 10;

  private static final int FEW_IMAGES = 20;

  /** One such column, the rows of each value, and the images. */
  private record Values(int index, String name, Map<String, Integer> rows, Set<String> images) {

    private boolean mayNumberPeople() {
      return HOSPITAL_NUMBER.matcher(Columns.folded(name)).matches()
          && rows.size() >= MANY
          && images.size() <= FEW_IMAGES * rows.size();
    }
  }

  private final List<Values> columns = new ArrayList<>();
  private final boolean peopleKnown;

  PooledRows(List<String> header, Columns known) {
    peopleKnown = known.subject() >= 0 || known.groupsArePeople();
    for (int i = 0; i < header.size(); i++) {
      if (!known.isUsed(i) && isNamed(header.get(i))) {
        columns.add(new Values(i, FileNames.text(header.get(i)), new TreeMap<>(), new HashSet<>()));
      }
    }
  }

  /** Whether a column is named after the systems or sources of its rows. */
  static boolean isNamed(String column) {
    return NAMES.matcher(Columns.folded(column)).matches();
  }

  /** Takes a row in. */
  void add(String image, List<String> cells) {
    for (Values column : columns) {
      String value = FileNames.text(cells.get(column.index()));
      if (!value.isEmpty()) {
        column.rows().merge(value, 1, Integer::sum);
        column.images().add(image);
      }
    }
  }

  /**
   * Returns a sentence for each column of several values.
   *
   * @param roles the column that is read as the images' roles; -1 if there is none
   */
  List<String> notes(int roles) {
    List<String> notes = new ArrayList<>();
    for (Values column : columns) {
      int values = column.rows().size();
      // A value of each image numbers the images.
      if (column.index() == roles || values < 2 || values >= column.images().size()) {
        continue;
      }
      if (column.mayNumberPeople() && !peopleKnown) {
        notes.add(
            "Column '%s' is not used, although it has %d values of few images each, which may be people; if it says whose the images are, call it 'subject'."
                .formatted(column.name(), values));
      } else {
        notes.add(
            "Column '%s' has %d values (%s%s), which are evaluated together; for each alone, write a file of its rows."
                .formatted(
                    column.name(),
                    values,
                    column.rows().entrySet().stream()
                        .limit(MOST_NAMED)
                        .map(
                            value ->
                                "'%s' in %s"
                                    .formatted(
                                        Columns.shorten(value.getKey()),
                                        Columns.rows(value.getValue())))
                        .collect(Collectors.joining(", ")),
                    values > MOST_NAMED ? ", ..." : ""));
      }
    }
    return notes;
  }
}
