package org.allnet.data.option;

import org.allnet.data.OptionException;

/** What a setting may be. */
public final class OptionRange {

  private OptionRange() {}

  /**
   * Refuses a number that is out of range.
   *
   * @param good whether it is in range
   * @param setting what it is
   * @param value the number
   * @param range what it may be, such as {@code 0 to below 1}
   * @throws OptionException if it is out of range
   */
  public static void require(boolean good, String setting, double value, String range) {
    if (!good) {
      String given = OptionText.number(value);
      throw OptionException.ofSetting(
          setting, given, "%s %s is out of range; use %s".formatted(setting, given, range));
    }
  }
}
