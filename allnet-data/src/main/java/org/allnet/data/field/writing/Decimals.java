package org.allnet.data.field.writing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers without more decimals than a format needs, and never with an exponent. */
final class Decimals {

  /** A hundredth of a pixel, the most that QuPath's readers take well. */
  static final int GEOJSON = 2;

  /** A ten-thousandth of a pixel. */
  static final int COCO = 4;

  /** A millionth of a pixel in a hundred. */
  static final int YOLO = 8;

  /** A ten-thousandth of a score. */
  static final int SCORE = 4;

  private Decimals() {}

  /**
   * Rounds a number.
   *
   * @param number a finite number
   * @param decimals the most decimals
   * @return the nearest such number, without zeros at its end
   */
  static BigDecimal of(double number, int decimals) {
    BigDecimal rounded =
        BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
