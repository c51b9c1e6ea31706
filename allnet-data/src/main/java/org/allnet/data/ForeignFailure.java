package org.allnet.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words for failures of Java and of libraries, whose own messages are made for programmers. */
public final class ForeignFailure {

  /** A class with its package, or a failure by its class alone. */
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "\\b(class )?([\\p{Ll}_][\\w$]*[./])+\\p{Lu}[\\w$]*:?|\\b\\p{Lu}\\w*(Exception|Error)\\b:?");

  private ForeignFailure() {}

  /**
   * Returns what went wrong for somebody who doesn't know Java.
   *
   * @param failure what was thrown; a failure of ALLNet has its own words
   * @return part of a sentence, without names of classes, paths and line breaks
   */
  public static String words(Throwable failure) {
    if (failure instanceof AllNetException known) {
      return String.valueOf(known.getMessage());
    }
    if (failure instanceof UncheckedIOException && failure.getCause() != null) {
      return words(failure.getCause());
    }
    if (failure instanceof FileSystemException system) {
      return ofFiles(system);
    }
    if (failure instanceof EOFException) {
      return "it ends too early";
    }
    if (failure instanceof ClosedByInterruptException) {
      return "it was interrupted";
    }
    if (failure instanceof CharacterCodingException) {
      return "it is no UTF-8 text";
    }
    String message = failure.getMessage();
    String first = message == null ? "" : message.lines().map(String::strip).findFirst().orElse("");
    boolean ofIo = failure instanceof IOException;
    if (first.isEmpty() || CLASS_NAME.matcher(first).find() || isSlip(failure)) {
      String cause = ofIo && failure.getCause() != null ? words(failure.getCause()) : "";
      return !cause.isEmpty() ? cause : ofIo ? "reading failed" : "its parts don't fit together";
    }
    return first;
  }

  /** A reader's slip on content that it didn't expect; its message is about the reader. */
  private static boolean isSlip(Throwable failure) {
    return failure instanceof ClassCastException
        || failure instanceof IndexOutOfBoundsException
        || failure instanceof NullPointerException
        || failure instanceof NegativeArraySizeException
        || failure instanceof ArithmeticException;
  }

  private static String ofFiles(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "there is something of that name";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (failure instanceof FileSystemLoopException) {
      return "a link leads to a folder that it is in";
    }
    String reason = failure.getReason();
    return reason == null ? "the system refused it" : reason.toLowerCase(Locale.ROOT);
  }
}
