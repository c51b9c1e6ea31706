package org.allnet.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file, folder or record that was handed in can't be used as it is. {@link #file}, {@link #line}
 * and {@link #subject} say where it is wrong, as far as it is known.
 */
public final class InputException extends AllNetException {

  private final @Nullable String file;
  private final long line;
  private final @Nullable String subject;

  private InputException(
      @Nullable String file,
      long line,
      @Nullable String subject,
      Sentence message,
      @Nullable Throwable cause) {
    super(message, cause);
    this.file = file;
    this.line = line;
    this.subject = subject;
  }

  /**
   * Creates a failure of no single file.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public InputException(String message) {
    this(null, 0, null, Sentence.text(message), null);
  }

  /**
   * Creates a failure of no single file, with its cause.
   *
   * @param message one line: what is wrong, where, and what to do
   * @param cause what was caught
   */
  public InputException(String message, Throwable cause) {
    this(null, 0, null, Sentence.text(message), cause);
  }

  /**
   * Creates a failure of no single file, with advice that names options.
   *
   * @param message one line: what is wrong, where, and what to do
   */
  public InputException(Sentence message) {
    this(null, 0, null, message, null);
  }

  /**
   * Returns the failure of a file or folder.
   *
   * @param file the file or folder
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the file
   */
  public static InputException in(Path file, String what) {
    return in(file.toString(), what);
  }

  /**
   * Returns the failure of a file or folder, with its cause.
   *
   * @param file the file or folder
   * @param what what is wrong and what to do
   * @param cause what was caught
   * @return the failure; its message begins with the file
   */
  public static InputException in(Path file, String what, @Nullable Throwable cause) {
    return in(file.toString(), what, cause);
  }

  /**
   * Returns the failure of a file, image or stream that is known by a name.
   *
   * @param name the name
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the name
   */
  public static InputException in(String name, String what) {
    return in(name, what, null);
  }

  /**
   * Returns the failure of a file, image or stream that is known by a name, with its cause.
   *
   * @param name the name
   * @param what what is wrong and what to do
   * @param cause what was caught
   * @return the failure; its message begins with the name
   */
  public static InputException in(String name, String what, @Nullable Throwable cause) {
    return new InputException(name, 0, null, Sentence.of("%s: %s", name, what), cause);
  }

  /**
   * Returns the failure of a file, image or stream that is known by a name, with advice that names
   * options.
   *
   * @param name the name
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the name
   */
  public static InputException in(String name, Sentence what) {
    return new InputException(name, 0, null, Sentence.of("%s: %s", name, what), null);
  }

  /**
   * Returns the failure of a file or folder, with advice that names options.
   *
   * @param file the file or folder
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the file
   */
  public static InputException in(Path file, Sentence what) {
    return in(file, what, null);
  }

  /**
   * Returns the failure of a file or folder, with advice that names options and with its cause.
   *
   * @param file the file or folder
   * @param what what is wrong and what to do
   * @param cause what was caught
   * @return the failure; its message begins with the file
   */
  public static InputException in(Path file, Sentence what, @Nullable Throwable cause) {
    return new InputException(file.toString(), 0, null, Sentence.of("%s: %s", file, what), cause);
  }

  /**
   * Returns the failure of a line of a file.
   *
   * @param file the file
   * @param line the line, from 1
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the file and the line
   */
  public static InputException at(Path file, long line, String what) {
    return at(file.toString(), line, what);
  }

  /**
   * Returns the failure of a line of a file, with its cause.
   *
   * @param file the file
   * @param line the line, from 1
   * @param what what is wrong and what to do
   * @param cause what was caught
   * @return the failure; its message begins with the file and the line
   */
  public static InputException at(Path file, long line, String what, Throwable cause) {
    return at(file.toString(), line, Sentence.text(what), cause);
  }

  /**
   * Returns the failure of a line of a file that is known by a name.
   *
   * @param name the name
   * @param line the line, from 1
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the name and the line
   */
  public static InputException at(String name, long line, String what) {
    return at(name, line, Sentence.text(what), null);
  }

  /**
   * Returns the failure of a line of a file, with advice that names options.
   *
   * @param file the file
   * @param line the line, from 1
   * @param what what is wrong and what to do
   * @return the failure; its message begins with the file and the line
   */
  public static InputException at(Path file, long line, Sentence what) {
    return at(file.toString(), line, what, null);
  }

  private static InputException at(
      String name, long line, Sentence what, @Nullable Throwable cause) {
    Sentence message = Sentence.of("%s: line %d: %s", name, line, what);
    return new InputException(name, line, null, message, cause);
  }

  /**
   * Returns this failure with the subject that it is about; the message stays as it is.
   *
   * @param person the subject's name
   * @return the same failure of this subject
   */
  public InputException ofSubject(String person) {
    return new InputException(file, line, person, sentence(), getCause());
  }

  /**
   * Returns this failure as that of a file, for a reader whose parts don't know the file.
   *
   * @param name the file
   * @return this one if it is of the file already; else one of the same subject, whose message
   *     begins with the file and whose cause is this one
   */
  public InputException within(Path name) {
    if (name.toString().equals(file)) {
      return this;
    }
    InputException whole = in(name, sentence(), this);
    return subject == null ? whole : whole.ofSubject(subject);
  }

  /** {@return the file or folder as it was named; empty if it is no single one} */
  public Optional<String> file() {
    return Optional.ofNullable(file);
  }

  /** {@return the line in the file, from 1; empty if it is no single one} */
  public OptionalLong line() {
    return line > 0 ? OptionalLong.of(line) : OptionalLong.empty();
  }

  /** {@return the name of the subject whose data are wrong; empty if it is no single one} */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }
}
