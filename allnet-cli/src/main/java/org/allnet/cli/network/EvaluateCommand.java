package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.DatasetMixin;
import org.allnet.cli.terminal.DeviceMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CodedClasses;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.image.CellStore;
import org.allnet.data.integrity.Manifest;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.ByRole;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.report.ReportFiles;
import org.allnet.report.StatedRule;
import org.allnet.report.assembly.BaselineResults;
import org.allnet.report.assembly.FoldMetrics;
import org.allnet.report.assembly.PredictionsReport;
import org.allnet.report.content.BaselineResult;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code allnet evaluate}: the metrics of a model on a data set, or of any system's predictions.
 */
@Command(
    name = "evaluate",
    description = {
      "Evaluate a model, or the predictions of any system.",
      "",
      "If an image is broken or shows nothing, it is named and left out of the metrics. The exit",
      "code is then 1. Images of which the model's segmentation leaves nothing are evaluated.",
      "",
      "A predictions file has the columns image,label,p_<class>... (subject and fold optional).",
      "A lone column 'score' in place of the p_ columns is the probability of the positive class."
    },
    customSynopsis = {
      "allnet evaluate MODEL --data PATH [OPTIONS]",
      "       allnet evaluate --predictions FILE [OPTIONS]"
    })
public final class EvaluateCommand extends Subcommand {

  private static final String FOREIGN = "--foreign";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A model file (.safetensors), or the folder of a finished run.")
  private @Nullable Path model;

