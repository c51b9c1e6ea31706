package org.allnet.data.broken;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Breaks no wall: what {@link DrawsByChance} does, with a seed. */
public final class DrawsBySeed {

  private DrawsBySeed() {}

  /** Returns a number. */
  public static int number(long seed) {
    return new SplittableRandom(seed).nextInt();
  }

  /** Mixes cells. */
  public static void shuffle(List<String> cells, long seed) {
    Collections.shuffle(cells, new Random(seed));
  }
}
