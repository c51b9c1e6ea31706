package org.allnet.training.recipe;

import org.allnet.inference.view.Views;

/**
 * How networks come to an answer.
 *
 * @param views the views of an image that they are asked about
 * @param mean what views are averaged as
 * @param combine how networks are weighed
 */
public record AnswerChoice(Views views, ViewMean mean, Combination combine) {

  /** What the answers to several views are averaged as. */
  public enum ViewMean {
    /** The mean of probabilities. */
    PROBABILITIES,
    /** The mean of logits. */
    LOGITS
  }

  /** How the answers of several networks are weighed. */
  public enum Combination {
    /** All alike. */
    MEAN,
    /** By Cohen's kappa on a part of the training folds that none of them trains on. */
    KAPPA
  }

  /** {@return whether networks are weighed by their kappa} */
  public boolean byKappa() {
    return combine == Combination.KAPPA;
  }
}