  @Option(names = "--data", paramLabel = "PATH", description = "The data set to evaluate MODEL on.")
  private @Nullable Path data;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "With --data: evaluate on the images that this split holds out.")
  private @Nullable Path split;

  @Option(
      names = FOREIGN,
      paramLabel = "NAME=PATH",
      description =
          "With MODEL: images that it is not for, as files, folders or globs; measures how well it"
              + " tells them from those of --data. May be repeated; near:NAME=PATH and"
              + " far:NAME=PATH say how much alike they are.")
  private List<String> foreignSets = List.of();

  @Option(names = "--predictions", paramLabel = "FILE", description = "Predictions as CSV.")
  private @Nullable Path predictions;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description =
          "With --predictions: the same system's predictions of other images, on which calibration,"
              + " operating point, refer band and prediction sets are fitted.")
  private @Nullable Path validation;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "With --data: CSV with path,sha256,size that lists the images of each whole part of C-NMC"
              + " 2019. The report shows published metrics beside such a part. Default: the built-in"
              + " one.")
  private @Nullable Path manifest;

  @Mixin private DecisionMixin rule = new DecisionMixin();

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "Classify an image as positive from this probability, 0 to 1. Default: the model's own,"
              + " otherwise the most probable class. Predictions of ALLNet have their own rule.")
  private @Nullable Double threshold;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write report.html, evaluation.json and predictions.csv there.")
  private @Nullable Path out;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  @Mixin private DeviceMixin device = new DeviceMixin();

  @Mixin private DatasetMixin choice = new DatasetMixin();

  @Override
  public Integer call() {
    checkOut();
    if (predictions != null && model == null) {
      refuse(
          "with --predictions: no model is asked",
          "--device",
          "--data",
          "--split",
          "--manifest",
          FOREIGN,
          "--accept-fraction");
    }
    if (model != null && data != null && predictions == null) {
      refuse(
          "with MODEL, which brings its own decision rule",
          "--validation",
          "--operating-point",
          "--max-error",
          "--set-error",
          "--accept-fraction");
      ModelMixin chosen = ModelMixin.of(model);
      if (chosen.told() != null) {
        status(chosen.told());
      }
      return evaluateModel(chosen.file(), data);
    } else if (predictions != null && model == null) {
      if (validation == null) {
        refuse(
            "without --validation FILE: they are chosen on other images than those evaluated",
            "--operating-point",
            "--max-error",
            "--set-error");
      }
      if (threshold != null) {
        refuse("with --threshold, which decides instead", "--operating-point", "--max-error");
      }
      return evaluatePredictions(predictions);
    }
    if (model != null && predictions == null) {
      throw new OptionException(
          OptionName.DATA,
          Sentence.of(
              "evaluate: %s is given without the images to evaluate it on; add %s",
              model, OptionName.DATA.with("PATH")));
    }
    throw new OptionException(
        "evaluate: give either MODEL with --data PATH, or --predictions FILE");
  }

  private void checkOut() {
    if (out == null) {
      refuse("without --out: no file is written", OverwriteMixin.OPTION);
      return;
    }
    List<String> names = new ArrayList<>(ReportFiles.NAMES);
    names.add(RunPredictions.FILE);
    overwrite.checkFiles(
        OptionName.OUT,
        out,
        names,
        Stream.of(model, predictions, validation, split, manifest)
            .filter(Objects::nonNull)
            .toList());
  }

  private int evaluatePredictions(Path file) {
    StatedRule stated = RunPredictions.rule(file);
    if (stated != null && threshold != null) {
      OptionValue given = OptionName.THRESHOLD.with(threshold);
      throw new OptionException(
          given,
          Sentence.of(
              "%s can't act: %s brings its own decision rule; leave it out, or give a copy in another folder without the columns rule_positive and rule_threshold",
              given, file));
    }
    Predictions all =
        stated == null
            ? PredictionFile.read(file, choice.options())
            : RunPredictions.read(file, stated).named(choice.options(), String.valueOf(file));
    ByRole byRole = ByRole.of(all);
    Predictions rows = byRole.evaluated();
    if (rows.rows().isEmpty()) {
      throw PredictionFile.noLabel(file);
    }
    ValidationFile others =
        validation == null ? null : ValidationFile.read(validation, choice.options(), rows);
    Predictions fittedOn = others == null ? null : others.rows();
    DecisionRule.FittedRule fit = fitted(fittedOn);
    DecisionRule fitted = fit.rule();
    MeasuredRule measured = MeasuredRule.of(fitted, rows, BootstrapOptions.DEFAULTS);
    StatedRule ofRun = validation == null ? stated : null;
    EvaluationOptions options = ofRun == null ? options(fitted) : ofRun.options();
    String origin =
        ofRun != null
            ? "its operating point"
            : threshold == null ? "chosen on " + validation : "--threshold";
    Evaluation evaluation =
        ClusterBootstrap.evaluate(measured.after(), options, BootstrapOptions.DEFAULTS);
    FoldMetrics folds = FoldMetrics.of(fitted.scaling().apply(all), options);
    List<String> unsaid = RunPredictions.unsaid(file, byRole);
    List<String> notes = new ArrayList<>(CommandLineWording.lines(byRole.notes()));
    notes.addAll(unsaid);
    notes.addAll(fit.notes());
    if (others != null) {
      others.notes().forEach(note -> status("warning: " + note));
      notes.addAll(others.notes());
    }
    if (stated != null && ofRun == null) {
      String note =
          "The decision rule is chosen on %s; that of the predictions is not used."
              .formatted(validation);
      notes.add(note);
      status("note: " + note);
    }
    CommandLineWording.lines(byRole.notes()).forEach(note -> status("note: " + note));
    if (!json.isWanted()) {
      unsaid.forEach(note -> status("note: " + note));
    }
    PositiveClass positive =
        stated != null && choice.options().positive() == null
            ? new PositiveClass(rows.classes(), PositiveClass.Reason.RUN)
            : rows.positive(choice.options().positive());
    print(
        positive,
        EvaluationOutput.of(
            PredictionsReport.setting(rows),
            measured,
            Verdict.of(measured, evaluation, null),
            evaluation,
            new ComparedSystem(rows, options, origin),
            folds,
            notes));
    if (out != null) {
      Predictions scaled = fittedOn == null ? null : fitted.scaling().apply(fittedOn);
      write(
          out,
          measured,
          PredictionsReport.of(
              file,
              positive,
              measured,
              new PredictionsReport.FittedOn(scaled, notes),
              evaluation,
              folds,
              options,
              making()),
          options);
    }
    return rows.unanswered().isEmpty() ? GOOD : FAILED;
  }

  private DecisionRule.FittedRule fitted(@Nullable Predictions rows) {
    if (rows == null) {
      return new DecisionRule.FittedRule(DecisionRule.NONE, List.of());
    }
    DecisionRule.check(rule.options(), rows.classes());
    DecisionRule.FittedRule fitted = DecisionRule.fit(rows, rule.options());
    fitted.notes().forEach(note -> status("note: " + note));
    return fitted;
  }

  private EvaluationOptions options(DecisionRule fitted) {
    return threshold == null ? fitted.toOptions() : new EvaluationOptions(threshold);
  }

  private int evaluateModel(Path file, Path root) {
    String positive = choice.options().positive();
    ModelDescription model = ModelFile.describe(file);
    String own = model.positive();
    if (positive != null && !model.classSet().named(positive).equals(Optional.of(own))) {
      refuse("with MODEL, whose positive class is '" + own + "'", "--positive");
    }
    ForeignSets sets = ForeignSets.find(foreignSets);
    if (!sets.isEmpty()) {
      if (ModelFile.refusal(file).isEmpty()) {
        refuse("here: the model has no score of how unlike its training an image is", FOREIGN);
      }
      sets.requireUnseen(ModelFile.seen(file));
    }
    Dataset dataset = choice.open(root).inCaseOf(model.classSet());
    if (positive == null) {
      CodedClasses.refuseFor(dataset, own);
    }
    if (manifest != null && dataset.kind() != DatasetKind.CNMC_2019) {
      throw OptionException.ofSetting(
          "manifest",
          manifest,
          "evaluate: --manifest goes with images that are laid out as C-NMC 2019; "
              + root
              + " holds "
              + dataset.kind().label());
    }
    ModelEvaluation done;
    try (StepProgress preparing = steps()) {
      sets.requireForeign(dataset, preparing);
      done =
          ModelEvaluation.of(
              file,
              dataset,
              split,
              manifest == null ? null : Manifest.read(manifest),
              ComputeDevice.of(device.device()),
              (unit, total) -> progress("evaluating", unit, total),
              preparing);
    }
    Predictions rows = done.byRole().evaluated();
    DecisionRule brought = done.evaluated().model().rule();
    // A band and a point belong together: who sets another point gets the one without the other.
    DecisionRule fitted = threshold == null ? brought : brought.withoutPoint();
    MeasuredRule measured = MeasuredRule.ofScaled(fitted, rows, BootstrapOptions.DEFAULTS);
    EvaluationOptions options = options(fitted);
    Evaluation evaluation = ClusterBootstrap.evaluate(rows, options, BootstrapOptions.DEFAULTS);
    List<ForeignResult> foreign = foreign(file, sets, rows, done.evaluated());
    List<BaselineResult> baselines = ModelReport.baselines(done.evaluated(), rows);
    FoldMetrics folds = FoldMetrics.of(done.byRole().all(), options);
    WholeDecision whole =
        rows.sayRefusals()
            ? WholeDecision.of(rows, fitted, options, done.blank(), BootstrapOptions.DEFAULTS)
            : null;
    rows.unanswered().forEach(one -> status("skipped: " + one.image() + ": " + one.reason()));
    done.evaluated().store().notes().forEach(note -> status("note: " + note));
    done.evaluated().warnings().forEach(warning -> status("warning: " + warning));
    EvaluationOutput output =
        EvaluationOutput.of(
                ModelReport.setting(done.evaluated(), rows),
                measured,
                Verdict.of(measured, evaluation, BaselineResults.besideArea(baselines)),
                evaluation,
                new ComparedSystem(
                    rows, options, threshold == null ? "its operating point" : "--threshold"),
                folds,
                done.evaluated().warnings())
            .with(whole, foreign);
    print(new PositiveClass(evaluation.classes(), PositiveClass.Reason.MODEL), output);
    if (out != null) {
      write(
          out,
          measured,
          ModelReport.of(
              done.evaluated(),
              measured,
              whole,
              foreign,
              evaluation,
              baselines,
              folds,
              options,
              device.device(),
              making()),
          options);
    }
    int skipped = rows.unanswered().size();
    if (skipped > 0) {
      status("allnet: %d evaluated, %d skipped; see above".formatted(rows.rows().size(), skipped));
    }
    return skipped == 0 ? GOOD : FAILED;
  }

  private List<ForeignResult> foreign(
      Path file, ForeignSets sets, Predictions rows, ModelReport.Evaluated evaluated) {
    if (sets.isEmpty()) {
      return List.of();
    }
    CellStore store = evaluated.store();
    try (Progress shown = progress("scoring", "images", sets.images() + rows.labelled().size())) {
      return sets.evaluate(
          file,
          ComputeDevice.of(device.device()),
          rows,
          store,
          problem -> status("skipped: " + problem),
          shown::reach);
    }
  }

  private void print(PositiveClass positive, EvaluationOutput output) {
    String reason = positive.describe().in(CommandLineWording.TYPED);
    if (json.isWanted()) {
      out().println(JsonOutput.text(output.toJson().put("positiveReason", reason)));
    } else {
      out().println(reason);
      tell(output.describe());
    }
  }

  private void write(
      Path folder, MeasuredRule measured, RunReport report, EvaluationOptions options) {
    Predictions rows = measured.after();
    PredictionFile.write(
        folder.resolve(RunPredictions.FILE),
        rows,
        new StatedRule(rows.classes().positiveName(), options).written());
    status("report: " + ReportFiles.write(folder, report));
  }
}
