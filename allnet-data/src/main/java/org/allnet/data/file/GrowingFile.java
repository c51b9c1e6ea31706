package org.allnet.data.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;

/**
 * A file that grows at its end while work is done, so that what is finished is not lost. It is
 * locked, since two processes that write it would mix what they have finished. Not for several
 * threads.
 */
public final class GrowingFile implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private GrowingFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens a file, or makes it with its folder.
   *
   * @param path where it is
   * @param kept how many of its bytes are kept; what is behind them is cut off
   * @return the file; the caller closes it
   * @throws RunException if it can't be written, or another process writes it
   */
  public static GrowingFile open(Path path, long kept) {
    FileChannel channel;
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    } catch (IOException e) {
      throw unwritten(path, e);
    }
    GrowingFile file = new GrowingFile(path, channel);
    if (isOfAnotherProcess(channel)) {
      file.close();
      throw RunException.in(
          path,
          "is being written by another process; wait until it has ended, or name another file");
    }
    try {
      channel.truncate(kept).position(kept);
      return file;
    } catch (IOException e) {
      file.close();
      throw unwritten(path, e);
    }
  }

  private static boolean isOfAnotherProcess(FileChannel channel) {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return false; // this process has it, from work that ended early
    } catch (IOException e) {
      return false; // the file system has no locks
    }
  }

  /**
   * Writes at its end.
   *
   * @param bytes what to write
   * @throws RunException if it can't be written
   */
  public void append(byte[] bytes) {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      while (left.hasRemaining()) {
        channel.write(left);
      }
    } catch (IOException e) {
      throw unwritten(path, e);
    }
  }

  /**
   * Waits until all of it is on the disk.
   *
   * @throws RunException if it can't be written
   */
  public void force() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw unwritten(path, e);
    }
  }

  /**
   * Closes the file.
   *
   * @throws RunException if it can't be written
   */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unwritten(path, e);
    }
  }

  /**
   * Returns what is said of a file that can't be written.
   *
   * @param path the file
   * @param cause why
   */
  public static RunException unwritten(Path path, IOException cause) {
    return RunException.in(
        path,
        "can't be written (" + ForeignFailure.words(cause) + "); check its folder and rights",
        cause);
  }
}
