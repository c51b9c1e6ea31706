package org.allnet.data.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;

/**
 * Writes a file whole or not at all: to a temporary file beside it, synced, then renamed. A link is
 * followed, so that the file it leads to is replaced and the link stays. What is no regular file,
 * such as a pipe or a device, is written into as it is.
 */
public final class AtomicFile {

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface WriterTo {
    /**
     * Writes everything; need neither flush nor close.
     *
     * @param out buffered
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private static final int MOST_LINKS = 40;

  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  /** Held while a file is begun, and by a process that is about to end. */
  private static final Object BEGINNING = new Object();

  private AtomicFile() {}

  /**
   * Writes a file, replacing one of that name.
   *
   * @param target the file; its folder is made if it is missing
   * @param body writes the content
   * @throws RunException if the file can't be written; an older one is then untouched
   */
  public static void write(Path target, WriterTo body) {
    try {
      if (isStream(target)) {
        // Not at the beginning: standard output may be a file with something in it.
        try (OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(
                    target, StandardOpenOption.WRITE, StandardOpenOption.APPEND))) {
          body.writeTo(out);
        }
      } else {
        replace(followed(target), body);
      }
    } catch (IOException e) {
      throw RunException.in(
          target,
          "can't be written ("
              + ForeignFailure.words(e)
              + "); check the folder, its rights and free space",
          e);
    }
  }

  /**
   * Returns whether writing to a target would replace a regular file, be it named or led to by a
   * link. A pipe or a device is meant to be written into.
   *
   * @param target the file to be written
   */
  public static boolean replaces(Path target) {
    return Files.isRegularFile(target) && !isStream(target);
  }

  /** Whether a target is a pipe, a device or an open file that goes by a name in {@code /dev}. */
  static boolean isStream(Path target) {
    boolean open = target.toAbsolutePath().normalize().toString().matches("/(dev|proc/[^/]+)/.*");
    return Files.exists(target)
        && !Files.isDirectory(target)
        && (!Files.isRegularFile(target) || (open && Files.isWritable(target) && isLink(target)));
  }

  private static boolean isLink(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    return Files.isSymbolicLink(target) || (folder != null && Files.isSymbolicLink(folder));
  }

  /** Where a link leads, whether or not a file is there yet. */
  static Path followed(Path target) throws IOException {
    Path at = target;
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST_LINKS) {
        throw new IOException("too many links lead to it");
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  /** A new name beside a file; not that of Files.createTempFile, which only its owner may read. */
  static Path temporary(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  private static void replace(Path target, WriterTo body) throws IOException {
    Path folder = target.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new IOException("it is no file name");
    }
    Files.createDirectories(folder);
    Path temporary = temporary(target.toAbsolutePath().normalize());
    try {
      try (FileChannel channel = begun(temporary)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        body.writeTo(out);
        out.flush();
        channel.force(true);
      }
      try {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException | RuntimeException | Error e) {
      delete(temporary, e);
      throw e;
    } finally {
      UNFINISHED.remove(temporary);
    }
  }

  private static FileChannel begun(Path temporary) throws IOException {
    synchronized (BEGINNING) {
      UNFINISHED.add(temporary);
      return FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }
  }

  /**
   * Deletes what was begun and isn't finished, for a process that is about to end at once. A file
   * that can't be deleted stays: nobody is left who could be told.
   *
   * @param end ends the process; no file is begun until it returns
   */
  public static void deleteUnfinished(Runnable end) {
    synchronized (BEGINNING) {
      for (Path temporary : UNFINISHED) {
        try {
          Files.deleteIfExists(temporary);
        } catch (IOException e) {
          System.getLogger("org.allnet.data.file")
              .log(Level.DEBUG, "{0}: is unfinished and can''t be deleted", temporary);
        }
      }
      end.run();
    }
  }

  /** What went wrong first is what is told, also if the unfinished file can't be deleted. */
  private static void delete(Path temporary, Throwable first) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      first.addSuppressed(e);
      System.getLogger("org.allnet.data.file")
          .log(Level.WARNING, "{0}: is unfinished and can''t be deleted; delete it", temporary);
    }
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @param target the file
   * @param text its content
   * @throws RunException if the file can't be written
   */
  public static void writeText(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
