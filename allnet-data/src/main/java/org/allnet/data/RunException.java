package org.allnet.data;

/** Work that had begun can't go on: a loss that is no number, a full disk, an interrupt. */
public final class RunException extends AllNetException {

  /**
   * Creates the failure.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public RunException(String message) {
    super(Sentence.text(message), null);
  }

  /**
   * Creates the failure with its cause.
   *
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught
   */
  public RunException(String message, Throwable cause) {
    super(Sentence.text(message), cause);
  }

  /**
   * Creates the failure with advice that names options.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public RunException(Sentence message) {
    super(message, null);
  }

  /**
   * Creates the failure with advice that names options, and with its cause.
   *
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught
   */
  public RunException(Sentence message, Throwable cause) {
    super(message, cause);
  }
}
