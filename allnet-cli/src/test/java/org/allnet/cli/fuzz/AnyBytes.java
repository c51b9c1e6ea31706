package org.allnet.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.allnet.cli.terminal.FailureLine;
import org.allnet.data.AllNetException;

/**
 * Reads any bytes: they give a value or a failure of ALLNet in one clear line, soon and with little
 * memory. Any other failure goes through to the fuzzer.
 */
final class AnyBytes {

  /** Much more than any input of a fuzzer needs; of processor time, as machines may be busy. */
  private static final long MOST_SECONDS = 20;

  /** Taken from first to last. */
  private static final long MOST_MEBIBYTES = 256;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AnyBytes() {}

  /**
   * Reads bytes.
   *
   * @param bytes what is read
   * @param reader takes the bytes
   */
  static void check(byte[] bytes, Consumer<byte[]> reader) {
    long start = THREADS.getCurrentThreadCpuTime();
    long mebibytes = read(bytes, reader);
    assertThat(TimeUnit.NANOSECONDS.toSeconds(THREADS.getCurrentThreadCpuTime() - start))
        .as("seconds of processor time")
        .isLessThan(MOST_SECONDS);
    // A fuzzer's own work on classes that are new to it takes as much, but not twice.
    assertThat(mebibytes < MOST_MEBIBYTES ? mebibytes : read(bytes, reader))
        .as("mebibytes")
        .isLessThan(MOST_MEBIBYTES);
  }

  private static long read(byte[] bytes, Consumer<byte[]> reader) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reader.accept(bytes);
    } catch (AllNetException e) {
      assertThat(FailureLine.of(e)).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) >> 20;
  }

  /**
   * Reads a file of the bytes.
   *
   * @param bytes its content
   * @param ending of its name, with the dot
   * @param reader takes the file
   */
  static void checkFile(byte[] bytes, String ending, Consumer<Path> reader) {
    try {
      Path file = Files.createTempFile("allnet-fuzz", ending);
      try {
        Files.write(file, bytes);
        check(bytes, content -> reader.accept(file));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a file's writer makes, as bytes. */
  static byte[] written(String ending, Consumer<Path> writer) {
    try {
      Path folder = Files.createTempDirectory("allnet-fuzz");
      Path file = folder.resolve("seed" + ending);
      try {
        writer.accept(file);
        return Files.readAllBytes(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
