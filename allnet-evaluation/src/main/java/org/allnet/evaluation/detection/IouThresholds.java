package org.allnet.evaluation.detection;

import java.util.Arrays;

/** By how much a found box must overlap a labelled one. */
final class IouThresholds {

  /** COCO's number of thresholds, from .5 to .95. */
  static final int COUNT = 10;

  /** Where .5 is. */
  static final int HALF = 0;

  /** Where .75 is. */
  static final int THREE_QUARTERS = 5;

  private static final double FIRST = 0.5;
  private static final double LAST = 0.95;

  private IouThresholds() {}

  /**
   * Returns COCO's ten thresholds as the reference computes them, by {@code linspace}: the ninth is
   * .8999999999999999, so a box of IoU .9 reaches it even if rounding takes its last bit.
   *
   * @return a new array, ascending
   */
  static double[] coco() {
    double step = (LAST - FIRST) / (COUNT - 1);
    double[] thresholds = new double[COUNT];
    Arrays.setAll(thresholds, i -> i * step + FIRST);
    thresholds[COUNT - 1] = LAST;
    return thresholds;
  }
}
