package org.allnet.data.field.format;

import org.allnet.data.file.FilePlace;
import org.jspecify.annotations.Nullable;

/** Numbers as labels write them. */
final class Numbers {

  private static final int MOST_SHOWN = 40;

  private Numbers() {}

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
    try {
      double number = Double.parseDouble(plain);
      char last = plain.charAt(plain.length() - 1);
      if (Double.isFinite(number) && last != 'd' && last != 'D' && last != 'f' && last != 'F') {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw place.failure("%s is '%s', no number; correct it".formatted(what, shown(plain)));
  }

  private static String shown(String text) {
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
  }
}
