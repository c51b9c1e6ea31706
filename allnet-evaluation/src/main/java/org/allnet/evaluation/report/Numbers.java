package org.allnet.evaluation.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a reader sees them. */
final class Numbers {

  private Numbers() {}

  /** A whole number with thousands set apart. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A figure with three places. */
  static String figure(double value) {
    requireFinite(value);
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.equals("-0.000") ? "0.000" : text.replace('-', '\u2212');
  }

  /** A difference with its sign. */
  static String difference(double value) {
    String text = figure(value);
    return value > 0 && !text.equals("0.000") ? "+" + text : text;
  }

  /** A share of one as per cent. */
  static String percent(double share) {
    requireFinite(share);
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A p-value; small ones are not spelled out. */
  static String pValue(double p) {
    requireFinite(p);
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  /** How long something took. */
  static String duration(Duration took) {
    long seconds = took.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("no number for a page: " + value);
    }
  }
}
