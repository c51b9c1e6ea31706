package org.allnet.benchmark.service;

import java.nio.file.Path;
import java.time.Duration;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a service.
 *
 * @param model the classifier that answers, absent for one of ALLNet's networks without training
 * @param inputSize side of that network's input in pixels, 27 to 1024
 * @param width factor on its channel counts, above 0 to 4
 * @param warming how long each is asked one by one before anything is measured, and as long many at
 *     once
 * @param each how long each load lasts
 * @param open how long the load of three times the capacity lasts
 * @param cells how many cells the case has whose gallery is asked for, from 100
 * @param repeats how often an upload, a judgement and a page of a gallery are measured, from 1
 */
public record ServiceBenchmarkOptions(
    @Nullable Path model,
    int inputSize,
    double width,
    Duration warming,
    Duration each,
    Duration open,
    int cells,
    int repeats) {

  /** How long the load of three times the capacity has to last for the goal. */
  private static final Duration WHOLE = Duration.ofSeconds(60);

  /** And how many cells the case has to have. */
  private static final int MANY_CELLS = 100_000;

  /**
   * Refuses what can't be measured.
   *
   * @throws OptionException if {@code inputSize} is not 27 to 1024
   * @throws IllegalArgumentException if {@code cells} is below 100 or {@code repeats} below 1
   */
  public ServiceBenchmarkOptions {
    if (inputSize < 27 || inputSize > 1024) {
      throw OptionException.outOfRange(OptionName.INPUT_SIZE.with(inputSize), "27 to 1024 pixels");
    }
    if (cells < 100 || repeats < 1) {
      throw new IllegalArgumentException(cells + " cells, " + repeats + " times");
    }
  }

  /** Whether it is as long and as large as the goals ask for. */
  boolean isWhole() {
    return cells >= MANY_CELLS && open.compareTo(WHOLE) >= 0;
  }

  /**
   * Returns the usual options.
   *
   * @param model the classifier that answers, absent for one without training
   * @param inputSize side of that network's input in pixels
   * @param width factor on its channel counts
   * @param quick whether a look is enough
   * @throws OptionException if {@code inputSize} is not 27 to 1024
   */
  public static ServiceBenchmarkOptions of(
      @Nullable Path model, int inputSize, double width, boolean quick) {
    return quick
        ? new ServiceBenchmarkOptions(
            model,
            inputSize,
            width,
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            Duration.ofSeconds(10),
            5_000,
            12)
        : new ServiceBenchmarkOptions(
            model,
            inputSize,
            width,
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            WHOLE,
            MANY_CELLS,
            100);
  }
}
