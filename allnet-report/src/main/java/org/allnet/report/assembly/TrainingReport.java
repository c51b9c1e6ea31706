package org.allnet.report.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellPixels;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.evaluation.decision.WholeDecision;
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
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.report.content.BaselineResult;
import org.allnet.report.content.FoldModel;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.Headline;
import org.allnet.report.content.ReportedDecision;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;

/**
 * The report of a training or cross-validation. The metrics at its head are those of the chosen
 * fold model on the hold-out images; if nothing was held out, those of the folds that were trained,
 * each evaluated by the fold model that validated but did not train on it.
 */
public final class TrainingReport {

  private static final int PICTURES = 12;

  private static final List<Metric> SPREAD =
      List.of(
          Metric.AUROC,
          Metric.ACCURACY,
          Metric.BALANCED_ACCURACY,
          Metric.SENSITIVITY,
          Metric.SPECIFICITY,
          Metric.WEIGHTED_F1,
          Metric.MCC);

  private TrainingReport() {}

  /**
   * Puts the report together.
   *
   * @param outcome what was trained and predicted
   * @param pixels the pixels of an image of the data set; empty if it can't be shown
   * @param maps gives what the models looked at
   * @param making how it came about
   * @return the report
   */
  public static RunReport of(
      TrainingOutcome outcome,
      Function<String, Optional<CellPixels>> pixels,
      MapSource maps,
      ReportContext making) {
    Predictions tested = tested(outcome);
    Split split = outcome.data().split();
    DecisionRule rule = rule(outcome);
    MeasuredRule measured = MeasuredRule.ofScaled(rule, tested, BootstrapOptions.DEFAULTS);
    Evaluation evaluation =
        ClusterBootstrap.evaluate(tested, rule.toOptions(), BootstrapOptions.DEFAULTS);
    List<FurtherTable> tables = new ArrayList<>(tables(outcome));
    if (outcome.foldModels().hasHoldOut()) {
      tables.addAll(RulePages.operatingPoints(outcome.foldModels().chosen().validation(), tested));
    }
    tables.addAll(RulePages.tables(measured));
    tables.addAll(RulePages.unmeasured(rules(outcome), tested.classes()));
    List<BaselineResult> baselines = BaselineResults.of(tested, baselineTests(outcome), pixels);
    List<Prediction> shown = ExampleCells.choose(tested, rule.toOptions(), PICTURES);
    return RunReport.of(
            new Headline(title(outcome), Headline.question(tested.classes())),
            new Setting(
                outcome.kind(),
                protocol(split, tested),
                images(outcome),
                describe(split),
                tested.origin().transductive(),
                tested.origin().ruleChosenAnew(),
                tested.origin().foreignWeights()),
            data(outcome),
            making.reproduction(split.seed(), outcome.options(), outcome.hardware()))
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
        .pictures(ExampleCells.paint(tested.classes(), shown, rule.toOptions(), pixels))
        .maps(maps.of(tested, rule.toOptions(), shown))
        .decision(decision(outcome))
        .baselines(baselines)
        .tables(tables)
        .warnings(warnings(outcome))
        .notes(outcome.remarks().notes())
        .build();
  }

  /**
   * What the metrics at the head of the report are of.
   *
   * @param outcome what was trained and predicted
   * @return the chosen fold model's hold-out predictions, else those of all folds
   */
  public static Predictions tested(TrainingOutcome outcome) {
    return outcome.foldModels().hasHoldOut()
        ? outcome.foldModels().chosen().holdOut()
        : outOfFold(outcome);
  }

  /** What the split promises, as far as the predictions say so: a model may have seen more. */
  private static @Nullable Protocol protocol(Split split, Predictions tested) {
    return Protocol.weakest(Arrays.asList(split.protocol(), tested.origin().protocol()));
  }

  private static Setting.Tested images(TrainingOutcome outcome) {
    if (outcome.foldModels().hasHoldOut()) {
      return Setting.Tested.HOLD_OUT;
    }
    return outcome.foldModels().all().size() == outcome.data().split().folds()
        ? Setting.Tested.FOLDS
        : Setting.Tested.VALIDATION;
  }

