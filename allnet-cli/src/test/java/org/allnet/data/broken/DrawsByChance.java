package org.allnet.data.broken;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Breaks a wall: draws that no seed repeats, each of another kind. */
public final class DrawsByChance {

  private DrawsByChance() {}

  /** Returns a number. */
  public static double ofMath() {
    return Math.random();
  }

  /** Returns a number. */
  public static double ofStrictMath() {
    return StrictMath.random();
  }

  /** Returns a number. */
  public static int ofRandom() {
    return new Random().nextInt();
  }

  /** Returns a number. */
  public static int ofSplittableRandom() {
    return new SplittableRandom().nextInt();
  }

  /** Returns a number. */
  public static int ofThread() {
    return ThreadLocalRandom.current().nextInt();
  }

  /** Returns a number. */
  public static int ofGenerator() {
    return RandomGenerator.of("L64X128MixRandom").nextInt();
  }

  /** Returns a number. */
  public static int ofDefaultGenerator() {
    return RandomGenerator.getDefault().nextInt();
  }

  /** Mixes cells. */
  public static void shuffle(List<String> cells) {
    Collections.shuffle(cells);
  }
}
