package org.allnet.training.run;

import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/** What fold models are chosen by. */
final class FoldLoss {

  /** A true class that is predicted impossible costs no more than this probability. */
  private static final double LEAST = 1e-7;

  private FoldLoss() {}

  /**
   * Returns the mean log loss of a system's own answers on its validation fold, before they were
   * scaled.
   *
   * @param outcome what the fold model said
   */
  static double of(FoldOutcome outcome) {
    return of(outcome.validation(), outcome.rule().scaling());
  }

  /**
   * Returns the same of scaled predictions.
   *
   * @param validation the predictions of a validation fold
   * @param scaling how they were scaled
   */
  static double of(Predictions validation, TemperatureScaling scaling) {
    return validation.rows().stream()
        .mapToDouble(row -> -Math.log(Math.max(LEAST, unscaled(row, scaling))))
        .average()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The probability of the true class before it was scaled. */
  private static double unscaled(Prediction row, TemperatureScaling scaling) {
    double sum = 0;
    for (double p : row.probabilities()) {
      sum += Math.pow(p, scaling.temperature());
    }
    return Math.pow(row.probabilities().get(row.label()), scaling.temperature()) / sum;
  }
}
