package org.allnet.data.seed;

import java.util.SplittableRandom;

/** Seeds of the parts of a run, each drawn from the run's seed and what the part is. */
public final class Seeds {

  private Seeds() {}

  /**
   * Mixes a seed.
   *
   * @param seed the run's
   * @param part what is drawn: fold model, epoch, batch, ...
   * @return a seed that differs for other parts
   */
  public static long of(long seed, long... part) {
    long mixed = new SplittableRandom(seed).nextLong();
    for (long number : part) {
      mixed = new SplittableRandom(mixed ^ (number * 0x9E3779B97F4A7C15L)).nextLong();
    }
    return mixed;
  }
}
