package org.allnet.benchmark.cluster;

import java.nio.file.Path;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a cluster.
 *
 * @param model the classifier that answers, absent for one of ALLNet's networks without training
 * @param inputSize side of that network's input in pixels, 27 to 1024
 * @param width factor on its channel counts, above 0 to 4
 * @param cells how many cells a turn has, from 16
 * @param turns how many turns cluster and classifier take, from 1
 */
public record ClusterBenchmarkOptions(
    @Nullable Path model, int inputSize, double width, int cells, int turns) {

  /** The cells of the goal. */
  static final int GOAL_CELLS = 2000;

  /**
   * Refuses what can't be measured.
   *
   * @throws OptionException if {@code inputSize} is not 27 to 1024
   * @throws IllegalArgumentException if {@code cells} is below 16 or {@code turns} below 1
   */
  public ClusterBenchmarkOptions {
    if (inputSize < 27 || inputSize > 1024) {
      throw OptionException.outOfRange(OptionName.INPUT_SIZE.with(inputSize), "27 to 1024 pixels");
    }
    if (cells < 16 || turns < 1) {
      throw new IllegalArgumentException(cells + " cells, " + turns + " turns");
    }
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
  public static ClusterBenchmarkOptions of(
      @Nullable Path model, int inputSize, double width, boolean quick) {
    return new ClusterBenchmarkOptions(
        model, inputSize, width, quick ? 256 : GOAL_CELLS, quick ? 2 : 3);
  }
}
