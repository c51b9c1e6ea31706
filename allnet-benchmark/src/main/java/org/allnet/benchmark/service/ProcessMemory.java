package org.allnet.benchmark.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The physical memory that a process has at the moment, as Linux counts it. */
final class ProcessMemory {

  private static final String NOW = "VmRSS:";

  private ProcessMemory() {}

  /**
   * Asks the system.
   *
   * @param process its id
   * @return bytes; 0 if the process is gone or the system does not say
   */
  static long resident(long process) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
          .filter(line -> line.startsWith(NOW))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
