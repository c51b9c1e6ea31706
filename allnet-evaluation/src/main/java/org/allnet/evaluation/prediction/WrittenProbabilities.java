package org.allnet.evaluation.prediction;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.Decimal;
import org.allnet.data.file.FileNames;

/**
 * Probabilities as a table writes them: rounded to some digits, or computed in few bits. Sums
 * beside 1 are accepted as far as rounding explains them, and are scaled to 1.
 */
final class WrittenProbabilities {

  /** How far a sum may be from 1, and a value beyond 0 or 1, however many digits are written. */
  static final double TOLERANCE = 1e-3;

  /** No rounding makes a row of probabilities of a row that sums to less or more than this. */
  private static final double MOST = 0.2;

  /** Half a unit in the last of bfloat16's eight bits. */
  private static final double BFLOAT16 = 1.0 / 512;

  /** Sums this near 1 are left alone, so that what was written is read back bit for bit. */
  private static final double EXACT_ENOUGH = 1e-6;

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}([.,]\\d{1,20})?)\\s*%");

  private int digits = 1;

  /**
   * Reads a field.
   *
   * @param column the column's name, for messages
   * @return a number from 0 to 1; one that is a rounding error outside is taken as 0 or 1
   * @throws org.allnet.data.InputException if it is none
   */
  double read(CsvReader reader, String column, String field) {
    if (FileNames.text(field).isEmpty()) {
      throw reader.problem(
          "column '%s' is empty; write the probability, or 'none' into a column 'answer' if there is no answer"
              .formatted(column));
    }
    Decimal number =
        Decimal.parse(field)
            .orElseThrow(
                () ->
                    reader.problem(
                        "column '%s': '%s' is not a number%s"
                            .formatted(
                                column, Columns.shorten(field.strip()), percent(field.strip()))));
    double value = number.value();
    if (!(value >= -TOLERANCE && value <= 1 + TOLERANCE)) {
      throw reader.problem(
          "column '%s': %s is not a probability from 0 to 1; if these are logits or percent, write probabilities instead"
              .formatted(column, Columns.shorten(field.strip())));
    }
    digits = Math.max(digits, number.digits());
    return Math.max(0, Math.min(1, value));
  }

  /** What to write for percents; nothing if it is none from 0 to 100. */
  private static String percent(String text) {
    Matcher percent = PERCENT.matcher(text);
    if (!percent.matches()) {
      return "";
    }
    BigDecimal value = new BigDecimal(percent.group(1).replace(',', '.')).movePointLeft(2);
    return value.compareTo(BigDecimal.ONE) > 0
        ? ""
        : "; write " + value.stripTrailingZeros().toPlainString();
  }

  /**
   * Returns whether rounding explains a row's sum, to the digits of the whole file: half a unit of
   * the last digit for each class, and what few bits add.
   */
  boolean sumIsRight(List<Double> row) {
    double halfUnits = row.size() * 0.5 * Math.pow(10, -digits);
    double bits = row.stream().allMatch(WrittenProbabilities::isBfloat16) ? BFLOAT16 : TOLERANCE;
    return Math.abs(sum(row) - 1) <= Math.min(MOST, bits + halfUnits) + EXACT_ENOUGH;
  }

  private static boolean isBfloat16(double value) {
    return (Float.floatToRawIntBits((float) value) & 0xFFFF) == 0;
  }

  static double sum(List<Double> row) {
    double sum = 0;
    for (double value : row) {
      sum += value;
    }
    return sum;
  }

  static List<Double> scaled(List<Double> row) {
    double sum = sum(row);
    double divisor = Math.abs(sum - 1) <= EXACT_ENOUGH ? 1 : sum;
    List<Double> scaled = new ArrayList<>(row.size());
    for (double value : row) {
      scaled.add(value / divisor);
    }
    return scaled;
  }
}
