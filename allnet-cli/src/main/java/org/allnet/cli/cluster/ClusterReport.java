package org.allnet.cli.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.allnet.cli.network.RunPredictions;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.report.EvaluatedModels;
import org.allnet.report.ReportFiles;
import org.allnet.report.StatedRule;
import org.allnet.report.assembly.MeasuredSystem;
import org.allnet.report.assembly.PredictionsReport;
import org.allnet.report.assembly.ReportContext;
import org.allnet.spark.scoring.ScoringResult;

/** The report of labelled answers of a cluster, as {@code evaluate} makes it of predictions. */
final class ClusterReport {

  private ClusterReport() {}

  /** {@return the folder of an option if it is one of a disk; an address of Hadoop is none} */
  static Optional<Path> onDisk(String folder) {
    if (folder.startsWith("file:")) {
      return Optional.of(Path.of(URI.create(folder).getPath()));
    }
    return folder.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")
        ? Optional.empty()
        : Optional.of(Path.of(folder));
  }

  /**
   * Writes the files of a report, and the predictions that it is of.
   *
   * @param folder where to
   * @param result with labelled answers
   * @param rows those that are evaluated
   * @param models of which model it tells
   * @param context how the report came about
   * @return the page
   */
  static Path write(
      Path folder,
      ScoringResult result,
      Predictions rows,
      EvaluatedModels models,
      ReportContext context) {
    DecisionRule rule = result.rule();
    EvaluationOptions options = rule.toOptions();
    MeasuredSystem system =
        MeasuredSystem.of(
            MeasuredRule.ofScaled(rule, rows, BootstrapOptions.DEFAULTS), options, rows);
    PredictionFile.write(
        folder.resolve(RunPredictions.FILE),
        rows,
        new StatedRule(rows.classes().positiveName(), options).written());
    return ReportFiles.write(
        folder,
        PredictionsReport.of(
            folder,
            new PositiveClass(rows.classes(), PositiveClass.Reason.MODEL),
            system,
            new PredictionsReport.FittedOn(null, result.notes()),
            rows.sayRefusals()
                ? WholeDecision.of(rows, rule, options, List.of(), BootstrapOptions.DEFAULTS)
                : null,
            context),
        models);
  }
}
