package org.allnet.report.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.image.CellPixels;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.experiment.DataIdentity;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.evaluation.experiment.LearningCurve;
import org.allnet.evaluation.experiment.PeopleCount;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.experiment.TrainingOutcome;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.report.content.BaselineResult;
import org.allnet.report.content.FoldModel;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.Headline;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;

/**
 * The report of a training or cross-validation. The metrics at its head are those of the chosen
 * fold model on the hold-out images; if nothing was held out, those of the folds that were trained,
 * each evaluated by the fold model that validated but did not train on it.
 */
public final class TrainingReport {

  private static final int PICTURES = 12;

  private TrainingReport() {}

  /**
   * Puts the report together.
   *
   * @param outcome what was trained and predicted
   * @param pixels the pixels of an image of the data set; empty if it can't be shown
   * @param maps gives what the models looked at
   * @param context how it came about
   * @return the report
   */
  public static RunReport of(
      TrainingOutcome outcome,
      Function<String, Optional<CellPixels>> pixels,
      MapSource maps,
      ReportContext context) {
    HeadlineMetrics head = new HeadlineMetrics(outcome);
    Predictions tested = head.tested();
    Split split = outcome.data().split();
    DecisionRule rule = head.rule();
    MeasuredRule measured = MeasuredRule.ofScaled(rule, tested, BootstrapOptions.DEFAULTS);
    Evaluation evaluation =
        ClusterBootstrap.evaluate(tested, rule.toOptions(), BootstrapOptions.DEFAULTS);
    List<FurtherTable> tables = new ArrayList<>(FoldTables.of(outcome));
    if (outcome.foldModels().hasHoldOut()) {
      tables.addAll(RulePages.operatingPoints(outcome.foldModels().chosen().validation(), tested));
    }
    tables.addAll(RulePages.tables(measured));
    tables.addAll(RulePages.unmeasured(head.rules(), tested.classes()));
    List<BaselineResult> baselines = BaselineResults.of(tested, head.baselineTests(), pixels);
    List<Prediction> shown = ExampleCells.choose(tested, rule.toOptions(), PICTURES);
    return RunReport.of(
            new Headline(title(outcome), Headline.question(tested.classes())),
            new Setting(
                outcome.kind(),
                protocol(split, tested),
                head.images(),
                describe(split),
                tested.origin().transductive(),
                tested.origin().ruleChosenAnew(),
                tested.origin().foreignWeights()),
            data(outcome),
            context.reproduction(split.seed(), outcome.options(), outcome.hardware()))
        .positive(outcome.data().positive())
        .model(outcome.model().withOperatingPoint(rule.point()))
        .verdict(Verdict.of(measured, evaluation, BaselineResults.besideArea(baselines)))
        .evaluation(evaluation)
        .foldModels(foldModels(outcome))
        .curves(
            RulePages.curves(Curves.of(outcome.model().name(), tested, rule.toOptions()), measured))
        .subjects(PredictionsReport.subjects(tested, rule))
        .learning(
            outcome.foldModels().all().stream()
                .map(i -> new LearningCurve(i.name(), i.epochs(), kept(i)))
                .toList())
        .pictures(ExampleCells.pictures(tested.classes(), shown, rule.toOptions(), pixels))
        .maps(maps.of(tested, rule.toOptions(), shown))
        .decision(head.decision())
        .baselines(baselines)
        .tables(tables)
        .warnings(warnings(head))
        .notes(outcome.remarks().notes())
        .build();
  }

  /** What the split promises, as far as the predictions say so: a model may have seen more. */
  private static @Nullable Protocol protocol(Split split, Predictions tested) {
    return Protocol.weakest(Arrays.asList(split.protocol(), tested.origin().protocol()));
  }

  private static List<String> warnings(HeadlineMetrics head) {
    List<String> warnings = new ArrayList<>();
    head.limits().forEach(limit -> warnings.add(limit.toString()));
    warnings.addAll(head.outcome().remarks().warnings());
    return warnings;
  }

  private static String title(TrainingOutcome outcome) {
    String work =
        switch (outcome.kind()) {
          case CROSS_VALIDATION ->
              outcome.foldModels().all().size() + " fold models cross-validated on ";
          case DEMONSTRATION -> "Demonstration: ALLNet trained on ";
          default -> outcome.model().name() + " trained on ";
        };
    return work + outcome.data().dataset().name();
  }

  private static String describe(Split split) {
    int held = split.holdOut().size();
    String fraction =
        String.format(
            Locale.ROOT,
            "%.0f %% of the images",
            100.0 * held / Math.max(1, split.places().size()));
    String by =
        split.protocol().imageLevel()
            ? "by image"
            : split.protocol().presumed() ? "by presumed subject" : "by subject";
    String folds = "in " + split.folds() + " folds";
    return held == 0
        ? by + ": all images " + folds
        : by + ": " + fraction + " held out, the rest " + folds;
  }

  /** The epoch whose weights were kept, null if there were no epochs. */
  private static @Nullable Integer kept(FoldOutcome foldModel) {
    return foldModel.keptEpoch() == 0 ? null : foldModel.keptEpoch();
  }

  private static List<FoldModel> foldModels(TrainingOutcome outcome) {
    if (outcome.foldModels().all().size() < 2) {
      return List.of();
    }
    return outcome.foldModels().all().stream()
        .map(
            i ->
                new FoldModel(
                    i.name(),
                    outcome.foldModels().hasHoldOut()
                        ? Evaluation.of(i.holdOut(), i.rule().toOptions())
                        : Evaluation.of(i.validation()),
                    i.number() == outcome.foldModels().best(),
                    kept(i)))
        .toList();
  }

  private static DataSummary data(TrainingOutcome outcome) {
    Dataset dataset = outcome.data().dataset();
    Map<String, Map<String, Integer>> parts = new LinkedHashMap<>();
    if (outcome.foldModels().hasHoldOut()) {
      parts.put("held out", new LinkedHashMap<>());
    }
    for (int fold = 1; fold <= outcome.data().split().folds(); fold++) {
      parts.put("fold " + fold, new LinkedHashMap<>());
    }
    for (Split.Place place : outcome.data().split().places()) {
      String part = place.fold() == Split.HOLD_OUT ? "held out" : "fold " + place.fold();
      parts
          .computeIfAbsent(part, name -> new LinkedHashMap<>())
          .merge(place.label(), 1, Integer::sum);
    }
    return new DataSummary(
        DataIdentity.of(dataset, outcome.data().complete()),
        dataset.classes(),
        parts,
        PeopleCount.ofPlaces(outcome.data().split().places()),
        outcome.data().duplicates(),
        dataset.problems().stream().map(DatasetProblem::toString).toList());
  }
}
