package org.allnet.inference.model;

import java.util.List;
import org.allnet.data.InputException;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.transductive.NeighbourhoodOptions;
import org.allnet.inference.view.Views;
import org.jspecify.annotations.Nullable;

/**
 * How a model's networks and learners come to an answer.
 *
 * @param views test-time views
 * @param meanOfLogits whether views are averaged as logits, else as probabilities
 * @param learners the learners on features, as they were asked for; none if networks answer
 * @param handcrafted whether learners see hand-crafted features, else the networks'
 * @param correction what corrects labels by neighbours in the batch, absent if nothing does
 */
public record PredictionPipeline(
    Views views,
    boolean meanOfLogits,
    List<LearnerOptions> learners,
    boolean handcrafted,
    @Nullable Correction correction) {

  /** One look at the image as it is. */
  public static final PredictionPipeline PLAIN =
      new PredictionPipeline(Views.SINGLE, false, List.of(), false, null);

  /** Copies {@code learners}, so that nothing changes it from outside. */
  public PredictionPipeline {
    learners = List.copyOf(learners);
  }

  /**
   * Checks that it fits a model.
   *
   * @param classes how many classes the model has
   * @param networks how many networks it has
   * @throws InputException if it does not, naming the part
   */
  void check(int classes, int networks) {
    if (handcrafted && (learners.isEmpty() || networks > 0)) {
      throw new InputException(
          "handcrafted: such features go with learners and without networks; it has %d and %d"
              .formatted(learners.size(), networks));
    }
    if (!learners.isEmpty() && !handcrafted && networks == 0) {
      throw new InputException("handcrafted: its learners have no network whose features they see");
    }
    if (correction != null && (classes != 2 || networks == 0)) {
      throw new InputException(
          "correction: it takes two classes and a network, here are %d and %d"
              .formatted(classes, networks));
    }
  }

  /**
   * Correction by neighbours in the batch.
   *
   * @param options its numbers
   * @param prevalence fraction of the positive class among the training images
   * @param bySubject whether a batch is the images of one subject, else all that are asked about
   */
  public record Correction(NeighbourhoodOptions options, double prevalence, boolean bySubject) {

    /**
     * Checks the prevalence.
     *
     * @throws InputException if it is not in [0,1]
     */
    public Correction {
      if (!(prevalence >= 0 && prevalence <= 1)) {
        throw new InputException("prevalence: " + prevalence + " is out of range, 0 to 1");
      }
    }
  }
}
