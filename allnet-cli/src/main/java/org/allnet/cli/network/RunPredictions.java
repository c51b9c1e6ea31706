package org.allnet.cli.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.evaluation.comparison.RunMetrics;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.ByRole;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.evaluation.prediction.WrittenRule;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.report.ReportFiles;
import org.allnet.report.StatedRule;
import org.allnet.training.run.OutdatedReport;
import org.allnet.training.run.OwnPredictions;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of a run or a model, with the decision rule that their file brings along, or that
 * the report or the model beside it states, so that every command evaluates them as their own page
 * does.
 *
 * @param own the predictions with the classes as the run calls them
 * @param stated the run's decision rule
 */
public record RunPredictions(Predictions own, StatedRule stated) {

  /** The name of the file in a run's folder. */
  public static final String FILE = "predictions.csv";

  /** What another machine may compute otherwise. */
  private static final double ROUNDING = 1e-9;

  /**
   * Returns the rule of predictions: the one that their file brings along, else the one that a
   * report or a model beside it states.
   *
   * @param path a run's folder, or a predictions file
   * @return null if there is none
   * @throws org.allnet.data.InputException if a file can't be read, lies in the folder of a run and
   *     is not the run's, or is of an earlier decision rule than the run's models
   */
  public static @Nullable StatedRule rule(Path path) {
    Path run = folder(path);
    if (run != null) {
      OutdatedReport.refuse(run);
    }
    OwnPredictions.require(path);
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    WrittenRule written = Files.exists(file) ? WrittenRule.read(file) : null;
    if (written != null) {
      return StatedRule.of(written);
    }
    Path folder = folder(path);
    if (folder == null) {
      return null;
    }
    StatedRule reported = StatedRule.read(folder);
    if (reported != null || !Files.isRegularFile(folder.resolve(ModelFile.NAME))) {
      return reported;
    }
    ModelDescription model = ModelFile.describe(folder.resolve(ModelFile.NAME));
    OperatingPoint point = model.rule().point();
    return new StatedRule(
        model.positive(), point == null ? EvaluationOptions.DEFAULTS : point.toOptions());
  }

  /** The folder of the run that predictions are of, null if they may be of none. */
  private static @Nullable Path folder(Path path) {
    return Files.isDirectory(path)
        ? path
        : path.endsWith(FILE) ? path.toAbsolutePath().getParent() : null;
  }

  /**
   * Reads the predictions of a run. What its report or model says of their origin is said by each
   * row, even if the file has no columns for it.
   *
   * @param file the predictions
   * @param stated their rule
   * @return the predictions with that rule
   * @throws InputException if the file, or what is beside it, can't be read or does not fit it
   */
  public static RunPredictions read(Path file, StatedRule stated) {
    Predictions own;
    try {
      own = PredictionFile.read(file, new DatasetOptions(Map.of(), stated.positive()));
    } catch (OptionException e) {
      throw InputException.in(
          file,
          "does not fit its own decision rule, or the run's report or model beside it (%s); make the report anew"
              .formatted(e.getMessage()), // of a file, in which there are keys and no options
          e);
    }
    Path folder = folder(file);
    return new RunPredictions(folder == null ? own : limits(folder).of(own), stated);
  }

  /**
   * Returns the predictions that a run's report is of.
   *
   * @param folder the run's folder
   * @param metrics what its report says
   * @return its predictions, as the run calls the classes
   * @throws InputException if the predictions are missing or are not the run's, or a metric is not
   *     theirs
   */
  public static Predictions evaluated(Path folder, RunMetrics metrics) {
    StatedRule stated = rule(folder);
    Path file = folder.resolve(FILE);
    Predictions rows = read(file, Objects.requireNonNull(stated, "a report states a rule")).own();
    Evaluation evaluation = Evaluation.of(rows, stated.options());
    metrics
        .metrics()
        .forEach(
            (name, value) -> {
              if (!(evaluation.metric(name) instanceof MetricValue.Value own)
                  || Math.abs(own.value() - value) > ROUNDING) {
                throw InputException.in(
                    folder,
                    "the %s of its report, %s, is not that of %s; make the report anew with: %s train --resume %s"
                        .formatted(
                            name.label(),
                            value,
                            file.getFileName(),
                            CommandLineWording.program(),
                            folder));
              }
            });
    return rows;
  }

  /**
   * Returns what nobody says of the origin of predictions, so that their metrics may be better than
   * they seem to be.
   *
   * @param file the predictions file
   * @param evaluated its rows that are evaluated, with what is beside the file said by each
   * @return a sentence; empty if the file, or a report or model beside it, says all
   * @throws InputException if the file can't be read
   */
  public static List<String> unsaid(Path file, ByRole evaluated) {
    List<String> columns = PredictionFile.unsaid(file);
    Path folder = folder(file);
    boolean beside =
        folder != null
            && (StatedRule.read(folder) != null
                || Files.isRegularFile(folder.resolve(ModelFile.NAME)));
    long unknown =
        evaluated.evaluated().rows().stream()
            .map(Prediction::origin)
            // Of other people's images a split by subject says nothing.
            .filter(
                origin ->
                    origin.protocol() == null
                        && (origin.role() != Role.EXTERNAL || columns.contains("protocol")))
            .count();
    List<String> unsaid = new ArrayList<>();
    boolean protocolUnsaid = unknown > 0 && evaluated.role() != Role.TRAINING;
    if (protocolUnsaid) {
      unsaid.add(
          "how images were kept apart from training (%s)"
              .formatted(
                  columns.contains("protocol")
                      ? "no column 'protocol'"
                      : "no protocol in " + Counted.of(unknown, "row")));
    }
    if (columns.contains("marks") && !beside) {
      unsaid.add(
          "whether cells are synthetic, answers transductive, the rule chosen anew or weights another program's (no column 'marks')");
    }
    return unsaid.isEmpty()
        ? List.of()
        : List.of(
            "%s does not say %s%s."
                .formatted(
                    file.getFileName(),
                    String.join(", nor ", unsaid),
                    protocolUnsaid
                        ? "; metrics may be image-level, and too good for new people"
                        : ""));
  }

  /** What the report or the model in a folder says of predictions. */
  private static ReportFiles.Limits limits(Path folder) {
    if (StatedRule.read(folder) != null || !Files.isRegularFile(folder.resolve(ModelFile.NAME))) {
      return ReportFiles.limits(folder);
    }
    ModelDescription model = ModelFile.describe(folder.resolve(ModelFile.NAME));
    return new ReportFiles.Limits(model.origin(Role.VALIDATION, false, false));
  }

  /**
   * Returns the predictions with the classes as a user calls them.
   *
   * @param options how classes are renamed, and the positive one
   * @param name what the user calls the run
   * @throws OptionException if the run's threshold would be about another class
   */
  public Predictions named(DatasetOptions options, String name) {
    Predictions predictions = own.read(options);
    if (stated.options().threshold() != null
        && !predictions.classes().positiveName().equals(stated.positive())) {
      String positive = predictions.classes().positiveName();
      throw OptionException.ofKey(
          OptionName.POSITIVE.key(),
          positive,
          Sentence.of(
              "the operating point of %s is of its positive class '%s'; %s or %s makes it '%s'",
              name, stated.positive(), OptionName.POSITIVE, OptionName.CLASSES, positive));
    }
    return predictions;
  }
}
