package org.allnet.evaluation.metric;

import java.math.BigDecimal;

/**
 * A proportion that somebody asked for, such as an allowed error, in percent. It has all its
 * digits: rounded, a promise to hold 97.5 % would be one of 98 %.
 */
public final class StatedProportion {

  private StatedProportion() {}

  /**
   * Returns the fraction in percent.
   *
   * @param fraction in [0,1]
   * @return such as {@code 5 %} or {@code 2.5 %}
   */
  public static String percent(double fraction) {
    return text(BigDecimal.valueOf(fraction));
  }

  /**
   * Returns what is left of the whole, in percent.
   *
   * @param fraction in [0,1]
   * @return such as {@code 97.5 %} of 0.025
   */
  public static String restPercent(double fraction) {
    return text(BigDecimal.ONE.subtract(BigDecimal.valueOf(fraction)));
  }

  private static String text(BigDecimal fraction) {
    return fraction.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }
}
