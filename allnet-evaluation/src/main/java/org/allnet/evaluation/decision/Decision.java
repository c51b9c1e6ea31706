package org.allnet.evaluation.decision;

/**
 * What a {@link DecisionRule} decides about one image: a class, or that a morphologist looks at it.
 * Never a diagnosis. {@link DecisionWords} puts it into words. Immutable and thread-safe.
 */
public sealed interface Decision permits Decision.Predicted, Decision.Referred {

  /**
   * A predicted class.
   *
   * @param label its name
   * @param basis why it is this class
   */
  record Predicted(String label, Basis basis) implements Decision {}

  /**
   * No class: the image needs a human eye.
   *
   * @param reason why
   */
  record Referred(ReferralReason reason) implements Decision {}

  /** Why a class was predicted. */
  sealed interface Basis permits MostProbable, OfThreshold {}

  /** The class is the most probable one. */
  record MostProbable() implements Basis {}

  /**
   * The probability of the positive class is on this class's side of the operating point.
   *
   * @param positive the positive class
   * @param probability its probability in [0,1], scaled
   * @param threshold the operating point; the positive class is predicted from here on
   */
  record OfThreshold(String positive, double probability, double threshold) implements Basis {}
}
