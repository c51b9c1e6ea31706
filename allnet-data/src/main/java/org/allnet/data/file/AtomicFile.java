package org.allnet.data.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.allnet.data.RunException;

/** Writes a file whole or not at all: to a temporary file beside it, synced, then renamed. */
public final class AtomicFile {

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface WriterTo {
    /**
     * Writes everything; need neither flush nor close.
     *
     * @param out buffered
     * @throws IOException where writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes a file, replacing one of that name.
   *
   * @param target the file; its folder is made where it is missing
   * @param body writes the content
   * @throws RunException where the file can't be written; an older one is then untouched
   */
  public static void write(Path target, WriterTo body) {
    try {
      Path folder = target.toAbsolutePath().normalize().getParent();
      if (folder == null) {
        throw new IOException("it is no file name");
      }
      Files.createDirectories(folder);
      // Not Files.createTempFile, whose files only their owner may read.
      Path temporary =
          folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
      try {
        try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          body.writeTo(out);
          out.flush();
          channel.force(true);
        }
        try {
          Files.move(
              temporary,
              target,
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
          Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new RunException(
          target + ": can't be written (" + e + "); check the folder, its rights and free space",
          e);
    }
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @param target the file
   * @param text its content
   * @throws RunException where the file can't be written
   */
  public static void writeText(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
