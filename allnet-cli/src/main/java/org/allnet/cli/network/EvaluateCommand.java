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
import org.allnet.cli.terminal.ManifestMixin;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.SplitFileMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CodedClasses;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.image.CellStore;
import org.allnet.data.integrity.Manifest;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.inference.evaluation.ForeignEvaluator;
import org.allnet.inference.evaluation.ModelEvaluation;
import org.allnet.inference.evaluation.ModelEvaluator;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.report.EvaluatedModels;
import org.allnet.report.ReportFiles;
import org.allnet.report.StatedRule;
import org.allnet.report.assembly.MeasuredSystem;
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

  @Mixin
  private SplitFileMixin split =
      new SplitFileMixin("With --data: evaluate on the images that this split holds out.");

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

  @Mixin
  private ManifestMixin manifest =
      new ManifestMixin(
          "With --data: CSV with path,sha256,size that lists the images of each whole part of C-NMC"
              + " 2019. The report shows published metrics beside such a part. Default: the built-in"
              + " one.");

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
    if (threshold != null) {
      EvaluationOptions.requireThreshold(threshold);
    }
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
        Stream.of(model, predictions, validation, split.file(), manifest.file())
            .filter(Objects::nonNull)
            .toList());
  }

  private int evaluatePredictions(Path file) {
    FileResults results =
        FileResults.of(
            file,
            choice.options(),
            new FileResults.Choice(rule, threshold, validation),
            !json.isWanted(),
            this::status);
    print(results.positive(), results.output());
    if (out != null) {
      write(out, results.system(), results.report(context()), EvaluatedModels.UNKNOWN);
    }
    return results.system().predictions().unanswered().isEmpty() ? GOOD : FAILED;
  }

  private int evaluateModel(Path file, Path root) {
    String positive = choice.options().positive();
    ModelDescription model = ModelFile.describe(file);
    String own = model.positive();
    if (positive != null && !model.classSet().named(positive).equals(Optional.of(own))) {
      refuse("with MODEL, whose positive class is '" + own + "'", "--positive");
    }
    ForeignEvaluator foreign = new ForeignEvaluator(file, ForeignSets.find(foreignSets));
    if (!foreign.isEmpty()) {
      if (!foreign.isScored()) {
        refuse("here: the model has no score of how unlike its training an image is", FOREIGN);
      }
      foreign.requireUnseen();
    }
    Dataset dataset = choice.open(root).inCaseOf(model.classSet());
    if (positive == null) {
      CodedClasses.refuseFor(dataset, own);
    }
    Path expected = manifest.file();
    if (expected != null && dataset.kind() != DatasetKind.CNMC_2019) {
      throw OptionException.ofSetting(
          "manifest",
          expected,
          "evaluate: --manifest goes with images that are laid out as C-NMC 2019; "
              + root
              + " holds "
              + dataset.kind().label());
    }
    ModelEvaluation done;
    try (StepProgress preparing = steps()) {
      foreign.requireForeign(dataset, preparing);
      done =
          new ModelEvaluator(
                  file,
                  device.device(),
                  preparing,
                  images -> progress("evaluating", "images", images))
              .evaluate(dataset, split.file(), expected == null ? null : Manifest.read(expected));
    }
    CellStore store = done.evaluated().store();
    ModelResults results = ModelResults.of(done, threshold, rows -> ask(foreign, rows, store));
    Predictions rows = results.system().predictions();
    rows.unanswered().forEach(one -> status("skipped: " + one.image() + ": " + one.reason()));
    store.notes().forEach(note -> status("note: " + note));
    results.warnings().forEach(warning -> status("warning: " + warning));
    print(new PositiveClass(rows.classes(), PositiveClass.Reason.MODEL), results.output());
    if (out != null) {
      write(
          out,
          results.system(),
          ModelReport.of(results, device.device(), context()),
          EvaluatedModels.ofModel(ModelFile.checksum(file)));
    }
    int skipped = rows.unanswered().size();
    if (skipped > 0) {
      status("allnet: %d evaluated, %d skipped; see above".formatted(rows.rows().size(), skipped));
    }
    return skipped == 0 ? GOOD : FAILED;
  }

  private List<ForeignResult> ask(ForeignEvaluator foreign, Predictions rows, CellStore store) {
    if (foreign.isEmpty()) {
      return List.of();
    }
    int images = foreign.images() + rows.labelled().size();
    try (Progress shown = progress("scoring", "images", images)) {
      return foreign.evaluate(
          device.device(), rows, store, problem -> status("skipped: " + problem), shown::reach);
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

  private void write(Path folder, MeasuredSystem system, RunReport report, EvaluatedModels models) {
    Predictions rows = system.predictions();
    PredictionFile.write(
        folder.resolve(RunPredictions.FILE),
        rows,
        new StatedRule(rows.classes().positiveName(), system.options()).written());
    status("report: " + ReportFiles.write(folder, report, models));
  }
}