  /**
   * The rule of the metrics at the head of the report.
   *
   * @param outcome what was trained and predicted
   * @return the chosen fold model's; none if the metrics are of all folds, each of which has its
   *     own
   */
  public static DecisionRule rule(TrainingOutcome outcome) {
    return outcome.foldModels().hasHoldOut()
        ? outcome.foldModels().chosen().rule()
        : DecisionRule.NONE;
  }

  /**
   * What becomes of the images of the metrics at the head of the report. Held-out images are those
   * of the chosen fold model's rule. If nothing was held out, each image is decided about by the
   * fold model that was not trained on it.
   *
   * @return absent if a model that decides refuses no image, or the predictions don't say it
   */
  private static @Nullable ReportedDecision decision(TrainingOutcome outcome) {
    Predictions tested = tested(outcome);
    if (!tested.sayRefusals()) {
      return null;
    }
    DecisionRule rule = rule(outcome);
    if (outcome.foldModels().hasHoldOut()) {
      return new ReportedDecision(
          WholeDecision.of(tested, rule, rule.toOptions(), List.of(), BootstrapOptions.DEFAULTS),
          "");
    }
    Map<String, WholeDecision.Outcome> outcomes = new HashMap<>();
    for (FoldOutcome model : outcome.foldModels().all()) {
      for (Prediction row : model.validation().rows()) {
        outcomes.put(row.image(), WholeDecision.outcome(row, model.rule(), tested.classes()));
      }
    }
    return new ReportedDecision(
        WholeDecision.of(
            tested,
            row -> Objects.requireNonNull(outcomes.get(row.image()), row.image()),
            rule.toOptions(),
            List.of(),
            BootstrapOptions.DEFAULTS),
        "Each image is decided about by the fold model that was not trained on it. Its thresholds of"
            + " what is unlike training, and its refer band, were fitted on these very images: the"
            + " fractions are those that were asked for, and other images may see others. What is"
            + " wrong is counted by the most probable class, as in all other metrics.");
  }

  /** Whether an epoch was kept, and so chosen on validation images. */
  private static boolean isTrainedInEpochs(TrainingOutcome outcome) {
    return outcome.foldModels().all().stream().anyMatch(i -> i.keptEpoch() > 0);
  }

  /**
   * What a reader must know of the metrics at the head of the report: that nothing was held out, or
   * that the model refuses many of the images that were.
   *
   * @param outcome what was trained and predicted
   * @return whole sentences; none if images were held out and at most a fifth is refused
   */
  public static List<Sentence> limits(TrainingOutcome outcome) {
    List<Sentence> limits = new ArrayList<>();
    if (!outcome.foldModels().hasHoldOut() && isTrainedInEpochs(outcome)) {
      limits.add(
          Sentence.text(
              "Nothing was held out: the kept epoch was chosen on the very images that are evaluated here."
                  + " The metrics are a little too good."));
    }
    if (!rules(outcome).isEmpty()) {
      limits.add(
          Sentence.of(
              "The metrics are of uncalibrated probabilities and the most probable class. The models'"
                  + " own decision rules have no part in them, as each was chosen on the very images"
                  + " that are evaluated here; what they promise is not measured here. On other images"
                  + " it is measured by %s.",
              Invocation.of("evaluate")));
    }
    if (outcome.foldModels().hasHoldOut()) {
      List<Prediction> heldOut = tested(outcome).rows();
      RefusedBatch.warning(heldOut.stream().filter(Prediction::isRefused).count(), heldOut.size())
          .ifPresent(text -> limits.add(Sentence.of("Held out: %s.", text)));
    }
    return limits;
  }

  private static List<String> warnings(TrainingOutcome outcome) {
    List<String> warnings = new ArrayList<>();
    limits(outcome).forEach(limit -> warnings.add(limit.toString()));
    warnings.addAll(outcome.remarks().warnings());
    return warnings;
  }

