package org.allnet.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.allnet.data.AllNetException;

/**
 * A failure of any kind as one line for a person: one that the program foresees in its own words,
 * the tensor engine's without its list of C++ frames, anything else by its name.
 */
public final class FailureLine {

  /** What the tensor engine puts between its message and the frames of its stack. */
  private static final Pattern FRAMES =
      Pattern.compile(
          "\\s*(Exception raised from|C\\+\\+ CapturedTraceback|frame #0).*", Pattern.DOTALL);

  private static final Pattern NO_MEMORY =
      Pattern.compile("(?i)(can't|cannot|tried to) allocate|out of memory|bad_alloc");

  private FailureLine() {}

  /**
   * Returns the line.
   *
   * @param failure what was thrown
   * @return what is wrong and, where it is known, what to do; without a line break
   */
  public static String of(Throwable failure) {
    if (failure instanceof AllNetException) {
      return message(failure);
    }
    if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return of(unchecked.getCause());
    }
    if (failure instanceof IOException io) {
      return of(io);
    }
    String said = message(failure);
    if (failure instanceof OutOfMemoryError || NO_MEMORY.matcher(said).find()) {
      return "out of memory ("
          + said
          + "); use smaller images, a smaller batch or fewer files, or give Java more with"
          + " ALLNET_JAVA_OPTS=-Xmx8g";
    }
    return "unexpected failure: "
        + failure.getClass().getSimpleName()
        + ": "
        + said
        + "; run again with --verbose to see where";
  }

  private static String of(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getFile() + ": " + system.getReason().toLowerCase(Locale.ROOT);
    }
    return "reading or writing failed: " + message(failure);
  }

  /**
   * Returns what a failure says of itself.
   *
   * @param failure what was thrown
   * @return its message in one line, else the name of its class
   */
  public static String message(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    return FRAMES.matcher(message).replaceFirst("").strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
