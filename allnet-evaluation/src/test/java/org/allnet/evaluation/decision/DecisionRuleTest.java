package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

class DecisionRuleTest {

  private static final ClassSet CLASSES = ClassSet.of(List.of("hem", "all")).withPositive("all");

  private static final BootstrapOptions QUICK = new BootstrapOptions(200, 1, 2);

  /** Twice 0.9 and once 0.6 for each class, and one of each predicted wrongly with 0.8. */
  private static Predictions validation() {
    return Cases.binary(
        new int[] {1, 1, 1, 1, 0, 0, 0, 0}, new double[] {0.9, 0.9, 0.6, 0.2, 0.1, 0.1, 0.4, 0.8});
  }

  @Test
  void fit_atTheFittedTemperature_theLossIsLeast() {
    DecisionRule rule =
        DecisionRule.fit(validation(), new RuleOptions(PointRule.Known.YOUDEN, null, 0.2)).rule();
    double loss = loss(rule.scaling(), validation());
    assertThat(rule.scaling().temperature()).isGreaterThan(1);
    assertThat(loss)
        .isLessThan(loss(new TemperatureScaling(rule.scaling().temperature() * 1.01), validation()))
        .isLessThan(
            loss(new TemperatureScaling(rule.scaling().temperature() / 1.01), validation()));
  }

  private static double loss(TemperatureScaling scaling, Predictions predictions) {
    return scaling.apply(predictions).rows().stream()
        .mapToDouble(row -> -Math.log(row.probabilities().get(row.label())))
        .sum();
  }

  @Test
  void fit_maxError_takesTheSmallestBand() {
    DecisionRule rule =
        DecisionRule.fit(validation(), new RuleOptions(PointRule.Known.ARGMAX, 0.0, 0.2)).rule();
    ReferBand band = java.util.Objects.requireNonNull(rule.band());
    // Called without an error: the two 0.9 above the wrong 0.8, the two 0.1 below the wrong 0.2.
    assertThat(band.coverage()).isCloseTo(0.5, within(1e-12));
    assertThat(band.error()).isEqualTo(0.0);
    assertThat(answerOf(rule, 0.9)).isEqualTo("all");
    assertThat(answerOf(rule, 0.8)).isEqualTo("refer");
    assertThat(answerOf(rule, 0.5)).isEqualTo("refer");
    assertThat(answerOf(rule, 0.1)).isEqualTo("hem");
  }

  private static String answerOf(DecisionRule rule, double unscaled) {
    Decision decision = rule.decide(rule.scaling().apply(List.of(1 - unscaled, unscaled)), CLASSES);
    return decision instanceof Decision.Predicted predicted
        ? predicted.label()
        : DecisionWords.answer(decision, CLASSES);
  }

  @Test
  void fit_onOneClass_leavesOutWhatItCannotTell() {
    Predictions one = Cases.binary(new int[] {1, 1}, new double[] {0.9, 0.8});
    DecisionRule.FittedRule fitted =
        DecisionRule.fit(one, new RuleOptions(PointRule.Known.YOUDEN, 0.05, 0.1));
    assertThat(fitted.rule().point()).isNull();
    assertThat(fitted.rule().scaling()).isEqualTo(TemperatureScaling.NONE);
    assertThat(fitted.notes()).anyMatch(note -> note.contains("operating point left out"));
    assertThat(fitted.notes()).anyMatch(note -> note.contains("calibration left out"));
    assertThat(fitted.rule().toOptions()).isEqualTo(EvaluationOptions.DEFAULTS);
    // No error on blasts alone says nothing of healthy cells: a band would be an empty promise.
    assertThat(fitted.rule().band()).isNull();
    assertThat(fitted.notes()).anyMatch(note -> note.contains("refer band left out"));
    assertThat(fitted.notes()).anyMatch(note -> note.contains("prediction sets: always hold"));
    assertThat(
            fitted.rule().lacks(new RuleOptions(PointRule.Known.YOUDEN, 0.05, 0.1), one.classes()))
        .filteredOn(sentence -> !sentence.startsWith("prediction sets: always hold"))
        .hasSize(3)
        .anyMatch(sentence -> sentence.startsWith("calibration left out"))
        .anyMatch(sentence -> sentence.startsWith("operating point youden left out"))
        .anyMatch(sentence -> sentence.startsWith("refer band left out"));
  }

  @Test
  void lacks_ofAWholeRule_isNothing() {
    RuleOptions wanted = new RuleOptions(PointRule.Known.YOUDEN, 0.25, 0.2);
    assertThat(DecisionRule.fit(validation(), wanted).rule().lacks(wanted, CLASSES)).isEmpty();
  }

