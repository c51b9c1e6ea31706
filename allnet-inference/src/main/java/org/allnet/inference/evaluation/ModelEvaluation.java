package org.allnet.inference.evaluation;

import java.util.List;
import org.allnet.evaluation.prediction.ByRole;
import org.allnet.evaluation.prediction.Prediction;

/**
 * A model's predictions of a data set.
 *
 * @param evaluated what was evaluated, and on what
 * @param byRole what the model says of the images, taken apart by what they were to it; images that
 *     are broken or show nothing are unanswered
 * @param blank images like those evaluated of which nothing is to be seen, in no metric
 */
public record ModelEvaluation(EvaluatedSet evaluated, ByRole byRole, List<Prediction> blank) {

  /** Copies {@code blank}, so that nothing changes it from outside. */
  public ModelEvaluation {
    blank = List.copyOf(blank);
  }
}
