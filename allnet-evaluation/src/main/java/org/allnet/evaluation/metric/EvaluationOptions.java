package org.allnet.evaluation.metric;

import java.util.OptionalDouble;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * How probabilities are turned into predicted classes.
 *
 * @param threshold with two classes: an image is predicted positive where P(positive) is at least
 *     this, in [0,1]; absent for the most probable class, the first of equals
 */
public record EvaluationOptions(@Nullable Double threshold) {

  /** The most probable class is predicted. */
  public static final EvaluationOptions DEFAULTS = new EvaluationOptions(null);

  /** Checks the range. */
  public EvaluationOptions {
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      throw new OptionException(
          OptionName.THRESHOLD.with(threshold),
          Sentence.text(
              "threshold: " + threshold + " is not a probability; give a number from 0 to 1"));
    }
  }

  /** {@return the threshold, empty where the most probable class is predicted} */
  public OptionalDouble thresholdIfGiven() {
    return threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold);
  }
}
