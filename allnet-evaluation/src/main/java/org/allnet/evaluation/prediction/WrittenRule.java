package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.Decimal;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The decision rule that a predictions file brings along, in its columns {@code rule_positive} and
 * {@code rule_threshold}, so that whoever evaluates the file decides as the system that wrote it.
 *
 * @param positive the positive class, which the threshold is about
 * @param threshold an image is predicted positive from this P(positive) on; null for the most
 *     probable class
 */
public record WrittenRule(String positive, @Nullable Double threshold) {

  /** The column with the positive class. */
  public static final String POSITIVE = "rule_positive";

  /** The column with the threshold, empty for the most probable class. */
  public static final String THRESHOLD = "rule_threshold";

  /**
   * Returns the rule of a file.
   *
   * @param file a predictions file
   * @return its rule; null if the file has not both columns, or nothing in them
   * @throws InputException if the file can't be read, its threshold is no probability or of no
   *     class, or its rows have several rules; the message names the line
   */
  public static @Nullable WrittenRule read(Path file) {
    try (CsvReader reader = CsvReader.open(file, FileFormat.PREDICTIONS)) {
      Columns columns = Columns.of(file, reader.header());
      if (columns.own().rulePositive() < 0 || columns.own().ruleThreshold() < 0) {
        return null;
      }
      WrittenRule rule = null;
      boolean first = true;
      for (List<String> row = reader.next(); row != null; row = reader.next()) {
        WrittenRule own = of(reader, columns, row);
        if (!first && (own == null ? rule != null : !own.equals(rule))) {
          throw reader.problem(
              "columns '%s' and '%s' hold another decision rule than the rows before; evaluate the rows of each rule alone, or remove these columns to evaluate by the most probable class"
                  .formatted(POSITIVE, THRESHOLD));
        }
        rule = own;
        first = false;
      }
      return rule;
    }
  }

  /** Returns what the two columns hold; nothing in either if the rule is unknown. */
  public static List<String> cells(@Nullable WrittenRule rule) {
    if (rule == null) {
      return List.of("", "");
    }
    Double threshold = rule.threshold();
    return List.of(rule.positive(), threshold == null ? "" : threshold.toString());
  }

  /** The rule of a row; null if the file has not both columns, or nothing in them. */
  static @Nullable WrittenRule of(CsvReader reader, Columns columns, List<String> row) {
    if (columns.own().rulePositive() < 0 || columns.own().ruleThreshold() < 0) {
      return null;
    }
    String positive = FileNames.text(row.get(columns.own().rulePositive()));
    String threshold = FileNames.text(row.get(columns.own().ruleThreshold()));
    if (positive.isEmpty() && threshold.isEmpty()) {
      return null;
    }
    if (positive.isEmpty()) {
      throw reader.problem(
          "'%s' is %s, but '%s' is empty; name the class that it is the threshold of"
              .formatted(THRESHOLD, Columns.shorten(threshold), POSITIVE));
    }
    if (threshold.isEmpty()) {
      return new WrittenRule(positive, null);
    }
    double p = Decimal.parse(threshold).map(Decimal::value).orElse(Double.NaN);
    if (!(p >= 0 && p <= 1)) {
      throw reader.problem(
          "column '%s': '%s' is not a probability from 0 to 1"
              .formatted(THRESHOLD, Columns.shorten(threshold)));
    }
    return new WrittenRule(positive, p);
  }
}