  /**
   * The models' own decision rules if the metrics at the head of the report are not made by one of
   * them.
   *
   * @param outcome what was trained and predicted
   * @return the rule of each fold model by its name; empty if images were held out, which are
   *     evaluated by the chosen fold model's rule, or no fold model has one
   */
  public static Map<String, DecisionRule> rules(TrainingOutcome outcome) {
    Map<String, DecisionRule> rules = new LinkedHashMap<>();
    if (!outcome.foldModels().hasHoldOut()
        && outcome.foldModels().all().stream().anyMatch(i -> !i.rule().equals(DecisionRule.NONE))) {
      outcome
          .foldModels()
          .all()
          .forEach(foldModel -> rules.put(foldModel.name(), foldModel.rule()));
    }
    return rules;
  }

  /**
   * Unscaled, and of no decision rule: each rule was fitted on the very fold that is evaluated
   * here.
   */
  private static Predictions outOfFold(TrainingOutcome outcome) {
    List<Prediction> rows = new ArrayList<>();
    outcome
        .foldModels()
        .all()
        .forEach(
            foldModel -> rows.addAll(foldModel.rule().takenOff(foldModel.validation()).rows()));
    return new Predictions(outcome.data().dataset().classes(), rows);
  }

  /** Each baseline on images that it was not fitted on: those of the metrics at the head. */
  private static List<BaselineResults.Test> baselineTests(TrainingOutcome outcome) {
    return outcome.foldModels().hasHoldOut()
        ? List.of(
            new BaselineResults.Test(
                outcome.foldModels().chosen().baselines(), outcome.foldModels().chosen().holdOut()))
        : outcome.foldModels().all().stream()
            .map(i -> new BaselineResults.Test(i.baselines(), i.validation()))
            .toList();
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
        dataset.problems().stream().map(Sentence::toString).toList());
  }

  private static List<FurtherTable> tables(TrainingOutcome outcome) {
    if (outcome.foldModels().all().size() < 2) {
      return List.of();
    }
    List<FurtherTable> tables = new ArrayList<>();
    if (outcome.foldModels().hasHoldOut()) {
      tables.add(
          spread(
              "All fold models on the held-out images",
              "Mean and spread (standard deviation) over the fold models.",
              outcome.foldModels().all().stream()
                  .map(i -> Evaluation.of(i.holdOut(), i.rule().toOptions()))
                  .toList()));
    }
    Evaluation folds = ClusterBootstrap.evaluate(outOfFold(outcome));
    List<List<String>> rows = new ArrayList<>();
    for (Metric name : SPREAD) {
      rows.add(List.of(name.label(), folds.metric(name).describe()));
    }
    tables.add(
        new FurtherTable(
            "All folds together",
            "Every image that was not held out, evaluated by the fold model that did not train on it;"
                + " the most probable class counts, since each operating point was chosen on these"
                + " very images."
                + (isTrainedInEpochs(outcome)
                    ? " The kept epoch was chosen on the same images, so these metrics are a little"
                        + " too good."
                    : ""),
            List.of("metric", "value (95 % interval)"),
            rows));
    return tables;
  }

  private static FurtherTable spread(String title, String note, List<Evaluation> evaluations) {
    List<List<String>> rows = new ArrayList<>();
    for (Metric name : SPREAD) {
      List<Double> values = new ArrayList<>();
      for (Evaluation evaluation : evaluations) {
        MetricValue metric = evaluation.metric(name);
        if (metric instanceof MetricValue.Value value) {
          values.add(value.value());
        }
      }
      rows.add(List.of(name.label(), meanAndDeviation(values), lowest(values), highest(values)));
    }
    return new FurtherTable(title, note, List.of("metric", "mean", "lowest", "highest"), rows);
  }

  private static String meanAndDeviation(List<Double> values) {
    if (values.isEmpty()) {
      return "undefined";
    }
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return values.size() < 2
        ? String.format(Locale.ROOT, "%.4f", mean)
        : String.format(
            Locale.ROOT, "%.4f +- %.4f", mean, Math.sqrt(squares / (values.size() - 1)));
  }

  private static String lowest(List<Double> values) {
    return values.stream()
        .min(Double::compare)
        .map(v -> String.format(Locale.ROOT, "%.4f", v))
        .orElse("");
  }

  private static String highest(List<Double> values) {
    return values.stream()
        .max(Double::compare)
        .map(v -> String.format(Locale.ROOT, "%.4f", v))
        .orElse("");
  }
}
