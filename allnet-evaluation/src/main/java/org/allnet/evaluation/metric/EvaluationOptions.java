package org.allnet.evaluation.metric;

import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.jspecify.annotations.Nullable;

/**
 * How probabilities are turned into predicted classes.
 *
 * @param threshold with two classes: an image is predicted positive if P(positive) is at least
 *     this, in [0,1]; absent for the most probable class, the first of equals
 */
public record EvaluationOptions(@Nullable Double threshold) {

  /** The most probable class is predicted. */
  public static final EvaluationOptions DEFAULTS = new EvaluationOptions(null);

  /**
   * Checks the threshold.
   *
   * @throws OptionException if it is there and not in [0,1]
   */
  public EvaluationOptions {
    if (threshold != null) {
      requireThreshold(threshold);
    }
  }

  /**
   * Refuses a threshold that is no probability.
   *
   * @param threshold the number
   * @throws OptionException if it is not in [0,1]
   */
  public static void requireThreshold(double threshold) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw OptionException.outOfRange(OptionName.THRESHOLD.with(threshold), "0 to 1");
    }
  }
}
