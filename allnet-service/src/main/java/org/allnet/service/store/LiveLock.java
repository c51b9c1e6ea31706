package org.allnet.service.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether somebody has a database file open, also if its connections are idle and closed:
 * each process that has holds a shared lock on a file beside it, and whoever replaces the database
 * needs the lock alone. Systems without locks of files can't tell.
 */
final class LiveLock implements AutoCloseable {

  /** The locks of this process, which has one for each file however often it opened it. */
  private static final Map<Path, Shared> HELD = new HashMap<>();

  private static final class Shared {
    private final FileChannel channel;
    private int users = 1;

    Shared(FileChannel channel) {
      this.channel = channel;
    }
  }

  private final Path file;

  private LiveLock(Path file) {
    this.file = file;
  }

  /** The file whose lock tells that a database is open. */
  static Path beside(Path database) {
    Path file = database.toAbsolutePath().normalize();
    return file.resolveSibling(file.getFileName() + "-live");
  }

  /**
   * Says that a database is open, until this is closed.
   *
   * @throws InputException if somebody is replacing it
   */
  static LiveLock share(Path database) {
    Path file = beside(database);
    synchronized (HELD) {
      Shared held = HELD.get(file);
      if (held != null) {
        held.users++;
        return new LiveLock(file);
      }
      try {
        FileChannel channel = open(file);
        if (locked(channel, true) == null) {
          channel.close();
          throw InputException.in(database, "is being replaced; wait until that is done");
        }
        HELD.put(file, new Shared(channel));
      } catch (IOException e) {
        return new LiveLock(file); // there are no locks here
      }
      return new LiveLock(file);
    }
  }

  /**
   * Does something while nobody has a database open.
   *
   * @throws InputException if somebody has
   * @throws IOException if {@code work} does
   */
  static void alone(Path database, Work work) throws IOException {
    Path file = beside(database);
    synchronized (HELD) {
      if (HELD.containsKey(file)) {
        throw live(database);
      }
      try (FileChannel channel = open(file)) {
        if (locked(channel, false) == null) {
          throw live(database);
        }
        work.run();
      }
    }
  }

  /** What is done alone. */
  interface Work {
    void run() throws IOException;
  }

  private static InputException live(Path database) {
    return InputException.in(database, "is in use by a service; stop the service first");
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock locked(FileChannel channel, boolean shared) throws IOException {
    return channel.tryLock(0, Long.MAX_VALUE, shared);
  }

  @Override
  public void close() {
    synchronized (HELD) {
      Shared held = HELD.get(file);
      if (held != null && --held.users == 0) {
        HELD.remove(file);
        try {
          held.channel.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
