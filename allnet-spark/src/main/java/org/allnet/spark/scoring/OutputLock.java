package org.allnet.spark.scoring;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * One program's hold on a folder of answers. On disks the system lets go of it when the program
 * ends, however it ends; a file is left that says nothing. Other storage has no such locks: there a
 * file says who holds the folder, and stays if the program dies.
 */
final class OutputLock implements AutoCloseable {

  /** The name of the file. */
  static final String FILE = "_lock";

  /**
   * Places that this process holds. It must not open such a file again: as it closes it, the system
   * takes the lock away.
   */
  private static final Set<java.nio.file.Path> HELD = ConcurrentHashMap.newKeySet();

  private static final System.Logger LOG = System.getLogger("org.allnet.spark");

  private final FileSystem files;
  private final Path file;
  private final boolean made;
  private final @Nullable FileChannel channel;

  private OutputLock(FileSystem files, Path file, boolean made, @Nullable FileChannel channel) {
    this.files = files;
    this.file = file;
    this.made = made;
    this.channel = channel;
  }

  /**
   * Takes hold of a folder, which is made if it is not there.
   *
   * @throws InputException if another program has it, or it can't be written
   */
  static OutputLock of(Configuration hadoop, Path out) {
    try {
      FileSystem files = out.getFileSystem(hadoop);
      Path file = new Path(files.makeQualified(out), FILE);
      boolean made = !files.exists(out);
      files.mkdirs(out);
      return "file".equals(files.getUri().getScheme())
          ? new OutputLock(files, file, made, onDisk(out, file))
          : onStorage(files, out, file, made);
    } catch (IOException e) {
      throw InputException.in(
          out.toString(), "can't be written (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private static FileChannel onDisk(Path out, Path file) throws IOException {
    java.nio.file.Path place = java.nio.file.Path.of(file.toUri().getPath());
    if (!HELD.add(place)) {
      throw InputException.in(
          out.toString(), "this program writes answers there already; wait for it");
    }
    boolean held = false;
    try {
      FileChannel channel =
          FileChannel.open(
              place, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw InputException.in(
            out.toString(),
            "another program writes answers there (%s); wait for it or stop it"
                .formatted(Files.readString(place).strip()));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder().getBytes(StandardCharsets.UTF_8)));
      held = true;
      return channel;
    } finally {
      if (!held) {
        HELD.remove(place);
      }
    }
  }

  private static OutputLock onStorage(FileSystem files, Path out, Path file, boolean made)
      throws IOException {
    try (var to = files.create(file, false)) {
      to.write(holder().getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      throw held(files, out, file, e);
    } catch (IOException e) {
      if (files.exists(file)) {
        throw held(files, out, file, e);
      }
      throw e;
    }
    return new OutputLock(files, file, made, null);
  }

  private static InputException held(FileSystem files, Path out, Path file, IOException cause)
      throws IOException {
    String holder;
    try (var in = files.open(file)) {
      holder = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    return InputException.in(
        out.toString(),
        "another program writes answers there, or died (%s); if it no longer runs, delete %s"
            .formatted(holder, file),
        cause);
  }

  private static String holder() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      host = "unknown host";
    }
    return "process %d on %s since %s"
        .formatted(
            ProcessHandle.current().pid(), host, Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Lets go of the folder. If nothing came of it, a folder that was made for it is deleted. */
  @Override
  public void close() {
    try {
      if (channel == null) {
        files.delete(file, false);
      }
      if (made && files.listStatus(file.getParent()).length <= (channel == null ? 0 : 1)) {
        files.delete(file.getParent(), true);
      } else if (channel != null) {
        // The file stays: another program may have opened it already and wait for its lock.
        channel.truncate(0);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, file + ": stays", e);
    } finally {
      letGo();
    }
  }

  private void letGo() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, file + ": can't be closed", e);
    }
    HELD.remove(java.nio.file.Path.of(file.toUri().getPath()));
  }
}
