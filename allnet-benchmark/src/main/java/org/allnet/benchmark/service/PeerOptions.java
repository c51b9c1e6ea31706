package org.allnet.benchmark.service;

import java.nio.file.Path;
import java.time.Duration;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a service beside other services.
 *
 * @param model the classifier that answers, absent for one of ALLNet's networks without training
 * @param inputSize side of that network's input in pixels, 27 to 1024
 * @param width factor on its channel counts, above 0 to 4
 * @param folder from which the others are run
 * @param rounds how often all take their turn, from 1
 * @param one how long a turn with one client lasts
 * @param several how long a turn with 16 or 64 clients lasts
 */
public record PeerOptions(
    @Nullable Path model,
    int inputSize,
    double width,
    Path folder,
    int rounds,
    Duration one,
    Duration several) {

  /**
   * Refuses what can't be measured.
   *
   * @throws OptionException if {@code inputSize} is not 27 to 1024
   * @throws IllegalArgumentException if {@code rounds} is below 1
   */
  public PeerOptions {
    if (inputSize < 27 || inputSize > 1024) {
      throw OptionException.outOfRange(OptionName.INPUT_SIZE.with(inputSize), "27 to 1024 pixels");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException(rounds + " rounds");
    }
  }

  /**
   * Returns the usual options.
   *
   * @param model the classifier that answers, absent for one without training
   * @param inputSize side of that network's input in pixels
   * @param width factor on its channel counts
   * @param folder from which the others are run
   * @param quick whether a look is enough
   * @throws OptionException if {@code inputSize} is not 27 to 1024
   */
  public static PeerOptions of(
      @Nullable Path model, int inputSize, double width, Path folder, boolean quick) {
    return quick
        ? new PeerOptions(
            model, inputSize, width, folder, 1, Duration.ofSeconds(4), Duration.ofSeconds(8))
        : new PeerOptions(
            model, inputSize, width, folder, 3, Duration.ofSeconds(6), Duration.ofSeconds(20));
  }
}
