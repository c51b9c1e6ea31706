package org.allnet.data.split;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.file.CsvTable;
import org.allnet.data.file.FileNames;
import org.allnet.data.folder.PartWords;
import org.allnet.data.folder.PartWords.Part;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a split's file that divide its images too, such as {@code split} with train and test,
 * or {@code is_test}. They are not read, so one that says other things than the fold is refused.
 */
final class OtherParts {

  private static final Set<String> YES = Set.of("1", "1.0", "true", "t", "yes", "y", "x");

  private static final Set<String> NO = Set.of("0", "0.0", "false", "f", "no", "n");

  /** What other programs call their folds, which may be numbered from 0. */
  private static final Pattern FOLDS =
      Pattern.compile(
          "(?i)(k|cv)[\\s_-]?folds?|fold[\\s_-]?(id|no|nr|num|number|idx|index)|(val|test)[\\s_-]?fold");

  private OtherParts() {}

  /**
   * Refuses a column that contradicts the folds.
   *
   * @param table the file
   * @param read the names of the columns that are read
   * @param folds the side of each row
   * @throws org.allnet.data.InputException if a row is held out by one of the two alone
   */
  static void refuse(CsvTable table, List<String> read, List<Integer> folds) {
    for (int column = 0; column < table.header().size(); column++) {
      String name = table.header().get(column);
      if (FOLDS.matcher(name.strip()).matches()) {
        refuseOtherFolds(table, column, folds);
      }
      if (read.stream().noneMatch(name.strip()::equalsIgnoreCase) && divides(table, column)) {
        for (int row = 0; row < folds.size(); row++) {
          String value = value(table, row, column);
          Part part = part(name, value);
          boolean out = folds.get(row) == Split.HOLD_OUT;
          if (part != null && out != (part == Part.TEST)) {
            throw contradicts(table, row, name, value, folds.get(row));
          }
        }
      }
      if (PartWords.ofColumn(name) == Part.TRAINING) {
        for (int row = 0; row < folds.size(); row++) {
          String value = value(table, row, column);
          // What is not trained on may be validated on: a 0 says nothing of a fold.
          if (folds.get(row) == Split.HOLD_OUT && YES.contains(value.toLowerCase(Locale.ROOT))) {
            throw contradicts(table, row, name, value, Split.HOLD_OUT);
          }
        }
      }
    }
  }

  /** Refuses folds of another program that are not the same, however they are numbered. */
  private static void refuseOtherFolds(CsvTable table, int column, List<Integer> folds) {
    Map<String, Integer> foldOf = new HashMap<>();
    Map<Integer, String> valueOf = new HashMap<>();
    for (int row = 0; row < folds.size(); row++) {
      String value = value(table, row, column);
      int fold = folds.get(row);
      Integer known = value.isEmpty() ? null : foldOf.putIfAbsent(value, fold);
      String given = value.isEmpty() ? null : valueOf.putIfAbsent(fold, value);
      boolean several = fold != Split.HOLD_OUT && given != null && !given.equals(value);
      if (several || (known != null && known != fold)) {
        throw contradicts(table, row, table.header().get(column), value, fold);
      }
    }
  }

  private static InputException contradicts(
      CsvTable table, int row, String name, String value, int fold) {
    return table.wrong(
        row,
        "column '%s' says '%s', but the fold is %s; the fold counts, so correct one of the two or remove the column (images that are kept for testing have the fold holdout)"
            .formatted(name, value, fold == Split.HOLD_OUT ? "holdout" : fold));
  }

  /** Whether all values of a column tell a part, and some of them others. */
  private static boolean divides(CsvTable table, int column) {
    String name = table.header().get(column);
    List<String> values =
        table.rows().stream()
            .map(row -> FileNames.text(row.get(column)))
            .filter(value -> !value.isEmpty())
            .distinct()
            .toList();
    return values.stream().allMatch(value -> part(name, value) != null)
        && values.stream().map(value -> part(name, value) == Part.TEST).distinct().count() > 1;
  }

  /** The part that a value tells: training, validation or test; null if it tells none of them. */
  private static @Nullable Part part(String column, String value) {
    String plain = value.toLowerCase(Locale.ROOT);
    Part named = PartWords.ofColumn(column);
    Part told = PartWords.of(value);
    if (named == Part.TEST && YES.contains(plain)) {
      told = Part.TEST;
    } else if (named == Part.TEST && NO.contains(plain)) {
      told = Part.TRAINING;
    }
    return told == Part.TRAINING || told == Part.VALIDATION || told == Part.TEST ? told : null;
  }

  private static String value(CsvTable table, int row, int column) {
    return FileNames.text(table.rows().get(row).get(column));
  }
}
