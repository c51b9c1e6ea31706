package org.allnet.data.synthetic;

import java.util.Random;

/**
 * What the cells of one painted person have in common: stain, light and size.
 *
 * @param blast whether the cells are blasts
 * @param size factor on the cells' radius
 * @param light factor on all colours
 * @param red factor on red
 * @param blue factor on blue
 */
record SyntheticSubject(boolean blast, double size, double light, double red, double blue) {

  static SyntheticSubject draw(boolean blast, Random random) {
    return new SyntheticSubject(
        blast,
        1 + 0.07 * clipped(random),
        1 + 0.09 * clipped(random),
        1 + 0.05 * clipped(random),
        1 + 0.04 * clipped(random));
  }

  /** A normal deviate, at most 2 from 0. */
  static double clipped(Random random) {
    return Math.max(-2, Math.min(2, random.nextGaussian()));
  }
}
