package org.allnet.service.work.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that somebody hands in.
 *
 * @param name what its sender calls it; shown to the sender alone, and kept if the project keeps
 *     names
 * @param content opens it
 */
public record IncomingFile(String name, Content content) {

  /** Opens a file's bytes. */
  @FunctionalInterface
  public interface Content {

    /**
     * Opens the bytes.
     *
     * @return from the first byte on; the caller closes it
     * @throws IOException if they can't be read
     */
    InputStream open() throws IOException;
  }

  /**
   * Returns a file of this machine.
   *
   * @param file which one
   */
  public static IncomingFile of(Path file) {
    return new IncomingFile(String.valueOf(file.getFileName()), () -> Files.newInputStream(file));
  }
}
