package org.allnet.evaluation.experiment;

import java.util.List;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.prediction.Predictions;

/**
 * What one trained fold model ended with.
 *
 * @param number its number: it trained on all folds but this one
 * @param holdOut its predictions of the hold-out images; without rows if there are none
 * @param validation its predictions of the fold it validated on
 * @param epochs how it learned; empty if nothing is trained in epochs
 * @param keptEpoch the epoch whose weights were kept, from 1; 0 if there were none
 * @param rule what was fitted on its validation predictions; both predictions are scaled by it
 * @param baselines the systems that it has to beat, fitted on its training images
 */
public record FoldOutcome(
    int number,
    Predictions holdOut,
    Predictions validation,
    List<LearningCurve.Epoch> epochs,
    int keptEpoch,
    DecisionRule rule,
    Baselines baselines) {

  /** Copies {@code epochs}, so that nothing changes it from outside. */
  public FoldOutcome {
    epochs = List.copyOf(epochs);
  }

  /** {@return what to call it in reports} */
  public String name() {
    return "fold model " + number;
  }
}
