package org.allnet.cli.network;

import java.util.List;
import java.util.function.Function;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.inference.evaluation.EvaluatedSet;
import org.allnet.inference.evaluation.ModelEvaluation;
import org.allnet.report.assembly.BaselineResults;
import org.allnet.report.assembly.MeasuredSystem;
import org.allnet.report.content.BaselineResult;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} finds of a model on a data set.
 *
 * @param evaluated what was evaluated, and on what
 * @param system the model's predictions, with everything that was measured of them
 * @param origin where the threshold comes from
 * @param whole what becomes of the images by everything that the model decides by; absent if it
 *     can't refuse images
 * @param foreign what it does with images that it is not for
 * @param baselines baselines on the same images
 */
record ModelResults(
    EvaluatedSet evaluated,
    MeasuredSystem system,
    String origin,
    @Nullable WholeDecision whole,
    List<ForeignResult> foreign,
    List<BaselineResult> baselines) {

  /**
   * Measures the predictions of a model.
   *
   * @param done the predictions
   * @param threshold from where on an image is predicted positive; absent for the model's own
   * @param foreign asks the model about images that it is not for, beside these predictions
   */
  static ModelResults of(
      ModelEvaluation done,
      @Nullable Double threshold,
      Function<Predictions, List<ForeignResult>> foreign) {
    Predictions rows = done.byRole().evaluated();
    DecisionRule brought = done.evaluated().rule();
    // A band and a point belong together: who sets another point gets the one without the other.
    DecisionRule rule = threshold == null ? brought : brought.withoutPoint();
    EvaluationOptions options =
        threshold == null ? rule.toOptions() : new EvaluationOptions(threshold);
    MeasuredSystem system =
        MeasuredSystem.of(
            MeasuredRule.ofScaled(rule, rows, BootstrapOptions.DEFAULTS),
            options,
            done.byRole().all());
    return new ModelResults(
        done.evaluated(),
        system,
        threshold == null ? "its operating point" : "--threshold",
        rows.sayRefusals()
            ? WholeDecision.of(rows, rule, options, done.blank(), BootstrapOptions.DEFAULTS)
            : null,
        foreign.apply(rows),
        ModelReport.baselines(done.evaluated(), rows));
  }

  /** {@return what the metrics say in words} */
  Verdict verdict() {
    return system.verdict(BaselineResults.besideArea(baselines));
  }

  /** {@return what a reader must know before the metrics, a sentence each} */
  List<String> warnings() {
    return CommandLineWording.lines(evaluated.warnings());
  }

  /** {@return what is printed} */
  EvaluationOutput output() {
    return new EvaluationOutput(
        ModelReport.setting(evaluated, system.predictions()),
        verdict(),
        system,
        new ComparedSystem(system.predictions(), system.options(), origin).rule(),
        whole,
        foreign,
        warnings());
  }
}
