package org.allnet.cli.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.DatasetChoice;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.Dataset;
import org.allnet.evaluation.figure.Evaluation;
import org.allnet.evaluation.figure.EvaluationOptions;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.operating.DecisionRule;
import org.allnet.evaluation.operating.MeasuredRule;
import org.allnet.evaluation.operating.RuleOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.ReportFiles;
import org.allnet.evaluation.report.RunReport;
import org.allnet.evaluation.report.assembly.PredictionsReport;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.report.ModelReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code allnet evaluate}: the figures of a model on a data set, or of any system's predictions.
 */
@Command(
    name = "evaluate",
    description = {
      "Figures of merit of a model, or of any system's predictions.",
      "",
      "A predictions file has the columns image,label,p_<class>... (subject and fold optional);",
      "a lone column 'score' in place of the p_ columns is the probability of the positive class."
    },
    customSynopsis = {
      "allnet evaluate MODEL --data PATH [OPTIONS]",
      "       allnet evaluate --predictions FILE [OPTIONS]"
    })
public final class EvaluateCommand extends Subcommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A model file (.safetensors).")
  private @Nullable Path model;

  @Option(names = "--data", paramLabel = "PATH", description = "The data set to judge MODEL on.")
  private @Nullable Path data;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "With --data: judge on the images that this split holds out.")
  private @Nullable Path split;

  @Option(names = "--predictions", paramLabel = "FILE", description = "Predictions as CSV.")
  private @Nullable Path predictions;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description =
          "With --predictions: the same system's predictions of other images, on which calibration,"
              + " operating point, refer band and prediction sets are settled.")
  private @Nullable Path validation;

  @Mixin private RuleChoice rule = new RuleChoice();

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "Call an image positive from this probability on, 0 to 1. Default: the model's own, else"
              + " the most probable class.")
  private @Nullable Double threshold;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write report.html, evaluation.json and predictions.csv there.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, cpu or cuda. Default: ${DEFAULT-VALUE}.")
  private String device = "";

  @Mixin private DatasetChoice choice = new DatasetChoice();

  @Override
  public Integer call() {
    if (model != null && data != null && predictions == null) {
      if (validation != null || !rule.options().equals(RuleOptions.DEFAULTS)) {
        throw new OptionException(
            "evaluate: a model brings its own operating point, refer band and prediction sets;"
                + " --validation, --operating-point, --max-error and --set-error go with"
                + " --predictions");
      }
      evaluateModel(model, data);
    } else if (predictions != null && model == null && data == null && split == null) {
      evaluatePredictions(predictions);
    } else {
      throw new OptionException(
          "evaluate: give either MODEL with --data PATH, or --predictions FILE");
    }
    return GOOD;
  }

  private void evaluatePredictions(Path file) {
    Predictions rows = PredictionFile.read(file, choice.options());
    if (rows.labelled().isEmpty()) {
      throw new InputException(
          file + ": no row has a label; add a column 'label' with the true class");
    }
    Predictions settledOn = settlingRows(rows);
    DecisionRule.Settled settling = settled(settledOn);
    DecisionRule settled = settling.rule();
    MeasuredRule measured = MeasuredRule.of(settled, rows, BootstrapOptions.DEFAULTS);
    EvaluationOptions options = options(settled);
    Evaluation evaluation =
        ClusterBootstrap.evaluate(measured.after(), options, BootstrapOptions.DEFAULTS);
    print(measured, evaluation, options, settling.notes());
    if (out != null) {
      Predictions scaled = settledOn == null ? null : settled.scaling().apply(settledOn);
      write(
          out,
          measured,
          PredictionsReport.of(
              file,
              measured,
              new PredictionsReport.SettledOn(scaled, settling.notes()),
              evaluation,
              options,
              making()));
    }
  }

  /** The rows of {@code --validation}, absent without it. */
  private @Nullable Predictions settlingRows(Predictions tested) {
    if (validation == null) {
      if (!rule.options().equals(RuleOptions.DEFAULTS)) {
        throw new OptionException(
            "evaluate: --operating-point, --max-error and --set-error are settled on other images"
                + " than those judged; give their predictions with --validation FILE");
      }
      return null;
    }
    Predictions rows = PredictionFile.read(validation, choice.options());
    if (!rows.classes().names().equals(tested.classes().names())) {
      throw new InputException(
          "%s: has the classes %s, the predictions to judge have %s"
              .formatted(validation, rows.classes().names(), tested.classes().names()));
    }
    Set<String> images = rows.rows().stream().map(Prediction::image).collect(Collectors.toSet());
    List<String> both =
        tested.rows().stream().map(Prediction::image).filter(images::contains).toList();
    if (!both.isEmpty()) {
      throw new InputException(
          "%s: %d of its images are judged too, such as %s; settle on other images"
              .formatted(validation, both.size(), both.get(0)));
    }
    return rows;
  }

  private DecisionRule.Settled settled(@Nullable Predictions rows) {
    if (rows == null) {
      return new DecisionRule.Settled(DecisionRule.NONE, List.of());
    }
    DecisionRule.Settled settled = DecisionRule.settle(rows, rule.options());
    settled.notes().forEach(note -> talk("note: " + note));
    return settled;
  }

  private EvaluationOptions options(DecisionRule settled) {
    return threshold == null ? settled.toOptions() : new EvaluationOptions(threshold);
  }

  private void evaluateModel(Path file, Path root) {
    Dataset dataset = choice.open(root);
    ModelEvaluation done =
        ModelEvaluation.of(
            file,
            dataset,
            split,
            ComputeDevice.of(device),
            (unit, total) -> progress("evaluating", unit, total));
    Predictions rows = done.predictions();
    DecisionRule settled = done.judged().model().rule();
    MeasuredRule measured = MeasuredRule.ofScaled(settled, rows, BootstrapOptions.DEFAULTS);
    EvaluationOptions options = options(settled);
    Evaluation evaluation = ClusterBootstrap.evaluate(rows, options, BootstrapOptions.DEFAULTS);
    done.judged().store().problems().forEach(problem -> talk("skipped: " + problem));
    done.judged().store().notes().forEach(note -> talk("note: " + note));
    done.judged().warnings().forEach(warning -> talk("warning: " + warning));
    print(measured, evaluation, options, done.judged().warnings());
    if (out != null) {
      write(out, measured, ModelReport.of(done.judged(), measured, evaluation, options, making()));
    }
  }

  private void print(
      MeasuredRule measured,
      Evaluation evaluation,
      EvaluationOptions options,
      List<String> warnings) {
    SubjectLevel subjects =
        PredictionsReport.subjects(measured.after(), options, measured.rule().band());
    if (json) {
      ObjectNode node = evaluation.toJson();
      if (subjects != null) {
        node.set("subjectLevel", subjects.toJson());
      }
      if (!measured.rule().equals(DecisionRule.NONE)) {
        node.set("decision", measured.toJson());
      }
      warnings.forEach(node.withArray("warnings")::add);
      out().println(JsonOutput.text(node));
      return;
    }
    out().print(evaluation.describe());
    out().print(measured.describe());
    if (subjects != null) {
      out().print(subjects.describe());
    }
  }

  private void write(Path folder, MeasuredRule measured, RunReport report) {
    PredictionFile.write(folder.resolve("predictions.csv"), measured.after());
    talk("report: " + ReportFiles.write(folder, report));
  }
}
