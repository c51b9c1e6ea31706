package org.allnet.benchmark.service;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a measurement runs on, in words. */
final class BenchMachine {

  private BenchMachine() {}

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  static String words() {
    return "%s %s, %d cores, Java %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            cores(),
            System.getProperty("java.version"));
  }

  /** {@return how many threads wanted to run in the last minute, on average} */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /**
   * Says what the machine had to do.
   *
   * @param before its load when the measurement began
   */
  static String loads(double before) {
    return "load average %.1f before and %.1f after, on %d cores; figures are worth something on a quiet machine alone"
        .formatted(before, load(), cores());
  }

  /**
   * Says what model is asked.
   *
   * @param file its file, absent for one without training
   * @param inputSize side of that network's input in pixels
   * @param width factor on its channel counts
   */
  static String model(@Nullable Path file, int inputSize, double width) {
    return file == null
        ? "an untrained network, input %d, width %s".formatted(inputSize, width)
        : file.toString();
  }
}
