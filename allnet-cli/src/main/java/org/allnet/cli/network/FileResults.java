package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.ByRole;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.report.StatedRule;
import org.allnet.report.assembly.MeasuredSystem;
import org.allnet.report.assembly.PredictionsReport;
import org.allnet.report.assembly.ReportContext;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} finds of a predictions file.
 *
 * @param file the file
 * @param positive which class is the positive one, and why
 * @param system the predictions of one role, with everything that was measured of them
 * @param origin where the threshold comes from
 * @param fittedOn what their rule was fitted on, and what a reader must know
 */
record FileResults(
    Path file,
    PositiveClass positive,
    MeasuredSystem system,
    String origin,
    PredictionsReport.FittedOn fittedOn) {

  /**
   * By what predictions are decided.
   *
   * @param rule what is fitted on other predictions
   * @param threshold from where on an image is predicted positive; absent if nobody says it
   * @param validation the file of the other predictions; absent if there is none
   */
  record Choice(DecisionMixin rule, @Nullable Double threshold, @Nullable Path validation) {

    private DecisionRule.FittedRule fit(@Nullable Predictions rows) {
      if (rows == null) {
        return new DecisionRule.FittedRule(DecisionRule.NONE, List.of());
      }
      DecisionRule.check(rule.options(), rows.classes());
      return DecisionRule.fit(rows, rule.options());
    }

    private EvaluationOptions options(DecisionRule fitted) {
      return threshold == null ? fitted.toOptions() : new EvaluationOptions(threshold);
    }
  }

  /**
   * Measures the predictions of a file.
   *
   * @param file the file
   * @param classes how its classes are read
   * @param choice by what they are decided
   * @param saysUnsaid whether a user is told what nobody says of their origin
   * @param status is told what a user must know, a line each
   * @throws OptionException if there is a threshold and the file brings its own rule
   * @throws org.allnet.data.InputException if a file can't be read, or no row has a label
   */
  static FileResults of(
      Path file,
      DatasetOptions classes,
      Choice choice,
      boolean saysUnsaid,
      Consumer<String> status) {
    StatedRule stated = RunPredictions.rule(file);
    if (stated != null && choice.threshold() != null) {
      OptionValue given = OptionName.THRESHOLD.with(choice.threshold());
      throw new OptionException(
          given,
          Sentence.of(
              "%s can't act: %s brings its own decision rule; leave it out, or give a copy in another folder without the columns rule_positive and rule_threshold",
              given, file));
    }
    Predictions all =
        stated == null
            ? PredictionFile.read(file, classes)
            : RunPredictions.read(file, stated).named(classes, String.valueOf(file));
    ByRole byRole = ByRole.of(all);
    Predictions rows = byRole.evaluated();
    if (rows.rows().isEmpty()) {
      throw PredictionFile.noLabel(file);
    }
    Path validation = choice.validation();
    ValidationFile others =
        validation == null ? null : ValidationFile.read(validation, classes, rows);
    Predictions fittedOn = others == null ? null : others.rows();
    DecisionRule.FittedRule fit = choice.fit(fittedOn);
    fit.notes().forEach(note -> status.accept("note: " + note));
    DecisionRule rule = fit.rule();
    MeasuredRule measured = MeasuredRule.of(rule, rows, BootstrapOptions.DEFAULTS);
    StatedRule ofRun = validation == null ? stated : null;
    MeasuredSystem system =
        MeasuredSystem.of(
            measured,
            ofRun == null ? choice.options(rule) : ofRun.options(),
            rule.scaling().apply(all));
    List<String> unsaid = RunPredictions.unsaid(file, byRole);
    List<String> ofRoles = CommandLineWording.lines(byRole.notes());
    List<String> notes = new ArrayList<>(ofRoles);
    notes.addAll(unsaid);
    notes.addAll(fit.notes());
    if (others != null) {
      others.notes().forEach(note -> status.accept("warning: " + note));
      notes.addAll(others.notes());
    }
    if (stated != null && ofRun == null) {
      String note =
          "The decision rule is chosen on %s; that of the predictions is not used."
              .formatted(validation);
      notes.add(note);
      status.accept("note: " + note);
    }
    ofRoles.forEach(note -> status.accept("note: " + note));
    if (saysUnsaid) {
      unsaid.forEach(note -> status.accept("note: " + note));
    }
    return new FileResults(
        file,
        stated != null && classes.positive() == null
            ? new PositiveClass(rows.classes(), PositiveClass.Reason.RUN)
            : rows.positive(classes.positive()),
        system,
        ofRun != null
            ? "its operating point"
            : choice.threshold() == null ? "chosen on " + validation : "--threshold",
        new PredictionsReport.FittedOn(
            fittedOn == null ? null : rule.scaling().apply(fittedOn), notes));
  }

  /** {@return what is printed} */
  EvaluationOutput output() {
    return new EvaluationOutput(
        PredictionsReport.setting(system.predictions()),
        system.verdict(null),
        system,
        new ComparedSystem(system.predictions(), system.options(), origin).rule(),
        null,
        List.of(),
        fittedOn.notes());
  }

  /** Returns the report. */
  RunReport report(ReportContext context) {
    return PredictionsReport.of(file, positive, system, fittedOn, context);
  }
}
