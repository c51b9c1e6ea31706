package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

/** What a rule says of itself: each part, what it lacks, and what became of its promises. */
class RuleReportTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(100, 1, 1);

  private static final OperatingPoint POINT =
      new OperatingPoint(PointRule.Known.YOUDEN, 0.4, 0.9, 0.8);

  private static final DecisionRule WHOLE =
      new DecisionRule(
          new TemperatureScaling(1.25),
          POINT,
          new ReferBand(0.3, 0.6, 0.1, 0.75, 0.05),
          new ConformalSets(0.25, List.of(0.25, 0.5)));

  private static final String NO_TEMPERATURE =
      "calibration left out: the validation images can't tell a temperature";

  /** Each class is predicted wrongly with 0.8, so that no band keeps any promise. */
  private static Predictions allWrong() {
    return Cases.binary(new int[] {1, 0}, new double[] {0.2, 0.8});
  }

  private static Predictions four() {
    return Cases.binary(new int[] {1, 1, 0, 0}, new double[] {0.875, 0.25, 0.125, 0.5});
  }

  @Test
  void describe_hasALineForEachPart() {
    assertThat(WHOLE.describe(Cases.TWO))
        .containsExactly(
            "calibration: temperature 1.2500",
            "operating point: youden: predicted positive from 0.4000 (validation: sensitivity 0.9000, specificity 0.8000)",
            "refer band: refer from 0.3000 to 0.6000 (validation: 75.0 % classified, 5.0 % wrong, at most 10 % allowed)",
            "prediction sets: at most 25 % misses promised of each class; hem in from 0.7500, all in from 0.5000");
    assertThat(DecisionRule.NONE.describe(Cases.TWO))
        .containsExactly(
            "calibration: none", "operating point: the most probable class", "refer band: none");
  }

  @Test
  void lacks_ofNone_isTemperatureAndSets() {
    assertThat(DecisionRule.NONE.lacks(RuleOptions.DEFAULTS, Cases.TWO))
        .containsExactly(NO_TEMPERATURE, "prediction sets left out: no labelled validation image");
    assertThat(WHOLE.lacks(new RuleOptions(PointRule.Known.YOUDEN, 0.1, 0.25), Cases.TWO))
        .isEmpty();
  }

  @Test
  void bandThatRefersAll_isSaidByFitAndLater() {
    RuleOptions wanted = new RuleOptions(PointRule.Known.ARGMAX, 0.1, 0.5);
    DecisionRule.FittedRule fitted = DecisionRule.fit(allWrong(), wanted);
    String all =
        "refer band: no band keeps the error at most 0.1 on the validation images; every cell is referred";

    assertThat(fitted.notes())
        .containsExactly(
            "calibration left out: the 2 validation images can't tell a temperature", all);
    assertThat(fitted.rule().lacks(wanted, Cases.TWO)).containsExactly(NO_TEMPERATURE, all);
  }

  @Test
  void fit_ofAWholeRule_notesNothing() {
    Predictions eight =
        Cases.binary(
            new int[] {1, 1, 1, 1, 0, 0, 0, 0},
            new double[] {0.9, 0.9, 0.6, 0.2, 0.1, 0.1, 0.4, 0.8});
    DecisionRule.FittedRule fitted =
        DecisionRule.fit(eight, new RuleOptions(PointRule.Known.YOUDEN, 0.25, 0.2));

    assertThat(fitted.notes()).isEmpty();
    assertThat(fitted.rule().scaling()).isEqualTo(DecisionRule.temperature(eight));
    assertThat(fitted.rule().sets()).isNotNull();
  }

  @Test
  void fit_noLabels_takesProbabilitiesAsTheyCome() {
    Predictions unknown = Cases.binary(new int[] {-1, -1}, new double[] {0.5, 0.9});
    DecisionRule.FittedRule fitted = DecisionRule.fit(unknown, RuleOptions.DEFAULTS);

    assertThat(fitted.rule()).isEqualTo(DecisionRule.NONE);
    assertThat(fitted.notes())
        .containsExactly("no labelled validation image: probabilities are taken as they come");
    assertThatThrownBy(() -> ConformalSets.fit(unknown, 0.1))
        .isInstanceOf(InputException.class)
        .hasMessage("conformal sets: no validation prediction has a label");
  }

  @Test
  void rule_withoutTemperature_isRefused() {
    assertThatThrownBy(() -> new DecisionRule(null, null, null, null))
        .isInstanceOf(InputException.class)
        .hasMessage("rule: its temperature is missing");
  }

  @Test
  void takenOff_undoesScalingAndForgetsTheRule() {
    DecisionRule rule = new DecisionRule(new TemperatureScaling(2), null, null, null);
    Predictions scaled = rule.scaling().apply(four());
    Predictions chosen =
        scaled.with(
            scaled.rows().stream()
                .map(row -> row.from(Origin.UNKNOWN.ofRuleChosenAnew()))
                .toList());
    Predictions before = rule.takenOff(chosen);

    assertThat(before.rows()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(before.rows().get(i).origin()).isEqualTo(Origin.UNKNOWN);
      assertThat(before.rows().get(i).probabilities().get(1))
          .isCloseTo(four().rows().get(i).probabilities().get(1), within(1e-12));
    }
  }

  @Test
  void measured_ofNone_saysNothing() {
    MeasuredRule measured = MeasuredRule.of(DecisionRule.NONE, four(), QUICK);

    assertThat(measured.describe()).isEmpty();
    assertThat(measured.isScaled()).isFalse();
    assertThat(measured.toJson().fieldNames()).toIterable().containsExactly("rule");
    DecisionRule point = new DecisionRule(TemperatureScaling.NONE, POINT, null, null);
    assertThat(MeasuredRule.of(point, four(), QUICK).describe())
        .isEqualTo("operating point " + POINT.describe() + "\n");
  }

  /** Squared and divided by their sum: 0.98, 0.1, 0.02 and 0.5. The last alone is referred. */
  @Test
  void measured_ofAWholeRule_saysEachPart() {
    DecisionRule rule =
        new DecisionRule(
            new TemperatureScaling(0.5),
            new OperatingPoint(PointRule.Known.YOUDEN, 0.5, 1, 1),
            new ReferBand(0.4, 0.6, 0.5, 0.75, 0.25),
            new ConformalSets(0.25, List.of(0.5, 0.5)));
    MeasuredRule measured = MeasuredRule.of(rule, four(), QUICK);
    Evaluation before = Evaluation.of(four());
    Evaluation after = Evaluation.of(measured.after());
    ObjectNode json = measured.toJson();

    assertThat(measured.after().rows().get(0).probabilities().get(1))
        .isCloseTo(0.98, within(1e-12));
    assertThat(measured.describe().lines())
        .anyMatch(
            line ->
                line.equals(
                    "calibration: temperature 0.500; expected calibration error %s before, %s after; Brier score %s before, %s after"
                        .formatted(
                            before.metric(Metric.ECE).describe(),
                            after.metric(Metric.ECE).describe(),
                            before.metric(Metric.BRIER).describe(),
                            after.metric(Metric.BRIER).describe())))
        .anyMatch(line -> line.startsWith("  here: classified 0.7500 ("))
        .anyMatch(line -> line.contains("of the images, wrong among those classified 0.3333 ("))
        .anyMatch(
            line ->
                line.startsWith(
                    "prediction sets: promised to hold the true class of 75 %, hold that of 0.7500 ("))
        .anyMatch(line -> line.endsWith("; 1.25 classes on average"))
        .anyMatch(line -> line.startsWith("  of hem: 1.0000"))
        .anyMatch(line -> line.startsWith("  of all: 0.5000"));
    assertThat(json.at("/beforeCalibration/ece")).isEqualTo(before.metric(Metric.ECE).toJson());
    assertThat(json.at("/beforeCalibration/brier"))
        .isEqualTo(before.metric(Metric.BRIER).toJson())
        .isNotEqualTo(after.metric(Metric.BRIER).toJson());
    assertThat(json.at("/beforeCalibration/logLoss"))
        .isEqualTo(before.metric(Metric.LOG_LOSS).toJson());
    assertThat(json.at("/referBand/referred").asInt()).isEqualTo(1);
    assertThat(json.at("/predictionSets/sizes").toString()).isEqualTo("[0,3,1]");
    assertThat(json.at("/rule/temperature").asDouble()).isEqualTo(0.5);
  }

  @Test
  void measure_ofOtherClasses_isRefused() {
    DecisionRule three =
        new DecisionRule(
            TemperatureScaling.NONE, null, null, new ConformalSets(0.1, List.of(0.5, 0.5, 0.5)));

    assertThatThrownBy(() -> MeasuredRule.of(three, four(), QUICK))
        .isInstanceOf(OptionException.class)
        .hasMessage("the rule was fitted for 3 classes, the predictions have 2");
  }

  @Test
  void check_severalWanted_areAllNamed() {
    assertThatThrownBy(
            () ->
                DecisionRule.check(
                    new RuleOptions(PointRule.Known.YOUDEN, 0.1, 0.1),
                    ClassSet.of(List.of("a", "b", "c"))))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith(
            "operating-point youden, max-error 0.1 can't act with 3 classes, it takes two;");
  }

  @Test
  void sets_ofNoOrImpossibleScores_areRefused() {
    for (List<Double> scores : List.of(List.<Double>of(), List.of(1.001), List.of(Double.NaN))) {
      assertThatThrownBy(() -> new ConformalSets(0.5, scores))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("conformal sets: scores");
    }
    ConformalSets sets = new ConformalSets(0.5, List.of(0.5, 0.5));
    Predictions unknown = Cases.binary(new int[] {-1}, new double[] {0.5});
    assertThatThrownBy(() -> sets.measure(unknown, QUICK))
        .isInstanceOf(InputException.class)
        .hasMessage("conformal sets: no prediction has a label");
  }
}
