package org.allnet.evaluation.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.IntervalMethod;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.junit.jupiter.api.Test;

final class VerdictTest {

  private static final BootstrapOptions FEW = new BootstrapOptions(200, 1, 1);

  @Test
  void guessing_intervalAboveChance_isBetter() {
    assertThat(guessing(0.7, 0.51, 0.9)).containsExactly(Guessing.Result.BETTER);
    assertThat(words(0.7, 0.51, 0.9))
        .containsExactly(
            "Better than guessing: AUROC 0.700 (0.510 to 0.900); guessing gives 0.500.");
  }

  @Test
  void guessing_intervalIncludesChance_isNotShown() {
    assertThat(guessing(0.7, 0.5, 0.9)).containsExactly(Guessing.Result.NOT_SHOWN);
    assertThat(words(0.62, 0.22, 0.97))
        .containsExactly(
            "Not shown to be better than guessing: AUROC 0.620 (0.220 to 0.970); guessing"
                + " gives 0.500.");
  }

  @Test
  void guessing_belowChance_saysRankedWrongly() {
    assertThat(guessing(0.2, 0.1, 0.4)).containsExactly(Guessing.Result.WORSE);
    assertThat(words(0.2, 0.1, 0.4).get(0))
        .startsWith("Worse than guessing: AUROC 0.200 (0.100 to 0.400)")
        .contains("ranked the wrong way round: check the labels");
  }

  @Test
  void guessing_farBelowHalf_saysToCheckLabels() {
    assertThat(words(0.39, 0.1, 0.7).get(0))
        .startsWith("Not shown to be better than guessing")
        .contains("far below 0.5: check the labels");
    assertThat(words(0.41, 0.1, 0.7).get(0)).doesNotContain("check the labels");
  }

