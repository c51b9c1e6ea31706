package org.allnet.report.text;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a reader sees them. */
public final class Numbers {

  private Numbers() {}

  /**
   * A whole number with thousands set apart.
   *
   * @param value any
   * @return its text
   */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * A metric with three places.
   *
   * @param value finite
   * @return its text
   * @throws IllegalArgumentException if the value is not finite
   */
  public static String metric(double value) {
    requireFinite(value);
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.equals("-0.000") ? "0.000" : text.replace('-', '\u2212');
  }

  /**
   * A probability from which on something is decided, with four places everywhere.
   *
   * @param probability in [0,1]
   * @return its text
   */
  public static String threshold(double probability) {
    return String.format(Locale.ROOT, "%.4f", probability);
  }

  /**
   * A difference with three places and its sign.
   *
   * @param value finite
   * @return its text
   * @throws IllegalArgumentException if the value is not finite
   */
  public static String difference(double value) {
    String text = metric(value);
    return value > 0 && !text.equals("0.000") ? "+" + text : text;
  }

  /**
   * A fraction of one as per cent.
   *
   * @param fraction finite
   * @return its text
   * @throws IllegalArgumentException if the fraction is not finite
   */
  public static String percent(double fraction) {
    requireFinite(fraction);
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  /**
   * A p-value; those below a thousandth are not spelled out.
   *
   * @param p in [0,1]
   * @return its text
   * @throws IllegalArgumentException if it is not finite
   */
  public static String pValue(double p) {
    requireFinite(p);
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  /**
   * How long something took.
   *
   * @param took not negative
   * @return its text, to the precision a reader needs
   */
  public static String duration(Duration took) {
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
