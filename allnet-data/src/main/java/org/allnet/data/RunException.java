package org.allnet.data;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Work that had begun can't go on: a loss that is no number, a full disk, too little memory for an
 * image, an interrupt. {@link #file} says which file it is about, {@link #isInterrupt} whether the
 * work was only asked to stop.
 */
public final class RunException extends AllNetException {

  private final @Nullable String file;
  private final boolean interrupt;

  private RunException(
      @Nullable String file, boolean interrupt, Sentence message, @Nullable Throwable cause) {
    super(message, cause);
    this.file = file;
    this.interrupt = interrupt || cause instanceof ClosedByInterruptException;
  }

  /**
   * Creates a failure of no single file.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public RunException(String message) {
    this(null, false, Sentence.text(message), null);
  }

  /**
   * Creates a failure of no single file, with its cause.
   *
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught
   */
  public RunException(String message, Throwable cause) {
    this(null, false, Sentence.text(message), cause);
  }

  /**
   * Creates a failure of no single file, with advice that names options.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public RunException(Sentence message) {
    this(null, false, message, null);
  }

  /**
   * Creates a failure of no single file, with advice that names options and with its cause.
   *
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught
   */
  public RunException(Sentence message, Throwable cause) {
    this(null, false, message, cause);
  }

  /**
   * Returns the failure of a file or folder.
   *
   * @param file the file or folder
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the file
   */
  public static RunException in(Path file, String what) {
    return in(file.toString(), what, null);
  }

  /**
   * Returns the failure of a file or folder, with its cause.
   *
   * @param file the file or folder
   * @param what what is wrong and what to do
   * @param cause what was caught
   * @return the failure; its message begins with the file
   */
  public static RunException in(Path file, String what, @Nullable Throwable cause) {
    return in(file.toString(), what, cause);
  }

  /**
   * Returns the failure of a file or image that is known by a name, with its cause.
   *
   * @param name the name
   * @param what what is wrong and what to do
   * @param cause what was caught
   * @return the failure; its message begins with the name
   */
  public static RunException in(String name, String what, @Nullable Throwable cause) {
    return new RunException(name, false, Sentence.of("%s: %s", name, what), cause);
  }

  /**
   * Returns the failure of a file, folder or image that is known by a name, with advice that names
   * options or memory.
   *
   * @param name the name
   * @param what what is wrong and what to do
   * @param cause what was caught; absent if nothing was
   * @return the failure; its message begins with the name
   */
  public static RunException in(String name, Sentence what, @Nullable Throwable cause) {
    return new RunException(name, false, Sentence.of("%s: %s", name, what), cause);
  }

  /**
   * Returns the end of work that was asked to stop. The thread that asked stays marked.
   *
   * @param message one line: what was interrupted
   * @param cause what was caught, if something was
   * @return the failure, of no single file
   */
  public static RunException interrupted(String message, @Nullable Throwable cause) {
    return new RunException(null, true, Sentence.text(message), cause);
  }

  /**
   * Returns this failure with the file that it is about; the message stays as it is.
   *
   * @param name the file, folder or image
   * @return the same failure of this file
   */
  public RunException ofFile(String name) {
    return new RunException(name, interrupt, sentence(), getCause());
  }

  /** {@return the file, folder or image as it was named; empty if it is no single one} */
  public Optional<String> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Returns whether a thread was interrupted, so that the work ended as it was asked to and nothing
   * is wrong with file or machine.
   */
  public boolean isInterrupt() {
    return interrupt;
  }
}
