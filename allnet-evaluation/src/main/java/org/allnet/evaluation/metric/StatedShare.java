package org.allnet.evaluation.metric;

import java.math.BigDecimal;

/**
 * A share that somebody asked for, such as an allowed error, in percent. It has all its digits:
 * rounded, a promise to hold 97.5 % would be one of 98 %.
 */
public final class StatedShare {

  private StatedShare() {}

  /**
   * Returns the share in percent.
   *
   * @param share in [0,1]
   * @return such as {@code 5 %} or {@code 2.5 %}
   */
  public static String percent(double share) {
    return text(BigDecimal.valueOf(share));
  }

  /**
   * Returns what is left of the whole, in percent.
   *
   * @param share in [0,1]
   * @return such as {@code 97.5 %} of 0.025
   */
  public static String restPercent(double share) {
    return text(BigDecimal.ONE.subtract(BigDecimal.valueOf(share)));
  }

  private static String text(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }
}
