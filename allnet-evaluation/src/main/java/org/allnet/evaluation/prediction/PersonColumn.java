package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.file.ColumnNames;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;

/**
 * The column of another program that says whose the images are, such as {@code Patient Number}, if
 * none is called {@code subject} or the like. A column that may number the images, or groups of
 * people, is none.
 *
 * @param index where it is; -1 if there is none
 * @param notes how the columns are read that seem to say it, a sentence each
 */
record PersonColumn(int index, List<String> notes) {

  /** Two values are groups, such as cases and controls, more often than people. */
  private static final int MOST_GROUPS = 2;

  private static final String CALL = "call it 'subject'.";

  /** Copies {@code notes}, so that nothing changes it from outside. */
  PersonColumn {
    notes = List.copyOf(notes);
  }

  /** Which images are of one value of a column. */
  private static final class Values {
    private final int column;
    private final String name;
    private final Map<String, String> imageOf = new HashMap<>();
    private boolean shared;

    Values(int column, String name) {
      this.column = column;
      this.name = name;
    }

    void add(String value, String image) {
      if (SubjectNames.named(value) != null) {
        shared |= !image.equals(imageOf.computeIfAbsent(FileNames.text(value), one -> image));
      }
    }

    boolean isOfPeople() {
      return shared && imageOf.size() > MOST_GROUPS;
    }
  }

  /**
   * Looks through a file.
   *
   * @param columns those that are known by their names
   * @throws InputException if two columns may say whose the images are
   */
  static PersonColumn of(Path file, List<String> header, Columns columns) {
    List<Values> people = new ArrayList<>();
    List<Values> perhaps = new ArrayList<>();
    List<SharedValues> others = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (columns.isUsed(i)) {
        continue;
      }
      if (columns.subject() >= 0) {
        if (ColumnNames.isOfPerson(name)) {
          notes.add(
              "Column '%s' is not used, since column '%s' says whose the images are."
                  .formatted(name, header.get(columns.subject())));
        }
      } else if (ColumnNames.isOfPerson(name)) {
        people.add(new Values(i, name));
      } else if (ColumnNames.isPerhapsOfPerson(name)) {
        perhaps.add(new Values(i, name));
      } else if (!name.isBlank() && !PooledRows.isNamed(name)) {
        others.add(new SharedValues(i, name));
      }
    }
    if (people.isEmpty() && perhaps.isEmpty() && others.isEmpty()) {
      return new PersonColumn(-1, notes);
    }
    try (CsvReader reader = CsvReader.open(file, FileFormat.PREDICTIONS)) {
      for (List<String> row = reader.next(); row != null; row = reader.next()) {
        String image = FileNames.canonical(row.get(columns.image()));
        for (Values values : people) {
          values.add(row.get(values.column), image);
        }
        for (Values values : perhaps) {
          values.add(row.get(values.column), image);
        }
        String label = columns.label() < 0 ? "" : FileNames.text(row.get(columns.label()));
        for (SharedValues values : others) {
          values.add(FileNames.text(row.get(values.index())), image, label);
        }
      }
    }
    PersonColumn found = of(file, people, perhaps);
    if (found.index() >= 0 || columns.groupsArePeople()) {
      return found;
    }
    notes.addAll(found.notes());
    for (SharedValues values : others) {
      if (values.mayBeOfPeople()) {
        notes.add(
            "Column '%s' is not used, although several images share a value and nearly every value has one label; if it says whose the images are, %s"
                .formatted(values.name(), CALL));
      }
    }
    return new PersonColumn(-1, notes);
  }

  private static PersonColumn of(Path file, List<Values> people, List<Values> perhaps) {
    List<String> notes = new ArrayList<>();
    List<Values> found = people.stream().filter(Values::isOfPeople).toList();
    if (found.size() > 1) {
      throw InputException.at(
          file,
          1,
          "columns '%s' and '%s' can both say whose the images are; keep one, or rename the other"
              .formatted(found.get(0).name, found.get(1).name));
    }
    for (Values values : people) {
      if (values.isOfPeople()) {
        notes.add("Column '%s' is read as whose the images are.".formatted(values.name));
      } else if (!values.imageOf.isEmpty()) {
        notes.add(
            "Column '%s' is not used, since %s; if it says whose the images are, %s"
                .formatted(
                    values.name,
                    values.shared
                        ? "it has no more than two values"
                        : "each of its values is of one image",
                    CALL));
      }
    }
    for (Values values : perhaps) {
      if (found.isEmpty() && values.isOfPeople()) {
        notes.add(
            "Column '%s' is not used, although several images share a value; if it says whose the images are, %s"
                .formatted(values.name, CALL));
      }
    }
    return new PersonColumn(found.isEmpty() ? -1 : found.get(0).column, notes);
  }
}
