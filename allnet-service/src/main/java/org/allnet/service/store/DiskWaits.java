package org.allnet.service.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Waits until files and folders are on the disk. Those of one call are waited for side by side: one
 * by one, the file system would write its journal for each of them, and everybody else who waits
 * for the disk would wait for that. Thread-safe.
 */
public final class DiskWaits {

  /** They wait for the disk and compute nothing. */
  private static final int THREADS = 8;

  private static final ThreadPoolExecutor WAITING =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> {
            Thread thread = new Thread(work, "allnet-disk");
            thread.setDaemon(true);
            return thread;
          });

  private final List<Future<?>> waits;
  private volatile boolean awaited;

  private DiskWaits(List<Future<?>> waits) {
    this.waits = List.copyOf(waits);
  }

  /** Starts the threads, which are as urgent as the first one that calls this. */
  static void start() {
    WAITING.prestartAllCoreThreads();
  }

  /**
   * Waits for files.
   *
   * @param files whose bytes have to be on the disk
   * @throws IOException if one is missing or can't be written, or if the thread is interrupted
   */
  public static void files(Collection<Path> files) throws IOException {
    begin(files, List.of()).await();
  }

  /**
   * Waits for the names in folders; some systems can't, and need not.
   *
   * @param folders whose names have to be on the disk
   * @throws IOException if one is missing or can't be written, or if the thread is interrupted
   */
  public static void folders(Collection<Path> folders) throws IOException {
    begin(List.of(), folders).await();
  }

  /** Begins to wait for files and for the names in folders. */
  static DiskWaits begin(Collection<Path> files, Collection<Path> folders) {
    List<Future<?>> waits = new ArrayList<>();
    files.forEach(file -> waits.add(begun(file, StandardOpenOption.WRITE)));
    for (Path folder : folders) {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        waits.add(begun(folder, StandardOpenOption.READ));
      }
    }
    return new DiskWaits(waits);
  }

  private static Future<?> begun(Path path, StandardOpenOption way) {
    return WAITING.submit(
        () -> {
          try (FileChannel channel = FileChannel.open(path, way)) {
            channel.force(true);
          }
          return null;
        });
  }

  /**
   * Waits for the end.
   *
   * @throws IOException if one is missing or can't be written, or if the thread is interrupted
   */
  void await() throws IOException {
    IOException first = null;
    for (Future<?> one : waits) {
      try {
        if (Thread.interrupted()) {
          throw new InterruptedException(); // else it would depend on how quick the disk is
        }
        one.get();
      } catch (ExecutionException e) {
        first = first == null ? failure(e) : first;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("was interrupted").initCause(e);
      }
    }
    if (first != null) {
      throw first;
    }
    awaited = true;
  }

  /** Whether somebody waited until all was on the disk. */
  boolean wasAwaited() {
    return awaited;
  }

  private static IOException failure(ExecutionException e) {
    return e.getCause() instanceof IOException own ? own : new IOException(e.getCause());
  }
}
