package org.allnet.data;

/** A file, folder or record that was handed in can't be used as it is. */
public final class InputException extends AllNetException {

  /**
   * Creates the failure.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public InputException(String message) {
    super(message, null);
  }

  /**
   * Creates the failure with its cause.
   *
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught
   */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
