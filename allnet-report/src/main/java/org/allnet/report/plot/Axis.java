package org.allnet.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a plot: its range and its ticks.
 *
 * @param label what it measures
 * @param low value at its beginning, finite
 * @param high value at its end, greater than {@code low}
 * @param ticks the values marked, within the range
 * @param decimals decimals of the tick labels
 */
public record Axis(String label, double low, double high, List<Double> ticks, int decimals) {

  private static final int MOST_TICKS = 6;

  /**
   * Copies the ticks and checks the ends.
   *
   * @throws IllegalArgumentException if one is not finite, or {@code low} is not below {@code high}
   */
  public Axis {
    if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException("axis from " + low + " to " + high);
    }
    ticks = List.copyOf(ticks);
  }

  /**
   * An axis of a fraction or a probability, 0 to 1.
   *
   * @param label what it measures
   * @return the axis
   */
  public static Axis unit(String label) {
    return new Axis(label, 0, 1, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0), 1);
  }

  /**
   * An axis that holds all values, with ticks at round numbers (1, 2 or 5 times a power of ten).
   *
   * @param label what it measures
   * @param values any finite numbers, possibly none
   * @return the axis
   */
  public static Axis around(String label, List<Double> values) {
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    if (high - low < 1e-9 * Math.max(1, Math.abs(high))) {
      double pad = Math.max(0.5, Math.abs(high) / 2);
      low -= pad;
      high += pad;
    }
    double step = roundStep((high - low) / (MOST_TICKS - 1));
    low = Math.floor(low / step + 1e-9) * step;
    high = Math.ceil(high / step - 1e-9) * step;
    return new Axis(label, low, high, ticks(low, high, step), decimalsOf(step));
  }

  /**
   * An axis of whole numbers, such as epochs.
   *
   * @param label what it counts
   * @param low the first number
   * @param high the last number
   * @return the axis; if both are the same, half a step is added on either side
   */
  public static Axis whole(String label, int low, int high) {
    double step = Math.max(1, roundStep((double) (high - low) / MOST_TICKS));
    List<Double> ticks = new ArrayList<>();
    ticks.add((double) low);
    for (double tick = Math.ceil((low + 0.6 * step) / step) * step; tick <= high; tick += step) {
      ticks.add(tick);
    }
    return low == high
        ? new Axis(label, low - 0.5, high + 0.5, ticks, 0)
        : new Axis(label, low, high, ticks, 0);
  }

  /**
   * Where a value lies along the axis.
   *
   * @param value any finite number
   * @return 0 at the beginning, 1 at the end; values outside the range are put at the nearer end
   */
  public double place(double value) {
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  }

  /**
   * A tick's label.
   *
   * @param tick one of the ticks
   * @return the label
   */
  public String tickLabel(double tick) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", tick);
    return text.startsWith("-") ? "\u2212" + text.substring(1) : text;
  }

  private static List<Double> ticks(double low, double high, double step) {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      double tick = low + i * step;
      ticks.add(Math.abs(tick) < step * 1e-9 ? 0 : tick);
    }
    return ticks;
  }

  private static double roundStep(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(atLeast, 1e-12))));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= atLeast * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static int decimalsOf(double step) {
    return (int) Math.min(9, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  }
}
