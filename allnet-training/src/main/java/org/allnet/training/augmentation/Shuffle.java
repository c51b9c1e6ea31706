package org.allnet.training.augmentation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Puts a list into random order. */
final class Shuffle {

  private Shuffle() {}

  /**
   * Shuffles a copy (Fisher-Yates).
   *
   * @param items the items
   * @param random where the order comes from
   * @param <T> their type
   * @return a new list
   */
  static <T> List<T> of(List<T> items, SplittableRandom random) {
    List<T> shuffled = new ArrayList<>(items);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }
}
