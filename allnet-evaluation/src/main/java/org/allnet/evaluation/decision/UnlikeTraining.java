package org.allnet.evaluation.decision;

import org.allnet.evaluation.prediction.Refusal;

/**
 * An image is referred because the model has seen nothing like it.
 *
 * <p>{@link OutlierMethod#APPEARANCE} says that its colours or its texture are unlike those of the
 * training; its features may be too. {@link OutlierMethod#MAHALANOBIS} says that its features are.
 *
 * @param method how its score was computed
 * @param score how unlike the images of training it is
 * @param threshold the highest score of an image that is accepted
 */
public record UnlikeTraining(OutlierMethod method, double score, double threshold)
    implements ReferralReason {

  @Override
  public String key() {
    return Refusal.Cause.UNLIKE_TRAINING.key();
  }
}
