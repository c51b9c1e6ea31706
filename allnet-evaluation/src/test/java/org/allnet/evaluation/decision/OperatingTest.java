package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

class OperatingTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(200, 1, 2);

  /** Scores .1 to .9: negative .1 .2 .3 .6, positive .4 .5 .7 .8 .9. */
  private static Predictions nine() {
    return Cases.binary(
        new int[] {0, 0, 0, 1, 1, 0, 1, 1, 1},
        new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9});
  }

  private static Predictions random(SplittableRandom random, int rows) {
    int[] labels = new int[rows];
    double[] scores = new double[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i < 2 ? i : random.nextInt(2);
      scores[i] = Math.min(1, (random.nextInt(12) + 4 * labels[i]) / 15.0);
    }
    return Cases.binary(labels, scores);
  }

  @Test
  void youden_handMade_takesTheLargestSum() {
    OperatingPoint point = OperatingPoint.youden(nine());
    assertThat(point.threshold()).isCloseTo(0.35, within(1e-12));
    assertThat(point.sensitivity()).isEqualTo(1);
    assertThat(point.specificity()).isEqualTo(0.75);
  }

  @Test
  void sensitivityAtLeast_byHand_isTheHighest() {
    OperatingPoint point = OperatingPoint.sensitivityAtLeast(nine(), 0.6);
    assertThat(point.threshold()).isCloseTo(0.65, within(1e-12));
    assertThat(point.sensitivity()).isCloseTo(0.6, within(1e-12));
    assertThat(point.specificity()).isEqualTo(1);
    assertThat(OperatingPoint.sensitivityAtLeast(nine(), 1).threshold())
        .isCloseTo(0.35, within(1e-12));
  }

  @Test
  void prevalenceMatched_byHand_matchesTheCount() {
    OperatingPoint point = OperatingPoint.prevalenceMatched(nine());
    assertThat(point.threshold()).isCloseTo(0.45, within(1e-12));
    Evaluation evaluation = Evaluation.of(nine(), point.toOptions());
    assertThat(evaluation.confusion().predicted(1)).isEqualTo(5);
  }

  @Test
  void prevalenceMatched_oneScoreForAll_predictsSome() {
    OperatingPoint point =
        OperatingPoint.prevalenceMatched(
            Cases.binary(new int[] {0, 1, 0, 0}, new double[] {0.4, 0.4, 0.4, 0.4}));
    // None predicted would be nearer to one positive, but no score gives such a threshold.
    assertThat(point.sensitivity()).isEqualTo(1);
    assertThat(point.specificity()).isZero();
  }

  @Test
  void ruleOptions_leastSensitivity_givesItsPoint() {
    assertThat(new RuleOptions(PointRule.sensitivity(0.6), null, 0.1).point(nine()))
        .isEqualTo(OperatingPoint.sensitivityAtLeast(nine(), 0.6));
  }

  @Test
  void points_randomCases_keepTheirPromise() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      Predictions predictions = random(random, 2 + random.nextInt(30));
      double wanted = 0.05 + 0.95 * random.nextDouble();
      for (OperatingPoint point :
          List.of(
              OperatingPoint.youden(predictions),
              OperatingPoint.sensitivityAtLeast(predictions, wanted),
              OperatingPoint.prevalenceMatched(predictions))) {
        Evaluation evaluation = Evaluation.of(predictions, point.toOptions());
        assertThat(number(evaluation, Metric.SENSITIVITY))
            .isCloseTo(point.sensitivity(), within(1e-12));
        assertThat(number(evaluation, Metric.SPECIFICITY))
            .isCloseTo(point.specificity(), within(1e-12));
        assertThat(OperatingPoint.fromJson(point.toJson())).isEqualTo(point);
      }
      assertThat(OperatingPoint.sensitivityAtLeast(predictions, wanted).sensitivity())
          .isGreaterThanOrEqualTo(wanted);
    }
  }

  private static double number(Evaluation evaluation, Metric name) {
    return ((MetricValue.Value) evaluation.metric(name)).value();
  }

  @Test
  void points_wrongInput_isRefused() {
    Predictions three = Cases.random(new SplittableRandom(1), 3, 10, 0);
    assertThatThrownBy(() -> OperatingPoint.youden(three)).isInstanceOf(OptionException.class);
    Predictions one = Cases.binary(new int[] {1, 1}, new double[] {0.5, 0.6});
    assertThatThrownBy(() -> OperatingPoint.youden(one))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("one class only");
    assertThatThrownBy(() -> OperatingPoint.sensitivityAtLeast(nine(), 0))
        .isInstanceOf(OptionException.class);
    assertThatThrownBy(() -> OperatingPoint.fromJson(JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(InputException.class);
  }

  @Test
  void referBand_byHand_refersTheFewest() {
    // Predicted positive from .5 on: the .4 is missed, the .6 is predicted wrongly.
    ReferBand none = ReferBand.choose(nine(), 0.5, 0.25);
    assertThat(none.low()).isEqualTo(none.high()).isEqualTo(0.5);
    assertThat(none.coverage()).isEqualTo(1);
    assertThat(none.error()).isCloseTo(2.0 / 9, within(1e-12));
    // One error less is enough for 1 in 8, and referring .4 alone does it.
    ReferBand one = ReferBand.choose(nine(), 0.5, 0.125);
    assertThat(one.low()).isCloseTo(0.35, within(1e-12));
    assertThat(one.high()).isEqualTo(0.5);
    assertThat(one.coverage()).isCloseTo(8.0 / 9, within(1e-12));
    // No error at all: .4, .5 and .6 are referred.
    ReferBand all = ReferBand.choose(nine(), 0.5, 0);
    assertThat(all.low()).isCloseTo(0.35, within(1e-12));
    assertThat(all.high()).isCloseTo(0.65, within(1e-12));
    assertThat(all.coverage()).isCloseTo(6.0 / 9, within(1e-12));
    assertThat(all.refers(0.35)).isTrue();
    assertThat(all.refers(0.34)).isFalse();
    assertThat(all.refers(0.65)).isFalse();
  }

  @Test
  void referBand_randomCases_isTheBestOfAllBands() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 300; round++) {
      Predictions predictions = random(random, 2 + random.nextInt(30));
      double threshold = random.nextInt(21) / 20.0;
      double maxError = random.nextInt(11) / 40.0;
      ReferBand band = ReferBand.choose(predictions, threshold, maxError);
      ReferBand.Measured measured = band.measure(predictions, QUICK);
      assertThat(((MetricValue.Value) measured.coverage()).value())
          .isCloseTo(band.coverage(), within(1e-12));
      if (measured.error() instanceof MetricValue.Value error) {
        assertThat(error.value()).isCloseTo(band.error(), within(1e-12));
        assertThat(error.value()).isLessThanOrEqualTo(maxError + 1e-9);
      } else {
        assertThat(band.error()).isNull();
      }
      assertThat(band.coverage())
          .isCloseTo(bestCoverage(predictions, threshold, maxError), within(1e-12));
      assertThat(ReferBand.fromJson(band.toJson())).isEqualTo(band);
    }
  }

  private static double bestCoverage(Predictions predictions, double threshold, double maxError) {
    double best = 0;
    for (double low = 0; low <= 16; low++) {
      for (double high = 0; high <= 16; high++) {
        double from = Math.min(threshold, (low - 0.5) / 15);
        double to = Math.max(threshold, (high - 0.5) / 15);
        int predicted = 0;
        int wrong = 0;
        for (Prediction row : predictions.rows()) {
          double p = row.probabilities().get(1);
          if (p < from || p >= to) {
            predicted++;
            wrong += (p >= to) == (row.label() == 1) ? 0 : 1;
          }
        }
        if (wrong <= maxError * predicted + 1e-9) {
          best = Math.max(best, (double) predicted / predictions.rows().size());
        }
      }
    }
    return best;
  }

  @Test
  void referBand_promiseImpossible_refersAll() {
    Predictions wrong = Cases.binary(new int[] {1, 0}, new double[] {0.2, 0.8});
    ReferBand band = ReferBand.choose(wrong, 0.5, 0.1);
    assertThat(band.coverage()).isZero();
    assertThat(band.error()).isNull();
    assertThat(band.refers(0)).isTrue();
    assertThat(band.refers(1)).isTrue();
    assertThat(band.measure(wrong, QUICK).error())
        .isEqualTo(new MetricValue.Undefined("every image was referred"));
    assertThat(band.describe()).contains("none wrong").doesNotContain("NaN");
    assertThatThrownBy(() -> ReferBand.choose(wrong, 0.5, -1)).isInstanceOf(OptionException.class);
  }

  @Test
  void riskCoverage_handMade_followsTheErrors() {
    RiskCoverage curve =
        RiskCoverage.of(
            Cases.binary(new int[] {1, 1, 0, 0}, new double[] {0.9, 0.8, 0.8, 0.4}),
            EvaluationOptions.DEFAULTS);
    assertThat(curve.points()).hasSize(3);
    assertThat(curve.points().get(0)).isEqualTo(new RiskCoverage.Point(1, 0.25, 0.6));
    assertThat(curve.points().get(1).coverage()).isEqualTo(0.75);
    assertThat(curve.points().get(1).error()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(curve.points().get(2)).isEqualTo(new RiskCoverage.Point(0.25, 0, 0.9));
    assertThat(curve.area()).isCloseTo(0.25 * (0.25 + 1.0 / 3 + 1.0 / 3), within(1e-12));
  }

  /** From 0.25 on positive: margins 2/3, 1/4 and 1/2 of the room to 1, and 1/2 of that to 0. */
  @Test
  void riskCoverage_withThreshold_ordersByMargin() {
    RiskCoverage curve =
        RiskCoverage.of(
            Cases.binary(new int[] {1, 1, 0, 0}, new double[] {0.75, 0.4375, 0.625, 0.125}),
            new EvaluationOptions(0.25));
    assertThat(curve.points()).hasSize(3);
    assertThat(curve.points().get(0).coverage()).isEqualTo(1);
    assertThat(curve.points().get(0).error()).isEqualTo(0.25);
    assertThat(curve.points().get(0).confidence()).isCloseTo(0.25, within(1e-12));
    assertThat(curve.points().get(1).coverage()).isEqualTo(0.75);
    assertThat(curve.points().get(1).error()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(curve.points().get(2).error()).isZero();
  }

  @Test
  void conformalSets_byHand_takeTheRightRank() {
    int[] labels = new int[28];
    double[] scores = new double[28];
    for (int i = 0; i < 28; i++) {
      labels[i] = i < 19 ? 1 : 0;
      scores[i] = i < 19 ? 1 - (i + 1) / 100.0 : (i - 18) / 100.0;
    }
    ConformalSets sets = ConformalSets.fit(Cases.binary(labels, scores), 0.1);
    // 19 positives: rank ceil(20 x 0.9) = 18; 9 negatives: rank ceil(10 x 0.9) = 9.
    assertThat(sets.maxScores().get(1)).isCloseTo(0.18, within(1e-12));
    assertThat(sets.maxScores().get(0)).isCloseTo(0.09, within(1e-12));
    assertThat(sets.set(List.of(0.15, 0.85))).containsExactly(1);
    assertThat(sets.set(List.of(0.5, 0.5))).isEmpty();
    // Too few negatives for 1 in 20: they can never be ruled out.
    assertThat(ConformalSets.fit(Cases.binary(labels, scores), 0.05).maxScores().get(0))
        .isEqualTo(1);
    assertThat(ConformalSets.fromJson(sets.toJson())).isEqualTo(sets);
  }

  @Test
  void conformalSets_manySplits_coverAsPromised() {
    SplittableRandom random = new SplittableRandom(3);
    double[] covered = new double[3];
    int rounds = 200;
    for (int round = 0; round < rounds; round++) {
      ConformalSets sets = ConformalSets.fit(Cases.random(random, 3, 150, 0), 0.2);
      ConformalSets.Measured measured =
          sets.measure(Cases.random(random, 3, 150, 0), new BootstrapOptions(100, 1, 1));
      for (int k = 0; k < 3; k++) {
        covered[k] +=
            ((MetricValue.Value) measured.coverageByClass().get("c" + k)).value() / rounds;
      }
      assertThat(measured.sizes().stream().mapToInt(i -> i).sum()).isEqualTo(150);
    }
    // The mean of 200 x 50 images is within three standard errors of what is promised.
    for (double fraction : covered) {
      assertThat(fraction).isGreaterThan(0.8 - 0.02);
    }
  }
}
