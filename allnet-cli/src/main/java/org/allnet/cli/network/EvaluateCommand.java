package org.allnet.cli.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.allnet.cli.terminal.DatasetChoice;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.file.AtomicFile;
import org.allnet.evaluation.figure.Evaluation;
import org.allnet.evaluation.figure.EvaluationOptions;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.HtmlReport;
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
    Predictions rows = PredictionFile.read(file, choice.options().positive());
    if (rows.labelled().isEmpty()) {
      throw new InputException(
          file + ": no row has a label; add a column 'label' with the true class");
    }
    EvaluationOptions options = new EvaluationOptions(threshold);
    Evaluation evaluation = ClusterBootstrap.evaluate(rows, options, BootstrapOptions.DEFAULTS);
    print(rows, evaluation, options, List.of());
    if (out != null) {
      write(out, evaluation, PredictionsReport.of(file, rows, evaluation, options, making()));
    }
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
    Double chosen = threshold == null ? done.judged().model().threshold() : threshold;
    EvaluationOptions options = new EvaluationOptions(chosen);
    Evaluation evaluation = ClusterBootstrap.evaluate(rows, options, BootstrapOptions.DEFAULTS);
    done.judged().store().problems().forEach(problem -> talk("skipped: " + problem));
    done.judged().warnings().forEach(warning -> talk("warning: " + warning));
    print(rows, evaluation, options, done.judged().warnings());
    if (out != null) {
      PredictionFile.write(out.resolve("predictions.csv"), rows);
      write(out, evaluation, ModelReport.of(done.judged(), rows, evaluation, options, making()));
    }
  }

  private void print(
      Predictions rows, Evaluation evaluation, EvaluationOptions options, List<String> warnings) {
    SubjectLevel subjects = PredictionsReport.subjects(rows, options);
    if (json) {
      ObjectNode node = evaluation.toJson();
      if (subjects != null) {
        node.set("subjectLevel", subjects.toJson());
      }
      warnings.forEach(node.withArray("warnings")::add);
      out().println(JsonOutput.text(node));
      return;
    }
    out().print(evaluation.describe());
    if (subjects != null) {
      out().print(subjects.describe());
    }
  }

  private void write(Path folder, Evaluation evaluation, RunReport report) {
    AtomicFile.writeText(
        folder.resolve("evaluation.json"), JsonOutput.text(evaluation.toJson()) + "\n");
    HtmlReport.write(folder.resolve("report.html"), report);
    talk("report: " + folder.resolve("report.html"));
  }
}
