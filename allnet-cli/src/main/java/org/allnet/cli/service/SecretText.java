package org.allnet.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/** A secret from a file or the environment: the command line is for everybody to read. */
final class SecretText {

  private SecretText() {}

  /**
   * Returns a secret.
   *
   * @param file whose first line it is, if there is one
   * @param variable what has it otherwise
   * @return empty text if neither has one
   * @throws InputException if the file can't be read
   */
  static String of(@Nullable Path file, String variable) {
    if (file == null) {
      return Optional.ofNullable(System.getenv(variable)).orElse("");
    }
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new InputException(
          "%s: can't be read (%s)".formatted(file, ForeignFailure.words(e)), e);
    }
  }
}
