package org.allnet.data;

/** An option's value, or a combination of options, is wrong: the command was used wrongly. */
public final class OptionException extends AllNetException {

  /**
   * Creates the failure.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public OptionException(String message) {
    super(message, null);
  }

  /**
   * Creates the failure with its cause.
   *
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught
   */
  public OptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
