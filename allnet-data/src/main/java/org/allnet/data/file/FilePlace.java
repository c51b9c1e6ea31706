package org.allnet.data.file;

import java.nio.file.Path;
import org.allnet.data.InputException;

/**
 * A place in a file, for failures.
 *
 * @param file the file, or the name that it is known by
 * @param line the line, from 1; 0 if the file as a whole is meant
 */
public record FilePlace(String file, long line) {

  /**
   * Returns a file as a whole.
   *
   * @param file the file
   */
  public static FilePlace of(Path file) {
    return new FilePlace(file.toString(), 0);
  }

  /**
   * Returns a line of a file.
   *
   * @param file the file
   * @param line the line, from 1
   */
  public static FilePlace at(Path file, long line) {
    return new FilePlace(file.toString(), line);
  }

  /**
   * Returns the failure of what is at this place.
   *
   * @param what what is wrong and what to do
   * @return the failure; it carries the file and the line, and its message begins with them
   */
  public InputException failure(String what) {
    return line > 0 ? InputException.at(file, line, what) : InputException.in(file, what);
  }
}
