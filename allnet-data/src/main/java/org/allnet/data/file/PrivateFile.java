package org.allnet.data.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;

/**
 * A small file that its owner alone may read, such as a key, and that is made once. It is whole and
 * on the disk, or it is not there, whenever its writer is killed. If several processes make it at
 * once, that of the first one counts for all.
 */
public final class PrivateFile {

  private PrivateFile() {}

  /**
   * Writes a file, unless there is one.
   *
   * @param file its folder is made if it is missing
   * @param text its content
   * @throws RunException if it can't be written
   */
  public static void writeIfMissing(Path file, String text) {
    Path target = file.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      return;
    }
    Path whole = AtomicFile.temporary(target);
    try {
      Path folder = whole.getParent();
      if (folder == null) {
        throw new IOException("it is no file name");
      }
      Files.createDirectories(folder);
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      try {
        write(whole, text, posix);
        name(whole, target);
      } finally {
        Files.deleteIfExists(whole);
      }
      if (posix) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
          names.force(true);
        }
      }
    } catch (IOException e) {
      throw RunException.in(file, "can't be written (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private static void write(Path whole, String text, boolean posix) throws IOException {
    FileAttribute<?>[] rights =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            whole, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), rights)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** A link is refused if the name is there, which no way to rename a file is. */
  private static void name(Path whole, Path target) throws IOException {
    try {
      Files.createLink(target, whole);
    } catch (FileAlreadyExistsException e) {
      return; // the other one's counts
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(whole, target); // a disk that knows no links
    }
  }
}
