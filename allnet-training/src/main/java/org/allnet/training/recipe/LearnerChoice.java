package org.allnet.training.recipe;

import java.util.List;
import org.allnet.inference.learner.LearnerOptions;

/**
 * The learners on features of a system.
 *
 * @param learners those whose answers are averaged; none if networks answer
 * @param features what they see
 * @param keep how many features are kept, 0 for all
 */
public record LearnerChoice(List<LearnerOptions> learners, Features features, int keep) {

  /** What a learner sees of an image. */
  public enum Features {
    /** What the last dense layer of the networks sees. */
    NETWORK,
    /** Numbers of shape, colour and texture. */
    HANDCRAFTED
  }

  /** Copies the list. */
  public LearnerChoice {
    learners = List.copyOf(learners);
  }

  /** {@return whether networks answer themselves} */
  public boolean isEmpty() {
    return learners.isEmpty();
  }

  /** {@return whether learners see hand-crafted features, else the networks'} */
  public boolean handcrafted() {
    return features == Features.HANDCRAFTED;
  }

  /**
   * {@return whether a learner's probabilities are fitted to decision values on left-out images}
   */
  public boolean fitsSigmoids() {
    return learners.stream().anyMatch(LearnerOptions.Svm.class::isInstance);
  }
}
