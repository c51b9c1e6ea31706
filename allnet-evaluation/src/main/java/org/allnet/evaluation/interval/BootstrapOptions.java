package org.allnet.evaluation.interval;

import org.allnet.data.OptionException;
import org.allnet.data.OptionName;

/**
 * How to resample.
 *
 * @param resamples how many samples are drawn, 100 to 1,000,000
 * @param seed of the generator; the same seed gives the same intervals on any number of threads
 * @param threads how many threads work, at least 1
 */
public record BootstrapOptions(int resamples, long seed, int threads) {

  /** 2,000 resamples, seed 1, all processors. */
  public static final BootstrapOptions DEFAULTS =
      new BootstrapOptions(2_000, 1, Runtime.getRuntime().availableProcessors());

  /**
   * Checks resamples and threads.
   *
   * @throws OptionException if {@code resamples} is not 100 to 1,000,000, or {@code threads} is
   *     below 1
   */
  public BootstrapOptions {
    if (resamples < 100 || resamples > 1_000_000) {
      throw OptionException.ofSetting(
          "resamples",
          resamples,
          "resamples: " + resamples + "; give a number from 100 to 1000000");
    }
    if (threads < 1) {
      throw OptionException.outOfRange(OptionName.THREADS.with(threads), "1 or more");
    }
  }
}
