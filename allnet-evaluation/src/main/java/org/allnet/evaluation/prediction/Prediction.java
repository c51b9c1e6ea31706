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
 * @param origin where it comes from, which its figures have to say again
 * @param probabilities a probability for each class, in [0,1], summing to 1
 */
public record Prediction(
    String image,
    @Nullable String subject,
    int label,
    @Nullable String fold,
    Origin origin,
    List<Double> probabilities) {

  /** Copies. */
  public Prediction {
    probabilities = List.copyOf(probabilities);
  }

  /**
   * A prediction of which nothing is known but what it says.
   *
   * @param image the image's name
   * @param subject the person it was taken from, absent where unknown
   * @param label the true class; -1 where unknown
   * @param fold the fold or instance that made it, absent where unknown
   * @param probabilities a probability for each class
   */
  public Prediction(
      String image,
      @Nullable String subject,
      int label,
      @Nullable String fold,
      List<Double> probabilities) {
    this(image, subject, label, fold, Origin.UNKNOWN, probabilities);
  }

  /**
   * Another answer about the same image, of the same origin.
   *
   * @param others a probability for each class
   * @return a new prediction
   */
  public Prediction with(List<Double> others) {
    return new Prediction(image, subject, label, fold, origin, others);
  }

  /**
   * The same answer in other classes.
   *
   * @param otherLabel the true class among them; -1 where unknown
   * @param others a probability for each of them
   * @return a new prediction of the same origin
   */
  public Prediction with(int otherLabel, List<Double> others) {
    return new Prediction(image, subject, otherLabel, fold, origin, others);
  }

  /**
   * The same answer with its subject.
   *
   * @param person the person it was taken from, absent where unknown
   * @return a new prediction of the same origin
   */
  public Prediction of(@Nullable String person) {
    return new Prediction(image, person, label, fold, origin, probabilities);
  }

  /**
   * The same answer with its origin.
   *
   * @param from where it comes from
   * @return a new prediction
   */
  public Prediction from(Origin from) {
    return new Prediction(image, subject, label, fold, from, probabilities);
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
