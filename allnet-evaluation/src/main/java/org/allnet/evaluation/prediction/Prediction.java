package org.allnet.evaluation.prediction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a system said of one image.
 *
 * @param image the image's name
 * @param subject the person it was taken from, absent where unknown
 * @param label the true class, an index into the classes of {@link Predictions}; -1 where unknown
 * @param fold the fold or instance that made it ({@code holdout-3}, {@code fold-1}), absent where
 *     unknown
 * @param probabilities a probability for each class, in [0,1], summing to 1
 */
public record Prediction(
    String image,
    @Nullable String subject,
    int label,
    @Nullable String fold,
    List<Double> probabilities) {

  /** Copies. */
  public Prediction {
    probabilities = List.copyOf(probabilities);
  }

  /** {@return the index of the most probable class, the first of equals} */
  public int called() {
    int best = 0;
    for (int i = 1; i < probabilities.size(); i++) {
      if (probabilities.get(i) > probabilities.get(best)) {
        best = i;
      }
    }
    return best;
  }
}