  @Test
  void lacks_classNeverRuledOut_agreesWithFit() {
    RuleOptions wanted = new RuleOptions(PointRule.Known.ARGMAX, null, 0.01);
    Predictions few = validation();
    DecisionRule.FittedRule fitted = DecisionRule.fit(few, wanted);
    List<String> never =
        fitted.notes().stream().filter(note -> note.startsWith("prediction sets:")).toList();

    assertThat(never).hasSize(2);
    assertThat(fitted.rule().lacks(wanted, few.classes())).containsAll(never);
  }

  @Test
  void fit_onEveryErrorAllowed_promisesNothing() {
    RuleOptions all = new RuleOptions(PointRule.Known.YOUDEN, 1.0, 0.2);
    assertThat(all).isEqualTo(new RuleOptions(PointRule.Known.YOUDEN, null, 0.2));
    DecisionRule rule = DecisionRule.fit(validation(), all).rule();
    assertThat(rule.band()).isNull();
    assertThat(rule.lacks(all, CLASSES)).isEmpty();
    assertThat(rule.describe(CLASSES)).contains("refer band: none");
    // As an earlier version wrote it into a model.
    DecisionRule written =
        new DecisionRule(TemperatureScaling.NONE, null, new ReferBand(0.5, 0.5, 1, 1, 0.2), null);
    assertThat(written.band()).isNull();
    assertThat(written).isEqualTo(DecisionRule.NONE);
    assertThatThrownBy(() -> new ReferBand(0.4, 0.6, 1, 0.9, 0.2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("refers images although every error is allowed");
    assertThatThrownBy(() -> ReferBand.choose(validation(), 0.5, 1))
        .isInstanceOf(OptionException.class);
  }

  @Test
  void describe_ofPromises_roundsNone() {
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE,
            null,
            new ReferBand(0.4, 0.6, 0.0004, 0.9, 0.0),
            new ConformalSets(0.0004, List.of(0.75, 1.0)));
    assertThat(String.join("; ", rule.describe(CLASSES)))
        .contains("at most 0.04 % allowed)", "at most 0.04 % misses promised");
    MeasuredRule measured =
        MeasuredRule.of(
            new DecisionRule(
                TemperatureScaling.NONE, null, null, new ConformalSets(0.025, List.of(0.75, 1.0))),
            validation(),
            new BootstrapOptions(100, 1, 1));
    assertThat(measured.describe()).contains("promised to hold the true class of 97.5 %,");
  }

  @Test
  void rule_whoseBandIsNotAroundItsPoint_isRefused() {
    ReferBand band = new ReferBand(0.6, 0.8, 0.05, 0.9, 0.01);
    OperatingPoint point = new OperatingPoint(PointRule.Known.YOUDEN, 0.3, 1, 1);
    assertThatThrownBy(() -> new DecisionRule(TemperatureScaling.NONE, point, band, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("0.3 is outside the refer band from 0.6 to 0.8");
    assertThatThrownBy(() -> new DecisionRule(TemperatureScaling.NONE, null, band, null))
        .hasMessageContaining("0.5 is outside");
  }

  @Test
  void words_ofEachDecision_areThoseOfTheFiles() {
    assertThat(DecisionWords.reason(predicted("all"))).isEqualTo("the most probable class");
    Decision above = new Decision.Predicted("all", new Decision.OfThreshold("all", 0.5, 0.5));
    assertThat(DecisionWords.reason(above))
        .isEqualTo("P(all) 0.5000 is at or above the operating point 0.5000");
    Decision below = new Decision.Predicted("hem", new Decision.OfThreshold("all", 0.49, 0.5));
    assertThat(DecisionWords.reason(below))
        .isEqualTo("P(all) 0.4900 is below the operating point 0.5000");
    NothingToSee erased = new NothingToSee.Erased(SegmentationMode.STRETCHED, 0.012, 0.05, false);
    Decision none = new Decision.Referred(erased);
    assertThat(DecisionWords.answer(none, CLASSES)).isEqualTo("none");
    assertThat(DecisionWords.reason(none))
        .isEqualTo(
            "nothing to see: segmentation 'stretched' keeps 1.20 % of what is visible of it, and 5.0 % are needed");
  }

  @Test
  void parts_hostile_areRefused() {
    assertThatThrownBy(() -> new ReferBand(0.4, 0.6, 0.05, 0.9, 5.0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("error 5.0");
    assertThatThrownBy(() -> new ReferBand(0.4, 0.6, 0.05, 0.9, Double.NaN))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new OperatingPoint(PointRule.stored("a\nforged line"), 0.5, 1, 1))
        .isInstanceOf(InputException.class);
  }

  @Test
  void describe_sets_saysEachClassThreshold() {
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE, null, null, new ConformalSets(0.1, List.of(0.75, 1.0)));
    assertThat(rule.describe(CLASSES))
        .contains(
            "prediction sets: at most 10 % misses promised of each class; hem in from 0.2500, all"
                + " never ruled out");
  }

  @Test
  void decide_threshold_movesTheDecision() {
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE,
            new OperatingPoint(PointRule.Known.YOUDEN, 0.3, 1, 1),
            null,
            null);
    assertThat(rule.decide(List.of(0.7, 0.3), CLASSES))
        .isEqualTo(new Decision.Predicted("all", new Decision.OfThreshold("all", 0.3, 0.3)));
    assertThat(rule.decide(List.of(0.71, 0.29), CLASSES))
        .isEqualTo(new Decision.Predicted("hem", new Decision.OfThreshold("all", 0.29, 0.3)));
  }

  @Test
  void decide_noOperatingPoint_takesMostProbable() {
    ClassSet three = ClassSet.of(List.of("a", "b", "c"));
    assertThat(DecisionRule.NONE.decide(List.of(0.2, 0.4, 0.4), three))
        .isEqualTo(new Decision.Predicted("b", new Decision.MostProbable()));
  }

  @Test
  void decide_inTheBand_refersWithTheBand() {
    ReferBand band = new ReferBand(0.3, 0.6, 0.1, 0.9, 0.0);
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE,
            new OperatingPoint(PointRule.Known.YOUDEN, 0.4, 1, 1),
            band,
            null);
    Decision decision = rule.decide(List.of(0.5679, 0.4321), CLASSES);
    assertThat(decision)
        .isEqualTo(new Decision.Referred(new ReferralReason.Uncertain("all", 0.4321, band)));
    assertThat(DecisionWords.reason(decision))
        .isEqualTo("referred: P(all) 0.4321 is in the refer band from 0.3000 to 0.6000");
    assertThat(rule.decide(List.of(0.4, 0.6), CLASSES)).isInstanceOf(Decision.Predicted.class);
  }

  private static Decision predicted(String label) {
    return new Decision.Predicted(label, new Decision.MostProbable());
  }

  @Test
  void answer_isBlastOrHealthyOnlyIfTheClassesSaySo() {
    assertThat(DecisionWords.answer(predicted("all"), CLASSES)).isEqualTo("blast");
    assertThat(DecisionWords.answer(predicted("hem"), CLASSES)).isEqualTo("healthy");
    for (List<String> names :
        List.of(
            List.of("cancer", "healthy"),
            List.of("neutrophil", "monocyte"),
            List.of("0", "1"),
            List.of("all", "monocyte"))) {
      for (String name : names) {
        assertThat(DecisionWords.answer(predicted(name), ClassSet.of(names))).isEqualTo(name);
        assertThat(DecisionWords.answer(predicted(name), ClassSet.of(names).withPositive(name)))
            .isEqualTo(name);
      }
    }
  }

  @Test
  void measure_scaledPredictions_undoesScaling() {
    DecisionRule rule =
        DecisionRule.fit(validation(), new RuleOptions(PointRule.Known.YOUDEN, 0.1, 0.2)).rule();
    Predictions test = Cases.binary(new int[] {1, 0, 1}, new double[] {0.7, 0.3, 0.55});
    MeasuredRule measured = MeasuredRule.ofScaled(rule, rule.scaling().apply(test), QUICK);
    for (int i = 0; i < 3; i++) {
      assertThat(measured.before().rows().get(i).probabilities().get(1))
          .isCloseTo(test.rows().get(i).probabilities().get(1), within(1e-12));
    }
    assertThat(measured.toJson().has("referBand")).isTrue();
    assertThat(measured.describe())
        .contains("calibration", "refer from", "prediction sets", "  of hem: ", "  of all: ");
  }

  @Test
  void rule_throughJson_staysTheSame() throws Exception {
    ObjectMapper json = new ObjectMapper();
    DecisionRule rule =
        DecisionRule.fit(validation(), new RuleOptions(PointRule.Known.PREVALENCE, 0.0, 0.2))
            .rule();
    assertThat(json.readValue(json.writeValueAsString(rule), DecisionRule.class)).isEqualTo(rule);
    assertThat(json.readValue(json.writeValueAsString(DecisionRule.NONE), DecisionRule.class))
        .isEqualTo(DecisionRule.NONE);
  }

  @Test
  void options_outOfRange_nameTheOption() {
    assertThatThrownBy(() -> new RuleOptions(PointRule.parse("best"), null, 0.1))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("operating-point best");
    assertThatThrownBy(() -> new RuleOptions(PointRule.parse("sensitivity=1.5"), null, 0.1))
        .hasMessageContaining("sensitivity=1.5");
    assertThatThrownBy(() -> new RuleOptions(PointRule.Known.ARGMAX, -0.1, 0.1))
        .hasMessageContaining("max-error -0.1");
    assertThatThrownBy(() -> new RuleOptions(PointRule.Known.ARGMAX, Double.NaN, 0.1))
        .hasMessageContaining("max-error NaN");
    assertThatThrownBy(() -> new RuleOptions(PointRule.Known.ARGMAX, null, 1))
        .hasMessageContaining("set-error 1");
  }
}
