package org.allnet.report.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.image.CellPixels;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.experiment.DataIdentity;
import org.allnet.evaluation.experiment.DuplicateCounts;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.evaluation.experiment.LearningCurve;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.experiment.Remarks;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.experiment.TrainedData;
import org.allnet.evaluation.experiment.TrainedFoldModels;
import org.allnet.evaluation.experiment.TrainingOutcome;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Refusal;
import org.allnet.evaluation.prediction.Role;
import org.allnet.report.HtmlReport;
import org.allnet.report.ModelCard;
import org.allnet.report.ReportingChecklist;
import org.allnet.report.content.BaselineResult;
import org.allnet.report.content.CellPicture;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.MarkWarnings;
import org.allnet.report.content.ResultSentence;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TrainingReportTest {

  private static final ClassSet CLASSES = ClassSet.of(List.of("all", "hem"));

  /** Twelve images of six subjects; images 0 to 3 are held out, blasts are the larger cells. */
  private final List<Split.Place> places = new ArrayList<>();

  private int heldOut = 4;

  private int refusedFirst = 1;

  private final Function<String, Optional<CellPixels>> pixels =
      image -> Optional.of(square(Integer.parseInt(image) % 2 == 0 ? 8 : 4));

  TrainingReportTest() {
    for (int i = 0; i < 12; i++) {
      String label = i % 2 == 0 ? "all" : "hem";
      String subject = label + i / 4;
      places.add(new Split.Place(String.valueOf(i), label, subject, subject, i / 4));
    }
  }

  @Test
  void of_withHoldOut_isAboutTheChosenFoldModel() {
    RunReport report = report(outcome(true, Protocol.SUBJECT));

    assertThat(report.setting().tested()).isEqualTo(Setting.Tested.HOLD_OUT);
    assertThat(report.results().evaluation().images()).isEqualTo(4);
    assertThat(report.results().evaluation().metric(Metric.ACCURACY).valueOrNull()).isEqualTo(0.75);
    assertThat(report.system().foldModels()).extracting(i -> i.best()).containsExactly(false, true);
    assertThat(report.data().parts().get("held out")).isEqualTo(Map.of("all", 2, "hem", 2));
    assertThat(report.results().subjects().subjects()).hasSize(2);
    assertThat(report.results().tables())
        .extracting(table -> table.title())
        .containsExactly(
            "All fold models on the held-out images", "All folds together", "Operating points");
  }

  /** From 0.15 on a blast: both healthy cells are predicted wrongly, not image 3 alone. */
  private static final DecisionRule LOW =
      new DecisionRule(
          TemperatureScaling.NONE,
          new OperatingPoint(PointRule.Known.YOUDEN, 0.15, 1, 0.5),
          null,
          null);

  @Test
  void of_lowOperatingPoint_countsByItEverywhere() {
    RunReport report = report(outcome(true, Protocol.SUBJECT, LOW));

    assertThat(report.results().evaluation().confusion().count(1, 0)).isEqualTo(2);
    assertOneRule(report);
    assertThat(HtmlReport.render(report))
        .contains(
            "Wrong predictions (2 of 2)",
            "an image is predicted positive from a probability of 0.150");
  }

  @Test
  void pagesOfPredictionsAndComparison_useOneRule() {
    Predictions tested = predictions(places.subList(0, 4));
    ReportContext context = new ReportContext("./allnet", "0.1.0", Instant.EPOCH);
    EvaluationOptions options = LOW.toOptions();
    assertOneRule(
        PredictionsReport.of(
            Path.of("x.csv"),
            PositiveClass.of(tested.classes(), null),
            MeasuredSystem.of(
                MeasuredRule.of(LOW, tested, BootstrapOptions.DEFAULTS), options, tested),
            new PredictionsReport.FittedOn(null, List.of()),
            context));

    Map<String, ComparedSystem> systems = new java.util.LinkedHashMap<>();
    systems.put("low", new ComparedSystem(tested, options, "its operating point"));
    systems.put("even", ComparedSystem.byMostProbableClass(tested));
    Comparison comparison = Comparison.of(systems, BootstrapOptions.DEFAULTS);
    RunReport page =
        ComparisonReport.of(systems, comparison, Origin.UNKNOWN, List.of(), List.of(), context);
    assertThat(page.results().curves().riskCoverage())
        .extracting(curve -> curve.points().get(0).y())
        .containsExactly(0.5, 0.25);
    assertThat(comparison.evaluations().values())
        .extracting(evaluation -> evaluation.metric(Metric.ACCURACY).valueOrNull())
        .containsExactly(0.5, 0.75);
  }

  /** Counts of tables, pictures, subjects and the curve's end are the same decisions. */
  private static void assertOneRule(RunReport report) {
    long all = report.results().evaluation().confusion().total();
    long right =
        report.results().evaluation().confusion().count(0, 0)
            + report.results().evaluation().confusion().count(1, 1);
    assertThat(report.results().evaluation().metric(Metric.ACCURACY).valueOrNull())
        .isEqualTo((double) right / all);
    Curve.Point end =
        report.results().curves().riskCoverage().get(0).points().stream()
            .filter(point -> point.x() == 1)
            .findFirst()
            .orElseThrow();
    assertThat(end.y()).isEqualTo(1 - (double) right / all);
    assertThat(
            report.results().subjects().subjects().stream()
                .mapToLong(subject -> subject.cells().right())
                .sum())
        .isEqualTo(right);
    if (!report.results().pictures().isEmpty()) {
      assertThat(report.results().pictures().stream().filter(CellPicture::wrong))
          .hasSize((int) (all - right));
      assertThat(report.results().pictures().stream().filter(CellPicture::right))
          .hasSize((int) right);
    }
  }

  @Test
  void of_withoutHoldOut_poolsTheFolds() {
    RunReport report = report(outcome(false, Protocol.SUBJECT));

    assertThat(report.setting().tested()).isEqualTo(Setting.Tested.FOLDS);
    assertThat(report.results().evaluation().images()).isEqualTo(8);
    assertThat(report.remarks().warnings())
        .singleElement()
        .asString()
        .contains("Nothing was held out", "kept epoch", "a little too good");
    assertThat(ResultSentence.of(report))
        .contains("each evaluated by the fold model that validated but did not train on it")
        .doesNotContain("no training had seen");
  }

  @Test
  void page_namedPositiveClass_isAFactNoWarning() {
    RunReport report = report(outcome(true, Protocol.SUBJECT));

    assertThat(report.remarks().warnings()).noneMatch(line -> line.contains("ositive class"));
    assertThat(HtmlReport.render(report))
        .contains("<dt>Positive class</dt><dd>all (a usual name of the sick)</dd>");
  }

  @Test
  void page_unknownPositiveClass_isAWarningToo() {
    RunReport report =
        RunReport.of(
                report(outcome(true, Protocol.SUBJECT)).headline(),
                report(outcome(true, Protocol.SUBJECT)).setting(),
                report(outcome(true, Protocol.SUBJECT)).data(),
                report(outcome(true, Protocol.SUBJECT)).reproduction())
            .positive(PositiveClass.of(ClassSet.of(List.of("x", "y")), null))
            .build();

    assertThat(report.remarks().warnings())
        .singleElement()
        .asString()
        .startsWith("Positive class: not known; 'y' is taken");
  }

  /** What a reader must know before any metric is not folded away with what can be looked up. */
  @Test
  void of_runWarnings_comeBeforeMetricsNotNotes() {
    TrainingOutcome plain = outcome(true, Protocol.SUBJECT);
    RunReport report =
        report(
            new TrainingOutcome(
                plain.kind(),
                plain.data(),
                plain.foldModels(),
                plain.model(),
                plain.options(),
                plain.hardware(),
                new Remarks(
                    List.of("Whose cells the weights saw is not known."),
                    List.of("2 files are no images."))));

    assertThat(report.remarks().warnings())
        .containsExactly("Whose cells the weights saw is not known.");
    assertThat(report.remarks().notes()).containsExactly("2 files are no images.");
  }

  @Test
  void of_oneFoldNoHoldOut_isOfValidationImages() {
    TrainingOutcome both = outcome(false, Protocol.SUBJECT);
    RunReport report =
        report(
            new TrainingOutcome(
                Setting.Kind.TRAINING,
                both.data(),
                new TrainedFoldModels(both.foldModels().all().subList(1, 2), 2),
                both.model(),
                both.options(),
                both.hardware(),
                both.remarks()));

    assertThat(report.results().evaluation().images()).isEqualTo(4);
    assertThat(report.setting().tested()).isEqualTo(Setting.Tested.VALIDATION);
    assertThat(ResultSentence.of(report))
        .contains("4 images of 2 people that the system was validated on but not trained on")
        .doesNotContain("no training had seen");
    assertThat(HtmlReport.render(report))
        .contains("a little too good")
        .doesNotContain("images of all folds");
  }

  @Test
  void chosenFoldModel_isTooGoodOnlyWhereItWasChosen() {
    String here = "chose by these metrics";
    String there = "chose by its validation images";

    assertThat(HtmlReport.render(report(outcome(true, Protocol.SUBJECT))))
        .contains(there)
        .doesNotContain(here);
    assertThat(HtmlReport.render(report(outcome(false, Protocol.SUBJECT))))
        .contains(here)
        .doesNotContain(there);
  }

  @Test
  void augmentedBeforeSplit_saysWhatHeldOutImagesAre() {
    assertThat(HtmlReport.render(report(outcome(true, Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT))))
        .contains("Held-out images have no copies in training");
  }

  @Test
  void of_noHoldOut_saysPromisesAreNotMeasured() {
    DecisionRule shy = new DecisionRule(new TemperatureScaling(1.5), null, null, null);

    assertThat(report(outcome(false, Protocol.SUBJECT, shy)).remarks().warnings())
        .hasSize(2)
        .first()
        .asString()
        .contains("Nothing was held out", "a little too good");
    assertThat(report(outcome(false, Protocol.SUBJECT, shy)).remarks().warnings().get(1))
        .contains("uncalibrated", "not measured here");
    assertThat(report(outcome(true, Protocol.SUBJECT, shy)).remarks().warnings()).isEmpty();
  }

  @Test
  void of_noHoldOut_listsRulesThatChangeNoMetric() {
    RunReport report = report(outcome(false, Protocol.SUBJECT, LOW));

    FurtherTable rules =
        report.results().tables().stream()
            .filter(table -> table.title().equals("Decision rules of the models"))
            .findFirst()
            .orElseThrow();
    assertThat(rules.rows()).hasSize(2);
    assertThat(rules.rows().get(1).get(0)).isEqualTo("fold model 2");
    assertThat(rules.rows().get(1).get(1)).contains("youden", "0.1500");
    assertThat(report(outcome(true, Protocol.SUBJECT, LOW)).results().tables())
        .extracting(FurtherTable::title)
        .doesNotContain("Decision rules of the models");
  }

  @Test
  void of_baselines_areFittedOnTrainingImagesAlone() {
    List<BaselineResult> baselines = report(outcome(true, Protocol.SUBJECT)).others().baselines();

    assertThat(baselines)
        .extracting(BaselineResult::name)
        .containsExactly("majority class", "cell area alone");
    // Half of the four held-out images are of either class; their areas tell them apart.
    assertThat(baselines.get(0).evaluation().metric(Metric.ACCURACY).valueOrNull()).isEqualTo(0.5);
    assertThat(baselines.get(1).evaluation().metric(Metric.AUROC).valueOrNull()).isEqualTo(1);
  }

  @Test
  void of_baselinesNoHoldOut_useUnfittedFold() {
    TrainingOutcome outcome = outcome(false, Protocol.SUBJECT);
    List<Prediction> byArea = new ArrayList<>();
    for (FoldOutcome foldModel : outcome.foldModels().all()) {
      Map<String, Double> areas = new HashMap<>();
      for (Prediction row : foldModel.validation().rows()) {
        areas.put(row.image(), (double) pixels.apply(row.image()).orElseThrow().area());
      }
      byArea.addAll(
          foldModel
              .baselines()
              .area()
              .predict(CLASSES, foldModel.validation().rows(), areas)
              .rows());
    }
    assertThat(report(outcome).others().baselines().get(1).evaluation().metric(Metric.BRIER))
        .isEqualTo(
            ClusterBootstrap.evaluate(new Predictions(CLASSES, byArea)).metric(Metric.BRIER));
  }

  @Test
  void of_pictures_showTheWrongOneFirst() {
    RunReport report = report(outcome(true, Protocol.SUBJECT));

    assertThat(report.results().pictures().get(0).image()).isEqualTo("3");
    assertThat(report.results().pictures().get(0).wrong()).isTrue();
    assertThat(report.results().pictures()).filteredOn(picture -> picture.right()).isNotEmpty();
  }

  @Test
  void of_foreignWeights_doNotClaimUnseenImages() {
    RunReport known = report(outcome(true, Protocol.SUBJECT));
    Setting setting = known.setting();
    RunReport foreign =
        RunReport.of(
                known.headline(),
                new Setting(
                    setting.kind(),
                    setting.protocol(),
                    setting.tested(),
                    setting.split(),
                    false,
                    false,
                    true),
                known.data(),
                known.reproduction())
            .evaluation(known.results().evaluation())
            .build();

    assertThat(ResultSentence.of(foreign))
        .contains("that were kept from the training here")
        .doesNotContain("no training had seen");
    assertThat(foreign.markWarnings()).contains(MarkWarnings.FOREIGN_WEIGHTS);
  }

  @Test
  void of_modelMayKnowThePeople_isNotSubjectLevel() {
    RunReport known = report(outcome(true, Protocol.SUBJECT));
    RunReport unknown = report(outcome(true, Protocol.SUBJECT, null, DecisionRule.NONE));
    RunReport byImage = report(outcome(true, Protocol.IMAGE, null, DecisionRule.NONE));

    assertThat(ResultSentence.of(known)).contains("that no training had seen");
    assertThat(ResultSentence.of(unknown)).doesNotContain("no training had seen");
    assertThat(unknown.setting().protocol()).isNull();
    assertThat(byImage.setting().protocol()).isEqualTo(Protocol.IMAGE);
  }

  @Test
  void of_imageLevelAndSynthetic_pageSaysBoth() {
    String page = HtmlReport.render(report(outcome(true, Protocol.IMAGE)));

    assertThat(page)
        .contains("Image-level", "Synthetic", "Research use only")
        .doesNotContain("NaN");
  }

  @Test
  void checklist_imageLevelSynthetic_namesBoth() {
    assertThat(ReportingChecklist.render(report(outcome(true, Protocol.IMAGE))))
        .contains("| split (image-level): metrics are too good; synthetic cells |");
  }

  @Test
  void ofPredictions_theImagesAreUnknown() {
    assertThat(PredictionsReport.data("x.csv", predictions(places)).identity().source())
        .isEqualTo(DataIdentity.Source.UNKNOWN);
  }

  /** The first images of each fold and of the hold-out are refused by the model that is asked. */
  private FoldOutcome refusing(FoldOutcome fold) {
    return new FoldOutcome(
        fold.number(),
        refusingFirst(fold.holdOut()),
        refusingFirst(fold.validation()),
        fold.epochs(),
        fold.keptEpoch(),
        fold.rule(),
        fold.baselines());
  }

  private Predictions refusingFirst(Predictions rows) {
    List<Prediction> marked = new ArrayList<>();
    for (Prediction row : rows.rows()) {
      marked.add(
          row.with(
              marked.size() < refusedFirst
                  ? new Refusal(
                      Refusal.Cause.UNLIKE_TRAINING, "referred: unlike the images of training")
                  : Refusal.NONE));
    }
    return rows.with(marked);
  }

  @Test
  void manyHeldOutImagesRefused_isALimit() {
    heldOut = 6;
    assertThat(new HeadlineMetrics(refusing(outcome(true, Protocol.SUBJECT))).limits()).isEmpty();
    refusedFirst = 2;
    assertThat(new HeadlineMetrics(refusing(outcome(true, Protocol.SUBJECT))).limits())
        .singleElement()
        .asString()
        .startsWith("Held out: 2 of 6 images are unlike the images of training, poor, or show");
    assertThat(new HeadlineMetrics(refusing(outcome(false, Protocol.SUBJECT))).limits())
        .noneMatch(limit -> limit.toString().contains("unlike"));
  }

  private static long refused(RunReport report) {
    return Objects.requireNonNull(report.results().decision()).whole().rows().stream()
        .filter(row -> row.outcome() == WholeDecision.Outcome.UNLIKE_TRAINING)
        .mapToLong(WholeDecision.Row::images)
        .sum();
  }

  @Test
  void refusals_areThoseOfTheModelsThatDecide() {
    RunReport held = report(refusing(outcome(true, Protocol.SUBJECT)));
    RunReport folds = report(refusing(outcome(false, Protocol.SUBJECT)));

    assertThat(refused(held)).isEqualTo(1);
    assertThat(Objects.requireNonNull(held.results().decision()).note()).isEmpty();
    assertThat(refused(folds)).isEqualTo(2);
    assertThat(Objects.requireNonNull(folds.results().decision()).note())
        .contains("were fitted on these very images");
    assertThat(folds.results().pictures())
        .anyMatch(cell -> cell.refusal() != null && cell.refusal().isRefused());
    assertThat(ModelCard.render(held))
        .contains("## Refused images", "| referred: unlike training | 1 |");
    assertThat(report(outcome(true, Protocol.SUBJECT)).results().decision()).isNull();
  }

  private TrainingOutcome refusing(TrainingOutcome outcome) {
    return new TrainingOutcome(
        outcome.kind(),
        outcome.data(),
        new TrainedFoldModels(
            outcome.foldModels().all().stream().map(this::refusing).toList(),
            outcome.foldModels().best()),
        outcome.model(),
        outcome.options(),
        outcome.hardware(),
        outcome.remarks());
  }

  private RunReport report(TrainingOutcome outcome) {
    return TrainingReport.of(
        outcome,
        pixels,
        MapSource.NONE,
        new ReportContext("./allnet crossval data", "0.1.0", Instant.EPOCH));
  }

  private TrainingOutcome outcome(boolean holdOut, Protocol protocol) {
    return outcome(holdOut, protocol, DecisionRule.NONE);
  }

  private TrainingOutcome outcome(boolean holdOut, Protocol protocol, DecisionRule rule) {
    return outcome(holdOut, protocol, protocol, rule);
  }

  private TrainingOutcome outcome(
      boolean holdOut, Protocol protocol, @Nullable Protocol said, DecisionRule rule) {
    List<CellImage> images =
        places.stream()
            .map(p -> new CellImage(p.image(), Path.of(p.image()), "all", p.label(), p.subject()))
            .toList();
    Dataset dataset =
        new Dataset(
            "synthetic", Path.of("x"), DatasetKind.CNMC_2019, CLASSES, images, true, List.of());
    List<FoldOutcome> foldModels = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      int fold = number;
      foldModels.add(
          new FoldOutcome(
              number,
              from(said, Role.HOLD_OUT, holdOut ? places.subList(0, heldOut) : List.of()),
              from(said, Role.VALIDATION, places.stream().filter(p -> p.fold() == fold).toList()),
              List.of(new LearningCurve.Epoch(1, 0.7, 0.6, 0.9)),
              1,
              rule,
              Baselines.of(
                  CLASSES,
                  places.stream()
                      .filter(p -> p.fold() > 0 && p.fold() != fold)
                      .collect(Collectors.toMap(p -> p.image(), p -> CLASSES.indexOf(p.label()))),
                  pixels)));
    }
    return new TrainingOutcome(
        Setting.Kind.CROSS_VALIDATION,
        new TrainedData(
            dataset,
            PositiveClass.of(dataset.classes(), null),
            new Split(protocol, 2, 7, places),
            new DuplicateCounts(0, 0, 0, "abc"),
            false),
        new TrainedFoldModels(foldModels, 2),
        new ModelSummary("ALLNet", null, 1L, null, null),
        Map.of("epochs", "1"),
        "CPU",
        new Remarks(List.of(), List.of()));
  }

  private static Predictions from(
      @Nullable Protocol protocol, Role role, List<Split.Place> places) {
    Origin origin = new Origin(protocol, role, false, false, false, false, false);
    return new Predictions(
        CLASSES, predictions(places).rows().stream().map(row -> row.from(origin)).toList());
  }

  /** Everything right but image 3, a healthy cell called a blast. */
  private static Predictions predictions(List<Split.Place> places) {
    return new Predictions(
        CLASSES,
        places.stream()
            .map(
                p -> {
                  boolean blast = p.label().equals("all") || p.image().equals("3");
                  return new Prediction(
                      p.image(),
                      p.subject(),
                      CLASSES.indexOf(p.label()),
                      null,
                      blast ? List.of(0.9, 0.1) : List.of(0.2, 0.8));
                })
            .toList());
  }

  private static CellPixels square(int side) {
    byte[] rgb = new byte[side * side * 3];
    Arrays.fill(rgb, (byte) 120);
    return new CellPixels(20, 20, 1, 1, side, side, rgb);
  }
}
