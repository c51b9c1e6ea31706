package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which operating point is taken of equals, between which scores it lies, and what is refused. */
class PointChoiceTest {

  /** Negative, positive, negative, positive: the sum is 1.5 from 0.2 on and from 0.4 on. */
  @Test
  void youden_ofEquals_isTheMostSensitive() {
    OperatingPoint point =
        OperatingPoint.youden(
            Cases.binary(new int[] {0, 1, 0, 1}, new double[] {0.1, 0.2, 0.3, 0.4}));

    assertThat(point.threshold()).isCloseTo(0.15, within(1e-12));
    assertThat(point.sensitivity()).isEqualTo(1);
    assertThat(point.specificity()).isEqualTo(0.5);
  }

  /** Two of four are positive, and 0.5 is there twice: one or three can be predicted positive. */
  @Test
  void prevalence_ofEquals_isTheMoreSensitive() {
    OperatingPoint point =
        OperatingPoint.prevalenceMatched(
            Cases.binary(new int[] {0, 1, 0, 1}, new double[] {0.1, 0.5, 0.5, 0.9}));

    assertThat(point.threshold()).isCloseTo(0.3, within(1e-12));
    assertThat(point.sensitivity()).isEqualTo(1);
    assertThat(point.specificity()).isEqualTo(0.5);
  }

  /** The nearest is taken also if it predicts fewer images positive than are. */
  @Test
  void prevalence_ofUnequals_isTheNearest() {
    OperatingPoint point =
        OperatingPoint.prevalenceMatched(
            Cases.binary(
                new int[] {0, 0, 1, 0, 1, 1}, new double[] {0.5, 0.5, 0.5, 0.5, 0.8, 0.9}));

    assertThat(point.threshold()).isCloseTo(0.65, within(1e-12));
    assertThat(point.sensitivity()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void cut_isBetweenTwoScores() {
    double next = Math.nextUp(0.5);
    BinarySteps steps =
        BinarySteps.of(
            Cases.binary(new int[] {0, 1, 1, 0}, new double[] {0.25, 0.5, next, 0.25}), "test");

    assertThat(steps.score()).containsExactly(0.25, 0.5, next);
    assertThat(steps.cutBelow(0)).isZero();
    assertThat(steps.cutBelow(1)).isEqualTo(0.375);
    assertThat(steps.cutBelow(2)).as("no number is between").isEqualTo(next);
    assertThat(steps.cutBelow(3)).isEqualTo(Math.nextUp(next));
    assertThat(steps.allPositives()).isEqualTo(2);
    assertThat(steps.allNegatives()).isEqualTo(2);
    assertThat(steps.positivesBelow()).containsExactly(0, 0, 1, 2);
    assertThat(steps.negativesBelow()).containsExactly(0, 2, 2, 2);
  }

  @Test
  void steps_withoutLabels_areRefused() {
    Predictions unknown = Cases.binary(new int[] {-1}, new double[] {0.5});

    assertThatThrownBy(() -> OperatingPoint.youden(unknown))
        .isInstanceOf(InputException.class)
        .hasMessage("operating point 'youden': none of the validation predictions has a label");
    Predictions healthy = Cases.binary(new int[] {0, 0}, new double[] {0.5, 0.6});
    assertThatThrownBy(() -> OperatingPoint.prevalenceMatched(healthy))
        .hasMessageStartingWith("operating point 'prevalence': ")
        .hasMessageContaining("one class only");
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1,1,1,threshold -0.1",
    "1.1,1,1,threshold 1.1",
    "NaN,1,1,threshold NaN",
    "0.5,-0.1,1,sensitivity -0.1",
    "0.5,1.1,1,sensitivity 1.1",
    "0.5,1,-0.1,specificity -0.1",
    "0.5,1,NaN,specificity NaN",
  })
  void point_withOneNumberOutOfRange_isRefused(
      double threshold, double sensitivity, double specificity, String wrong) {
    assertThatThrownBy(
            () -> new OperatingPoint(PointRule.Known.YOUDEN, threshold, sensitivity, specificity))
        .isInstanceOf(InputException.class)
        .hasMessage("operating point: " + wrong + " is not from 0 to 1");
  }

  @Test
  void point_atItsBounds_isTakenAndEvaluated() {
    OperatingPoint point = new OperatingPoint(PointRule.Known.YOUDEN, 1, 0, 0);

    assertThat(point.toOptions()).isEqualTo(new EvaluationOptions(1.0));
    assertThat(new DecisionRule(TemperatureScaling.NONE, point, null, null).toOptions())
        .isEqualTo(new EvaluationOptions(1.0));
    assertThat(point.describe())
        .isEqualTo(
            "youden: predicted positive from 1.0000 (validation: sensitivity 0.0000, specificity 0.0000)");
  }

  @Test
  void foreignRule_isAShortNameInOneLine() {
    String longest = "x".repeat(60);
    assertThat(PointRule.stored(longest).word()).isEqualTo(longest);
    for (String wrong : List.of("", "  ", longest + "x", "a\tb")) {
      assertThatThrownBy(() -> PointRule.stored(wrong))
          .isInstanceOf(InputException.class)
          .hasMessage("operating point: its rule is no short name in one line");
    }
    assertThat(PointRule.stored("youden").wantedSensitivity()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.001", "-0.5", "x", ""})
  void sensitivity_thatIsNone_isRefused(String number) {
    assertThatThrownBy(() -> new PointRule.Sensitivity(number))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ruleOptions_atTheirBounds_areTaken() {
    RuleOptions bounds = new RuleOptions(PointRule.Known.ARGMAX, 0.0, 1e-9, 1.0);

    assertThat(bounds.maxError()).isZero();
    assertThat(bounds.accepted()).isEqualTo(1);
    assertThat(RuleOptions.DEFAULTS.accepted()).isEqualTo(0.95);
    assertThat(new RuleOptions(PointRule.Known.ARGMAX, null, 0.1, 0.95))
        .isEqualTo(RuleOptions.DEFAULTS);
    assertThat(new RuleOptions(PointRule.Known.ARGMAX, null, 0.1, 0.5).accepted()).isEqualTo(0.5);
  }

  @Test
  void ruleOptions_outOfRange_areRefused() {
    for (double wrong : new double[] {0, -0.1, 1.001, Double.NaN}) {
      assertThatThrownBy(() -> new RuleOptions(PointRule.Known.ARGMAX, null, 0.1, wrong))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("accept-fraction " + wrong);
    }
    for (double wrong : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> new RuleOptions(PointRule.Known.ARGMAX, null, wrong))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("set-error " + wrong);
    }
    assertThatThrownBy(() -> new RuleOptions(PointRule.Known.ARGMAX, 1.001, 0.1))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("max-error 1.001");
  }
}