  @Test
  void guessing_oneScoreForAll_isNotShown() {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(new Prediction("i" + i, "s" + i, i % 2, null, List.of(0.5, 0.5)));
    }
    Predictions constant = new Predictions(Cases.TWO, rows);
    Verdict verdict = Verdict.of(constant, ClusterBootstrap.evaluate(constant));
    assertThat(verdict.sentences())
        .singleElement()
        .asString()
        .startsWith("Not shown to be better than guessing: AUROC 0.500 (no interval: every");
  }

  @Test
  void guessing_perfectResamples_isBetter() {
    Predictions perfect = people(10, 10, 0);
    assertThat(Verdict.of(perfect, ClusterBootstrap.evaluate(perfect)).sentences())
        .singleElement()
        .asString()
        .startsWith("Better than guessing: AUROC 1.000 (no interval: every resample of 20");
  }

  @Test
  void guessing_goodWithoutAnInterval_isNotKnown() {
    Evaluation evaluation = Evaluation.of(people(20, 20, 4));
    assertThat(Guessing.of(evaluation).get(0).result()).isEqualTo(Guessing.Result.UNKNOWN);
    assertThat(VerdictWords.of(Guessing.of(evaluation).get(0), Origin.UNKNOWN))
        .isEqualTo(
            "Whether it is better than guessing is not known: AUROC 0.800 (no interval);"
                + " guessing gives 0.500.");
  }

  @Test
  void guessing_oneClassOnly_isNotKnown() {
    Predictions one = people(20, 0, 0);
    assertThat(Verdict.of(one, ClusterBootstrap.evaluate(one)).sentences())
        .element(1)
        .asString()
        .startsWith("Whether it is better than guessing is not known: the AUROC is undefined (");
  }

  @Test
  void guessing_goodRankingWithBadDecisions_saysBoth() {
    Evaluation base = Evaluation.of(people(20, 20, 0));
    Evaluation evaluation =
        with(with(base, Metric.AUROC, 0.9, 0.8, 1), Metric.BALANCED_ACCURACY, 0.52, 0.45, 0.6);
    assertThat(Guessing.of(evaluation))
        .extracting(Guessing::result)
        .containsExactly(Guessing.Result.BETTER, Guessing.Result.NOT_SHOWN);
    assertThat(VerdictWords.of(Guessing.of(evaluation).get(1), Origin.UNKNOWN))
        .isEqualTo(
            "The system's decisions are not shown to be better than guessing: balanced accuracy 0.520"
                + " (0.450 to 0.600); guessing gives 0.500.");
  }

  @Test
  void people_nineOfAClass_areTooFewAndTenAreEnough() {
    assertThat(TooFewPeople.of(people(10, 9, 0)))
        .isEqualTo(new TooFewPeople(Map.of("hem", 10, "all", 9), TooFewPeople.Counted.PEOPLE));
    assertThat(TooFewPeople.of(people(10, 10, 0))).isNull();
  }

  @Test
  void people_unknown_countsImages() {
    assertThat(TooFewPeople.of(images(30, 29)))
        .isEqualTo(new TooFewPeople(Map.of("hem", 30, "all", 29), TooFewPeople.Counted.IMAGES));
    assertThat(TooFewPeople.of(images(30, 30))).isNull();
    assertThat(
            VerdictWords.of(
                new TooFewPeople(Map.of("hem", 29), TooFewPeople.Counted.IMAGES), Origin.UNKNOWN))
        .isEqualTo(
            "Too few images to draw a conclusion: 29 of 'hem' were evaluated; at least 30 of each"
                + " class are needed if the people are not known.");
  }

  @Test
  void people_someUnknown_countOnePersonPerImage() {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      String subject = i < 2 ? null : (i % 2 == 0 ? "h" : "p") + i % 4;
      rows.add(
          new Prediction("i" + i, subject, i % 2, null, List.of(1.0 - i % 2, (double) (i % 2))));
    }
    TooFewPeople few = TooFewPeople.of(new Predictions(Cases.TWO, rows));
    assertThat(few)
        .isEqualTo(new TooFewPeople(Map.of("hem", 3, "all", 3), TooFewPeople.Counted.AT_MOST));
    assertThat(VerdictWords.of(few, Origin.UNKNOWN))
        .startsWith("Too few people to draw a conclusion: at most 3 of 'hem', 3 of 'all' were")
        .endsWith(
            "at least 10 of each class are needed, and each image without a subject is counted as"
                + " another person.");
  }

  @Test
  void people_presumed_areNamedSoWithImages() {
    TooFewPeople few = TooFewPeople.of(presumed(10, 9, 5));
    assertThat(few).isNotNull();
    assertThat(VerdictWords.of(few, Origin.UNKNOWN))
        .isEqualTo(
            "Too few presumed subjects to draw a conclusion: 10 of 'hem', 9 of 'all' were evaluated;"
                + " at least 10 of each class are needed.");
    assertThat(TooFewPeople.of(presumed(10, 10, 2)))
        .as("ten presumed subjects need not be ten people")
        .isEqualTo(new TooFewPeople(Map.of("hem", 20, "all", 20), TooFewPeople.Counted.IMAGES));
    assertThat(TooFewPeople.of(presumed(10, 10, 3))).isNull();
  }

  private static Predictions presumed(int hem, int all, int imagesOfEach) {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < hem + all; i++) {
      for (int image = 0; image < imagesOfEach; image++) {
        String name = "i" + i + "-" + image;
        rows.add(
            new Prediction(
                name,
                PresumedSubject.named("i" + i + "-0"),
                i < hem ? 0 : 1,
                null,
                i < hem ? List.of(0.9, 0.1) : List.of(0.1, 0.9)));
      }
    }
    return new Predictions(Cases.TWO, rows);
  }

  @Test
  void verdict_ofTooFewPeople_saysNothingInFavour() {
    Predictions few = people(9, 9, 0);
    assertThat(Verdict.of(few, better(few)).sentences())
        .containsExactly(
            "Too few people to draw a conclusion: 9 of 'hem', 9 of 'all' were evaluated; at least 10"
                + " of each class are needed.");
    Predictions enough = people(10, 10, 0);
    assertThat(Verdict.of(enough, better(enough)).sentences())
        .containsExactly(
            "Better than guessing: AUROC 0.900 (0.800 to 1.000); guessing gives 0.500.");
  }

  @Test
  void verdict_trainingImages_saysNothingInFavour() {
    Predictions trained =
        from(people(20, 20, 0), new Origin(null, Role.TRAINING, false, false, false, false, false));
    assertThat(Verdict.of(trained, better(trained)).sentences())
        .containsExactly(
            "The evaluated images were trained on, so their metrics say nothing of new images.");
  }

  @Test
  void verdict_inFavour_saysWeightsAndRuleChosen() {
    Origin origin = new Origin(Protocol.SUBJECT, Role.HOLD_OUT, false, false, false, true, true);
    assertThat(VerdictWords.of(error(0.02, 0.01, 0.05), origin))
        .startsWith(
            "The promise of at most 5 % errors was kept (rule chosen anew, weights of another"
                + " program): ");
    // The rule has no part in a ranking.
    Predictions evaluated = from(people(20, 20, 0), origin);
    assertThat(Verdict.of(evaluated, better(evaluated)).sentences().get(0))
        .startsWith("Better than guessing (weights of another program): AUROC");
  }

  @Test
  void verdict_inFavour_saysTheMarksOfTheImages() {
    Predictions marked =
        from(
            people(20, 20, 0),
            new Origin(Protocol.IMAGE, Role.HOLD_OUT, true, true, false, false, false));
    assertThat(Verdict.of(marked, better(marked)).sentences().get(0))
        .startsWith("Better than guessing (image-level, synthetic data, transductive): AUROC");
    Predictions presumed =
        from(
            people(20, 20, 0),
            new Origin(
                Protocol.PRESUMED_SUBJECT, Role.HOLD_OUT, false, false, false, false, false));
    assertThat(Verdict.of(presumed, better(presumed)).sentences().get(0))
        .startsWith("Better than guessing (by presumed subject): AUROC");
  }

  @Test
  void area_separatesWhereSystemGuesses_isBetter() {
    BesideArea found = BesideArea.of(people(20, 20, 8), people(20, 20, 0), FEW);
    assertThat(found).isNotNull();
    assertThat(found.result()).isEqualTo(BesideArea.Result.AREA_BETTER);
    // 8 of 20 pairs on either side are swapped: 12 * 12 + 2 * 12 * 8 / 2 of 400, with ties half.
    assertThat(found.system()).isEqualTo((144 + 96 * 2 / 2.0) / 400);
    assertThat(VerdictWords.of(found, Origin.UNKNOWN))
        .startsWith(
            "Cell area alone does better: AUROC 1.000 against 0.600; the difference is 0.4");
  }

  @Test
  void area_guesses_systemIsBetter() {
    BesideArea found = BesideArea.of(people(20, 20, 0), people(20, 20, 8), FEW);
    assertThat(found).isNotNull();
    assertThat(found.result()).isEqualTo(BesideArea.Result.SYSTEM_BETTER);
    assertThat(VerdictWords.of(found, Origin.UNKNOWN))
        .startsWith("Better than cell area alone: AUROC 1.000 against 0.600");
  }

  @Test
  void area_ofTheSameAnswers_isNotWorse() {
    BesideArea found = BesideArea.of(people(20, 20, 4), people(20, 20, 4), FEW);
    assertThat(found).isNotNull();
    assertThat(found.result()).isEqualTo(BesideArea.Result.AREA_NOT_WORSE);
    assertThat(VerdictWords.of(found, Origin.UNKNOWN))
        .startsWith("Cell area alone is not worse: AUROC 0.800 against 0.800");
  }

  @Test
  void area_aLittleWorse_isNotShownToBe() {
    BesideArea found =
        new BesideArea(
            0.7,
            0.65,
            new MetricValue.Value(
                0.05, new Interval(-0.02, 0.12, new IntervalMethod.WilsonScore("test"))));
    assertThat(found.result()).isEqualTo(BesideArea.Result.NOT_SHOWN);
    assertThat(VerdictWords.of(found, Origin.UNKNOWN))
        .isEqualTo(
            "Not shown to be better than cell area alone: AUROC 0.700 against 0.650; the"
                + " difference is 0.050 (-0.020 to 0.120).");
  }

  @Test
  void promise_ofErrors_needsValueAndInterval() {
    assertThat(error(0.02, 0.01, 0.05).result()).isEqualTo(KeptPromise.Result.KEPT);
    assertThat(error(0.05, 0.01, 0.09).result()).isEqualTo(KeptPromise.Result.KEPT_HERE);
    assertThat(error(0.06, 0.05, 0.09).result()).isEqualTo(KeptPromise.Result.NOT_KEPT_HERE);
    assertThat(error(0.5, 0.31, 0.69).result()).isEqualTo(KeptPromise.Result.NOT_KEPT);
    assertThat(VerdictWords.of(error(0.5, 0.31, 0.69), Origin.UNKNOWN))
        .isEqualTo(
            "The promise of at most 5 % errors was not kept: 50.0 % (31.0 to 69.0 %) of the"
                + " classified images are wrong.");
  }

  @Test
  void promise_ofSensitivity_isKeptFromAbove() {
    assertThat(sensitivity(0.97, 0.95, 1).result()).isEqualTo(KeptPromise.Result.KEPT);
    assertThat(sensitivity(0.97, 0.9, 1).result()).isEqualTo(KeptPromise.Result.KEPT_HERE);
    assertThat(sensitivity(0.9, 0.8, 0.96).result()).isEqualTo(KeptPromise.Result.NOT_KEPT_HERE);
    assertThat(sensitivity(0.6, 0.3, 0.8).result()).isEqualTo(KeptPromise.Result.NOT_KEPT);
    assertThat(VerdictWords.of(sensitivity(0.6, 0.3, 0.8), Origin.UNKNOWN))
        .isEqualTo(
            "The promise of at least 95 % sensitivity was not kept: 60.0 % (30.0 to 80.0 %) of the"
                + " positive images are found.");
  }

  @Test
  void promise_withoutAnInterval_namesNone() {
    KeptPromise none =
        new KeptPromise(
            KeptPromise.Promise.SENSITIVITY,
            0.95,
            new MetricValue.Value(0.714, null, "one subject only", List.of()));
    assertThat(none.result()).isEqualTo(KeptPromise.Result.NOT_KEPT_HERE);
    assertThat(VerdictWords.of(none, Origin.UNKNOWN))
        .startsWith(
            "The promise of at least 95 % sensitivity was not kept here, and nothing says how sure"
                + " that is: 71.4 %")
        .doesNotContain("its interval");
  }

  @Test
  void promise_ofARule_isMeasuredOnTheseImages() {
    OperatingPoint point = new OperatingPoint(PointRule.stored("sensitivity>=0.95"), 0.5, 1, 1);
    // 20 of either class, 4 of each on the wrong side at 0.1 and 0.9: 8 of 40 wrong, 16 of 20 found
    Predictions evaluated = people(20, 20, 4);
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE, point, new ReferBand(0.4, 0.6, 0.05, 1, 0.0), null);
    List<KeptPromise> kept = kept(rule, evaluated);
    assertThat(kept)
        .extracting(KeptPromise::promise)
        .containsExactly(KeptPromise.Promise.SENSITIVITY, KeptPromise.Promise.ERROR);
    assertThat(kept.get(0).measured().valueOrNull()).isEqualTo(0.8);
    assertThat(kept.get(1).measured().valueOrNull()).isEqualTo(0.2);
  }

  @Test
  void promise_ofAnEmptyBand_saysThatNoneIsNeeded() {
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE, null, new ReferBand(0.5, 0.5, 0.05, 1, 0.0), null);
    KeptPromise kept = kept(rule, people(20, 20, 4)).get(0);
    assertThat(VerdictWords.of(kept, Origin.UNKNOWN))
        .startsWith(
            "No image has to be referred: on the validation images the promise of at most 5 %"
                + " errors holds without a refer band. The promise of at most 5 % errors was not kept")
        .contains("20.0 % (");
    assertThat(rule.describe(Cases.TWO))
        .contains(
            "refer band: no image has to be referred (validation: all classified, 0.0 % wrong, at"
                + " most 5 % allowed)");
  }

  @Test
  void promise_isNotRounded() {
    OperatingPoint point = new OperatingPoint(PointRule.stored("sensitivity>=0.9996"), 0.5, 1, 1);
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE, point, new ReferBand(0.4, 0.6, 0.0004, 1, 0.0), null);
    List<KeptPromise> kept = kept(rule, people(20, 20, 4));
    assertThat(VerdictWords.of(kept.get(0), Origin.UNKNOWN))
        .startsWith("The promise of at least 99.96 % sensitivity ");
    assertThat(VerdictWords.of(kept.get(1), Origin.UNKNOWN))
        .startsWith("The promise of at most 0.04 % errors ");
  }

  @Test
  void promise_ofABandReferringAll_isUnmeasured() {
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE, null, new ReferBand(0, Math.nextUp(1.0), 0.05, 0, null), null);
    assertThat(VerdictWords.of(kept(rule, people(20, 20, 4)).get(0), Origin.UNKNOWN))
        .isEqualTo(
            "The promise of at most 5 % errors could not be measured: every image was referred.");
  }

  @Test
  void rule_withoutPromise_hasNothingToKeep() {
    assertThat(kept(DecisionRule.NONE, people(20, 20, 4))).isEmpty();
    DecisionRule youden =
        new DecisionRule(
            TemperatureScaling.NONE,
            new OperatingPoint(PointRule.Known.YOUDEN, 0.5, 1, 1),
            null,
            null);
    assertThat(kept(youden, people(20, 20, 4))).isEmpty();
  }

  @Test
  void together_saysOnceWhatHoldsForAllSystems() {
    Predictions few = people(9, 9, 0);
    Evaluation guessing = with(better(few), Metric.AUROC, 0.5, 0.4, 0.6);
    Verdict together =
        Verdict.together(Map.of("a", Verdict.of(few, better(few)), "b", Verdict.of(few, guessing)));
    assertThat(together.sentences())
        .containsExactly(
            "Too few people to draw a conclusion: 9 of 'hem', 9 of 'all' were evaluated; at least 10"
                + " of each class are needed.",
            "b: Not shown to be better than guessing: AUROC 0.500 (0.400 to 0.600); guessing"
                + " gives 0.500.");
    assertThat(together.toJson().get(1).path("system").asText()).isEqualTo("b");
    assertThat(together.toJson().get(1).path("outcome").asText()).isEqualTo("notShown");
  }

  @Test
  void together_eachSystem_hasItsOwnMarks() {
    Predictions bySubject =
        from(
            people(20, 20, 0),
            new Origin(Protocol.SUBJECT, Role.HOLD_OUT, false, false, false, false, false));
    Predictions byImage =
        from(
            people(20, 20, 0),
            new Origin(Protocol.IMAGE, Role.HOLD_OUT, true, true, false, false, false));
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    verdicts.put("by-subject", Verdict.of(bySubject, better(bySubject)));
    verdicts.put("by-image", Verdict.of(byImage, better(byImage)));
    Verdict together = Verdict.together(verdicts);
    String what = "AUROC 0.900 (0.800 to 1.000); guessing gives 0.500.";
    assertThat(together.sentences())
        .containsExactly(
            "by-subject: Better than guessing: " + what,
            "by-image: Better than guessing (image-level, synthetic data, transductive): " + what);
    assertThat(together.toJson().findValuesAsText("sentence")).isEqualTo(together.sentences());
  }

  @Test
  void verdict_validationImages_saysFittedOnThem() {
    Predictions fitted =
        from(
            people(20, 20, 0),
            new Origin(Protocol.SUBJECT, Role.VALIDATION, false, false, false, false, false));
    assertThat(Verdict.of(fitted, better(fitted)).sentences().get(0))
        .startsWith("Better than guessing (fitted on these images): AUROC");
    Predictions synthetic =
        from(
            people(20, 20, 0),
            new Origin(Protocol.IMAGE, Role.VALIDATION, true, false, false, false, false));
    assertThat(Verdict.of(synthetic, better(synthetic)).sentences().get(0))
        .startsWith(
            "Better than guessing (fitted on these images, image-level, synthetic data): AUROC");
  }

  private static List<Guessing.Result> guessing(double value, double low, double high) {
    return Guessing.of(auroc(value, low, high)).stream().map(Guessing::result).toList();
  }

  private static List<String> words(double value, double low, double high) {
    return Guessing.of(auroc(value, low, high)).stream()
        .map(one -> VerdictWords.of(one, Origin.UNKNOWN))
        .toList();
  }

  private static Evaluation auroc(double value, double low, double high) {
    return with(better(people(20, 20, 0)), Metric.AUROC, value, low, high);
  }

  /** Metrics that are better than guessing. */
  private static Evaluation better(Predictions evaluated) {
    return with(
        with(Evaluation.of(evaluated), Metric.AUROC, 0.9, 0.8, 1),
        Metric.BALANCED_ACCURACY,
        0.9,
        0.8,
        1);
  }

  private static Evaluation with(
      Evaluation evaluation, Metric name, double value, double low, double high) {
    List<MetricValue> flat = new ArrayList<>(evaluation.flatMetrics());
    flat.set(
        name.ordinal(),
        new MetricValue.Value(
            value, new Interval(low, high, new IntervalMethod.WilsonScore("test"))));
    return evaluation.withMetrics(flat);
  }

  private static KeptPromise error(double value, double low, double high) {
    return new KeptPromise(
        KeptPromise.Promise.ERROR,
        0.05,
        new MetricValue.Value(
            value, new Interval(low, high, new IntervalMethod.WilsonScore("test"))));
  }

  private static KeptPromise sensitivity(double value, double low, double high) {
    return new KeptPromise(
        KeptPromise.Promise.SENSITIVITY,
        0.95,
        new MetricValue.Value(
            value, new Interval(low, high, new IntervalMethod.WilsonScore("test"))));
  }

  private static List<KeptPromise> kept(DecisionRule rule, Predictions evaluated) {
    return KeptPromise.of(
        MeasuredRule.of(rule, evaluated, FEW),
        ClusterBootstrap.evaluate(evaluated, rule.toOptions(), FEW));
  }

  private static Predictions from(Predictions rows, Origin origin) {
    return new Predictions(
        rows.classes(), rows.rows().stream().map(row -> row.from(origin)).toList());
  }

  /** One image of each person; P(all) 0.1 and 0.9, on the wrong side for the first of a class. */
  private static Predictions people(int hem, int all, int wrongOfEach) {
    return cases(hem, all, wrongOfEach, true);
  }

  private static Predictions images(int hem, int all) {
    return cases(hem, all, 0, false);
  }

  private static Predictions cases(int hem, int all, int wrongOfEach, boolean people) {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < hem + all; i++) {
      int label = i < hem ? 0 : 1;
      boolean wrong = (label == 0 ? i : i - hem) < wrongOfEach;
      double positive = (label == 1) == wrong ? 0.1 : 0.9;
      rows.add(
          new Prediction(
              "i" + i, people ? "s" + i : null, label, null, List.of(1 - positive, positive)));
    }
    return new Predictions(Cases.TWO, rows);
  }
}
