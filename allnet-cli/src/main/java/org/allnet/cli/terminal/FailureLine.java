package org.allnet.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.regex.Pattern;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.JavaMemory;

/**
 * A failure of any kind as one line for a person: one that the program foresees in its own words,
 * the tensor engine's without its list of C++ frames, anything else without the names of classes.
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
   * @return what is wrong and, if it is known, what to do; without a line break
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
          + "); use smaller images, a smaller batch or fewer files, or "
          + CommandLineWording.TYPED.memory(
              JavaMemory.ofHeap(2 * Runtime.getRuntime().maxMemory()));
    }
    return "unexpected failure, a fault of ALLNet: "
        + ForeignFailure.words(failure)
        + "; run again with --verbose to see where";
  }

  private static String of(IOException failure) {
    String words = ForeignFailure.words(failure);
    return failure instanceof FileSystemException system
        ? system.getFile() + ": " + words
        : "reading or writing failed: " + words;
  }

  /**
   * Returns what a failure says of itself.
   *
   * @param failure what was thrown
   * @return its message in one line, without characters that a terminal would obey
   */
  public static String message(Throwable failure) {
    String message =
        failure instanceof AllNetException known
            ? known.sentence().in(CommandLineWording.TYPED)
            : failure.getMessage();
    if (message == null || message.isBlank()) {
      return ForeignFailure.words(failure);
    }
    return PrintableText.of(
        FRAMES.matcher(message).replaceFirst("").strip().replaceAll("\\s*\\R\\s*", " "));
  }
}
