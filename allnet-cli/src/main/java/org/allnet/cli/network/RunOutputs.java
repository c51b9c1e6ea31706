package org.allnet.cli.network;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.allnet.data.image.CellStore;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.RunFold;
import org.allnet.report.EvaluatedModels;
import org.allnet.report.ReportFiles;
import org.allnet.report.assembly.HeadlineMetrics;
import org.allnet.report.assembly.ReportContext;
import org.allnet.report.assembly.TrainingReport;
import org.allnet.report.content.RunReport;
import org.allnet.training.run.OutdatedReport;
import org.allnet.training.run.RunResult;

/**
 * What a finished run leaves in its folder beside models: report and predictions.
 *
 * @param report the report
 * @param evaluation its metrics
 * @param measured its decision rule, as promised and as kept
 * @param page the report's page
 */
public record RunOutputs(
    RunReport report, Evaluation evaluation, MeasuredRule measured, Path page) {

  /**
   * Writes report and predictions.
   *
   * @param result what the run ended with
   * @param context how it came about
   * @return what was written
   */
  public static RunOutputs write(RunResult result, ReportContext context) {
    CellStore store = result.store();
    RunReport report =
        TrainingReport.of(
            result.outcome(),
            image -> store.contains(image) ? Optional.of(store.get(image)) : Optional.empty(),
            new ModelMaps(row -> model(result, row), store, result.options().device()),
            context.ofRun(
                result.commands(), Duration.ofMillis(Math.round(1000 * result.trainingSeconds()))));
    Path page =
        ReportFiles.write(result.folder(), report, EvaluatedModels.ofRun(result.identity()));
    HeadlineMetrics head = new HeadlineMetrics(result.outcome());
    PredictionFile.write(
        result.folder().resolve(RunPredictions.FILE),
        head.tested(),
        head.rule().written(head.tested().classes()));
    OutdatedReport.end(result.folder());
    return new RunOutputs(
        report,
        Objects.requireNonNull(report.results().evaluation()),
        MeasuredRule.ofScaled(head.rule(), head.tested(), BootstrapOptions.DEFAULTS),
        page);
  }

  /** The fold model that predicted an image: held-out images have one row of each. */
  private static ModelMaps.Model model(RunResult result, Prediction row) {
    RunFold fold = RunFold.of(row.fold());
    int number = Integer.parseInt(Objects.requireNonNull(Objects.requireNonNull(fold).model()));
    return new ModelMaps.Model("fold model " + number, result.model(number));
  }
}
