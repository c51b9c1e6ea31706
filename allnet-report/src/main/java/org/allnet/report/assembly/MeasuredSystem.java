package org.allnet.report.assembly;

import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.evaluation.verdict.BesideArea;
import org.allnet.evaluation.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Predictions with everything that is measured of them.
 *
 * @param measured the predictions of one role, and what their rule promises and keeps
 * @param options how classes are predicted
 * @param evaluation the metrics, with intervals
 * @param folds the metrics of each role and fold, also of those that are not among the predictions
 */
public record MeasuredSystem(
    MeasuredRule measured, EvaluationOptions options, Evaluation evaluation, FoldMetrics folds) {

  /**
   * Measures predictions.
   *
   * @param measured the predictions, at least one of them labelled, and their rule
   * @param options how classes are predicted
   * @param all the predictions of all roles and folds, scaled as those measured
   * @return what was measured
   */
  public static MeasuredSystem of(
      MeasuredRule measured, EvaluationOptions options, Predictions all) {
    return new MeasuredSystem(
        measured,
        options,
        ClusterBootstrap.evaluate(measured.after(), options, BootstrapOptions.DEFAULTS),
        FoldMetrics.of(all, options));
  }

  /** {@return the predictions, scaled by the rule} */
  public Predictions predictions() {
    return measured.after();
  }

  /** {@return the metrics of each person; absent if subjects are unknown} */
  public @Nullable SubjectLevel subjects() {
    return PredictionsReport.subjects(predictions(), options, measured.rule().band());
  }

  /**
   * Returns what the metrics say in words.
   *
   * @param besideArea the difference to the area of the cell; absent if it is not known
   */
  public Verdict verdict(@Nullable BesideArea besideArea) {
    return Verdict.of(measured, evaluation, besideArea);
  }
}
