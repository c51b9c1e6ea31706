package org.allnet.benchmark.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most physical memory that a process has held, as Linux counts it. */
final class ResidentMemory {

  private static final String PEAK = "VmHWM:";

  private ResidentMemory() {}

  /**
   * Asks the system.
   *
   * @param process a process id, or {@code self}
   * @return bytes; 0 if the process is gone or the system does not say
   */
  static long peak(String process) {
    try {
      return Files.readAllLines(Path.of("/proc", process, "status")).stream()
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Starts to count anew for this process, if the system lets it. */
  static void forgetPeak() {
    try {
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    } catch (IOException e) {
      // Then the peak includes what loading took.
    }
  }
}
