package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.data.integrity.PublishedPart;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.experiment.DataIdentity;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.DuplicateCounts;
import org.allnet.evaluation.experiment.PeopleCount;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.inference.compute.Device;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.refusal.RefusalModel;
import org.allnet.report.assembly.BaselineResults;
import org.allnet.report.assembly.ExampleCells;
import org.allnet.report.assembly.FoldMetrics;
import org.allnet.report.assembly.PredictionsReport;
import org.allnet.report.assembly.ReportContext;
import org.allnet.report.assembly.RulePages;
import org.allnet.report.content.BaselineResult;
import org.allnet.report.content.Headline;
import org.allnet.report.content.ReportedDecision;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;

/** The report of a finished model on a data set. */
public final class ModelReport {

  private static final int PICTURES = 12;

  private ModelReport() {}

  /**
   * What was evaluated, and on what.
   *
   * @param file the model file
   * @param model what it says of itself
   * @param dataset where the tested images come from
   * @param duplicates what was found in the data set
   * @param part which part of C-NMC 2019 the tested images are, or come from if they were held out
   * @param store the pixels of the tested images
   * @param warnings what a reader must know before the metrics
   * @param hardware what it ran on
   */
  public record Evaluated(
      Path file,
      ModelDescription model,
      Dataset dataset,
      DuplicateCounts duplicates,
      PublishedPart part,
      CellStore store,
      List<String> warnings,
      String hardware) {

    /** Copies {@code warnings}, so that nothing changes it from outside. */
    public Evaluated {
      warnings = List.copyOf(warnings);
    }

    private Function<String, Optional<CellPixels>> pixels() {
      return image -> store.contains(image) ? Optional.of(store.get(image)) : Optional.empty();
    }
  }

  /**
   * Evaluates the baselines that a model file holds.
   *
   * @param evaluated what was evaluated, and on what
   * @param predictions the model's predictions, at least one of them labelled
   * @return the baselines; empty if the file holds none
   */
  public static List<BaselineResult> baselines(Evaluated evaluated, Predictions predictions) {
    Baselines baselines = evaluated.model().baselines();
    return baselines == null
        ? List.of()
        : BaselineResults.of(
            predictions,
            List.of(new BaselineResults.Test(baselines, predictions)),
            evaluated.pixels());
  }

  /**
   * Puts the report together.
   *
   * @param evaluated what was evaluated
   * @param measured its predictions, at least one of them labelled, and its rule
   * @param whole what becomes of the images by everything that it decides by; absent if it can't
   *     refuse images
   * @param foreign what it does with images that it is not for
   * @param evaluation their metrics
   * @param baselines baselines on the same images, as {@link #baselines} gives them
   * @param folds the metrics of each role of the images
   * @param options how classes were predicted
   * @param device where maps are computed
   * @param making how it came about
   * @return the report
   */
  public static RunReport of(
      Evaluated evaluated,
      MeasuredRule measured,
      @Nullable WholeDecision whole,
      List<ForeignResult> foreign,
      Evaluation evaluation,
      List<BaselineResult> baselines,
      FoldMetrics folds,
      EvaluationOptions options,
      Device device,
      ReportContext making) {
    ModelDescription model = evaluated.model();
    Predictions predictions = measured.after();
    Map<String, String> resolved = new LinkedHashMap<>();
    resolved.put("model", evaluated.file().toString());
    resolved.put("data", evaluated.dataset().root().toString());
    resolved.put("threshold", String.valueOf(options.threshold()));
    Function<String, Optional<CellPixels>> pixels = evaluated.pixels();
    List<Prediction> shown = ExampleCells.choose(predictions, options, PICTURES);
    ModelMaps.Model asked = new ModelMaps.Model("the model", evaluated.file());
    return RunReport.of(
            new Headline(
                evaluated.file().getFileName() + " on " + evaluated.dataset().name(),
                Headline.question(predictions.classes())),
            setting(evaluated, predictions),
            data(evaluated, predictions),
            making.reproduction(null, resolved, evaluated.hardware()))
        .positive(new PositiveClass(predictions.classes(), PositiveClass.Reason.MODEL))
        .model(
            model
                .summary(options)
                .refusing(
                    ModelFile.refusal(evaluated.file())
                        .map(RefusalModel::describe)
                        .orElse(List.of())))
        .verdict(Verdict.of(measured, evaluation, BaselineResults.besideArea(baselines)))
        .evaluation(evaluation)
        .curves(RulePages.curves(Curves.of("ALLNet", predictions, options), measured))
        .subjects(PredictionsReport.subjects(predictions, options, measured.rule().band()))
        .tables(
            Stream.of(RulePages.tables(measured), folds.tables()).flatMap(List::stream).toList())
        .decision(whole == null ? null : new ReportedDecision(whole, ""))
        .foreign(foreign)
        .pictures(ExampleCells.paint(predictions.classes(), shown, options, pixels))
        .maps(
            new ModelMaps(row -> asked, evaluated.store(), device).of(predictions, options, shown))
        .baselines(baselines)
        .warnings(evaluated.warnings())
        .build();
  }

  /**
   * What the metrics are of.
   *
   * @param evaluated what was evaluated, and on what
   * @param predictions its predictions, all of one role
   * @return the setting of their metrics
   */
  public static Setting setting(Evaluated evaluated, Predictions predictions) {
    Origin origin = predictions.origin();
    Setting.Tested tested =
        origin.role() == Role.HOLD_OUT || !evaluated.part().whole()
            ? Setting.Tested.of(origin.role())
            : switch (evaluated.part().kind()) {
              case PRELIMINARY -> Setting.Tested.PRELIMINARY;
              case FINAL -> Setting.Tested.FINAL;
              case TRAINING, NONE -> Setting.Tested.of(origin.role());
            };
    return new Setting(
        Setting.Kind.EVALUATION,
        origin.protocol(),
        tested,
        null,
        origin.transductive(),
        origin.ruleChosenAnew(),
        origin.foreignWeights());
  }

  private static DataSummary data(Evaluated evaluated, Predictions predictions) {
    Dataset dataset = evaluated.dataset();
    Map<String, CellImage> images = new LinkedHashMap<>();
    dataset.images().forEach(image -> images.put(image.name(), image));
    Map<String, Map<String, Integer>> parts = new LinkedHashMap<>();
    for (Prediction row : predictions.labelled()) {
      CellImage image = Objects.requireNonNull(images.get(row.image()), row.image());
      parts
          .computeIfAbsent(image.part(), part -> new LinkedHashMap<>())
          .merge(predictions.classes().names().get(row.label()), 1, Integer::sum);
    }
    return new DataSummary(
        DataIdentity.of(dataset, evaluated.part().whole())
            .withSynthetic(dataset.synthetic() || predictions.origin().synthetic()),
        predictions.classes(),
        parts,
        PeopleCount.ofRows(predictions.labelled()),
        evaluated.duplicates(),
        problems(evaluated));
  }

  private static List<String> problems(Evaluated evaluated) {
    List<String> problems =
        new ArrayList<>(CommandLineWording.lines(evaluated.dataset().problems()));
    PublishedPart part = evaluated.part();
    if (part.kind() != PublishedPart.Kind.NONE && !part.whole()) {
      problems.add("Not the whole published part: " + part.reason());
    }
    return problems;
  }
}
