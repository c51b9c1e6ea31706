package org.allnet.data;

/**
 * An option with a value, as a message names them.
 *
 * @param option the option
 * @param value its value, as a user writes it
 * @param quoted whether a message sets the value in quotes
 */
public record OptionValue(OptionName option, String value, boolean quoted) {

  /** {@return the value as a message shows it} */
  public String shownValue() {
    return quoted ? "'" + value + "'" : value;
  }
}
