package org.allnet.data.field.format;

import org.allnet.data.file.Decimal;
import org.allnet.data.file.FilePlace;
import org.jspecify.annotations.Nullable;

/** A number as labels write it. */
final class LabelNumber {

  private static final int MOST_SHOWN = 40;

  private LabelNumber() {}

  /**
   * Reads a number.
   *
   * @param what what it is, such as {@code xmin}
   * @param text as it is written; null if it is missing
   * @param place where it is
   * @return a finite number
   * @throws org.allnet.data.InputException if it is none
   */
  static double of(String what, @Nullable String text, FilePlace place) {
    if (text == null || text.isBlank()) {
      throw place.failure(what + " is missing; add it, or delete the label");
    }
    String plain = text.strip();
    double number = Decimal.plain(plain).orElse(Double.NaN);
    if (Double.isFinite(number)) {
      return number;
    }
    throw place.failure("%s is '%s', no number; correct it".formatted(what, shown(plain)));
  }

  private static String shown(String text) {
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
  }
}
