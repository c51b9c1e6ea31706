package org.allnet.inference.engine.device;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file that keeps processes apart until it is closed. If the file can't be written or
 * its file system knows no locks there is no lock: then nothing can be unpacked beside it, or the
 * processes are as safe as without it.
 */
final class EngineLock implements AutoCloseable {

  private final @Nullable FileChannel channel;

  private EngineLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file the file, which is made if it is not there
   * @param shared whether others may hold it at the same time, if they share it too
   * @return the lock; closing it releases it
   * @throws FileLockInterruptionException if the thread is interrupted while it waits
   */
  static EngineLock take(Path file, boolean shared) throws FileLockInterruptionException {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      // The channel holds its lock until it is closed.
      channel.lock(0, Long.MAX_VALUE, shared);
      return new EngineLock(channel);
    } catch (FileLockInterruptionException e) {
      new EngineLock(channel).close();
      throw e;
    } catch (IOException | OverlappingFileLockException e) {
      // Another class loader of this process may hold it: JavaCPP is then its to lock.
      System.getLogger(EngineLibraries.LOG)
          .log(Level.DEBUG, "the tensor engine is loaded without its lock " + file, e);
      new EngineLock(channel).close();
      return new EngineLock(null);
    }
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written, and the end of the process releases the lock.
      }
    }
  }
}
