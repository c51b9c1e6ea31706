package org.allnet.cli.network;

import java.nio.file.Path;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.file.AtomicFile;
import org.allnet.evaluation.figure.Evaluation;
import org.allnet.evaluation.figure.EvaluationOptions;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.HtmlReport;
import org.allnet.evaluation.report.assembly.Making;
import org.allnet.evaluation.report.assembly.PredictionsReport;
import org.allnet.evaluation.subject.SubjectLevel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code allnet evaluate}: the figures of a model on a data set, or of any system's predictions.
 */
@Command(
    name = "evaluate",
    description = {
      "Confusion matrix and figures of merit of a model, or of any system's predictions.",
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

  @Option(names = "--predictions", paramLabel = "FILE", description = "Predictions as CSV.")
  private @Nullable Path predictions;

  @Option(
      names = "--positive",
      paramLabel = "CLASS",
      description = "The class that sensitivity is about. Default: the one named like a blast.")
  private @Nullable String positive;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "Call an image positive from this probability on, 0 to 1. Default: the more probable"
              + " class.")
  private @Nullable Double threshold;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write report.html and evaluation.json there.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if ((model == null) == (predictions == null)) {
      throw new OptionException(
          "evaluate: give either a model file and --data PATH, or --predictions FILE");
    }
    Predictions rows = PredictionFile.read(predictions, positive);
    if (rows.labelled().isEmpty()) {
      throw new InputException(
          predictions + ": no row has a label; add a column 'label' with the true class");
    }
    EvaluationOptions options = new EvaluationOptions(threshold);
    Evaluation evaluation = ClusterBootstrap.evaluate(rows, options, BootstrapOptions.DEFAULTS);
    if (out != null) {
      Making making = making();
      AtomicFile.writeText(
          out.resolve("evaluation.json"), JsonOutput.text(evaluation.toJson()) + "\n");
      HtmlReport.write(
          out.resolve("report.html"),
          PredictionsReport.of(predictions, rows, evaluation, options, making));
      talk("report: " + out.resolve("report.html"));
    }
    if (json) {
      out().println(JsonOutput.text(evaluation.toJson()));
    } else {
      out().print(evaluation.describe());
      SubjectLevel subjects = PredictionsReport.subjects(rows, options);
      if (subjects != null) {
        out().print(subjects.describe());
      }
    }
    return GOOD;
  }
}
