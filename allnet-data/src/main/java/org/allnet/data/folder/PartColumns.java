package org.allnet.data.folder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.FileNames;

/** Columns of a table that divide its images into parts, by their names or by what is in them. */
final class PartColumns {

  private static final Set<String> NAMES =
      Set.of("split", "splits", "set", "dataset", "subset", "partition", "part", "fold", "folds");

  private PartColumns() {}

  /**
   * Finds such a column.
   *
   * @return the name of the first; empty if there is none
   */
  static Optional<String> of(CsvTable table) {
    return IntStream.range(0, table.header().size())
        .filter(column -> divides(table, column))
        .mapToObj(table.header()::get)
        .findFirst();
  }

  private static boolean divides(CsvTable table, int column) {
    String name = table.header().get(column).strip().toLowerCase(Locale.ROOT);
    boolean named = NAMES.contains(name) || PartWords.ofColumn(table.header().get(column)) != null;
    List<String> values =
        table.rows().stream()
            .map(row -> FileNames.text(row.get(column)))
            .filter(value -> !value.isEmpty())
            .distinct()
            .toList();
    return values.size() > 1
        && (named || values.stream().allMatch(value -> PartWords.of(value) != null));
  }
}
