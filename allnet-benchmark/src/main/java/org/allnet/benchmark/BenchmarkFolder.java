package org.allnet.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder that workers share, which goes with the measurement, also if the process is stopped.
 */
public final class BenchmarkFolder implements AutoCloseable {

  private final Path path;
  private final Thread stopped;

  private BenchmarkFolder(Path path) {
    this.path = path;
    this.stopped = new Thread(this::delete);
    Runtime.getRuntime().addShutdownHook(stopped);
  }

  /**
   * Makes an empty folder.
   *
   * @return the folder, which the caller closes
   * @throws UncheckedIOException if there is no room for it
   */
  public static BenchmarkFolder create() {
    try {
      return new BenchmarkFolder(Files.createTempDirectory("allnet-bench"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return where it is} */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(stopped);
    delete();
  }

  /** Workers that are just ending may still write there: what is in the way is left. */
  private void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
