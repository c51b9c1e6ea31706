package org.allnet.evaluation.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures as text lines. How their intervals were made, and why some have none, is said once at the
 * end instead of on every line. Not for several threads at once.
 */
public final class FigureLines {

  /**
   * What stands behind a bootstrap's method if resamples had to be left out; takes their number.
   */
  public static final String LEFT_OUT = ", %,d without a value left out";

  private static final String WITHOUT = " without a value left out";

  private final StringBuilder text = new StringBuilder();
  private final List<String> methods = new ArrayList<>();
  private final Map<String, List<String>> reasons = new LinkedHashMap<>();

  /** Starts without a line. */
  public FigureLines() {}

  /**
   * Adds a line as it is.
   *
   * @param line the line
   * @return these lines
   */
  public FigureLines line(String line) {
    text.append(line).append('\n');
    return this;
  }

  /**
   * Adds the line of a figure.
   *
   * @param indent what is before it
   * @param label what it is
   * @param figure the figure
   * @return these lines
   */
  public FigureLines figure(String indent, String label, Figure figure) {
    String shown = figure.describe();
    if (figure instanceof Figure.Value value) {
      if (value.interval() != null) {
        methods.add(value.interval().method());
      } else if (value.noInterval() != null) {
        List<String> labels =
            reasons.computeIfAbsent(value.noInterval(), reason -> new ArrayList<>());
        if (!labels.contains(label)) {
          labels.add(label);
        }
        shown = String.format(Locale.ROOT, "%.4f (no interval)", value.value());
      }
    }
    int width = 28 - indent.length();
    return line(String.format(Locale.ROOT, "%s%-" + width + "s %s", indent, label, shown));
  }

  /**
   * The distinct methods of intervals, with those that differ only in the number of resamples left
   * out put into one.
   *
   * @param all the methods of all intervals
   * @return each method once
   */
  public static List<String> distinct(List<String> all) {
    Map<String, Integer> mostLeftOut = new LinkedHashMap<>();
    for (String method : all) {
      int cut =
          method.endsWith(WITHOUT) ? method.lastIndexOf(", ", method.lastIndexOf(WITHOUT)) : -1;
      String number = cut < 0 ? "0" : method.substring(cut + 2, method.length() - WITHOUT.length());
      mostLeftOut.merge(
          cut < 0 ? method : method.substring(0, cut),
          Integer.parseInt(number.replace(",", "")),
          Math::max);
    }
    List<String> distinct = new ArrayList<>();
    mostLeftOut.forEach(
        (method, most) ->
            distinct.add(
                most == 0
                    ? method
                    : method
                        + String.format(
                            Locale.ROOT, ", at most %,d of them without a value left out", most)));
    return distinct;
  }

  /** {@return all lines, ended by a line feed each, and behind them the notes on intervals} */
  public String withNotes() {
    StringBuilder all = new StringBuilder(text);
    distinct(methods).forEach(m -> all.append("95 % intervals: ").append(m).append('\n'));
    new TreeMap<>(reasons)
        .forEach(
            (reason, labels) ->
                all.append("no interval for ")
                    .append(String.join(", ", labels))
                    .append(": ")
                    .append(reason)
                    .append('\n'));
    return all.toString();
  }
}
