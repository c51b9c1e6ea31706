package org.allnet.training.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/** One process's hold on a run's folder, by a lock that ends with the process. */
final class RunLock implements AutoCloseable {

  private final Path folder;
  private final FileChannel file;
  private final FileLock lock;

  private RunLock(Path folder, FileChannel file, FileLock lock) {
    this.folder = folder;
    this.file = file;
    this.lock = lock;
  }

  /**
   * Takes hold of a folder.
   *
   * @param folder the run's folder
   * @return the hold on it
   * @throws InputException if another process has it, or the folder can't be written
   */
  static RunLock of(Path folder) {
    try {
      // Copies of a run may lack the folder, which is empty when a run is finished.
      Path state = Files.createDirectories(folder.resolve("state"));
      FileChannel channel =
          FileChannel.open(
              state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw held(folder, null);
      }
      return new RunLock(folder, channel, lock);
    } catch (OverlappingFileLockException e) {
      throw held(folder, e);
    } catch (IOException e) {
      throw InputException.in(
          folder, "can't be written (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }

  private static InputException held(Path folder, @Nullable Exception cause) {
    return InputException.in(
        folder, "another process works on this run; wait for it or stop it", cause);
  }

  @Override
  public void close() {
    if (!file.isOpen()) {
      return;
    }
    try {
      lock.release();
      file.close();
    } catch (IOException e) {
      throw InputException.in(folder, "can't be let go (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
