package org.allnet.training.run;

import java.nio.file.Path;
import java.util.List;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.RunFold;
import org.allnet.inference.model.ModelDescription;

/**
 * A fold of a run that is trained and has predicted, and whose files are of the run.
 *
 * @param fold the fold, from 1
 * @param file its model file
 * @param model what that says of itself
 * @param predictions all that it predicted
 */
record FinishedFold(int fold, Path file, ModelDescription model, Predictions predictions) {

  /** {@return what it predicted of its validation images} */
  Predictions validation() {
    return of(RunFold.VALIDATION + fold);
  }

  /** {@return what it predicted of the images that are held out} */
  Predictions holdOut() {
    return of(RunFold.HOLD_OUT + fold);
  }

  private Predictions of(String fold) {
    List<Prediction> rows =
        predictions.rows().stream().filter(row -> fold.equals(row.fold())).toList();
    return new Predictions(model.classSet(), rows);
  }

  /** {@return the loss by which a run chooses among its fold models} */
  double loss() {
    return FoldLoss.of(validation(), model.rule().scaling());
  }
}
