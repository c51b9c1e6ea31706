package org.allnet.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static double logLoss(Predictions predictions) {
    return ((MetricValue.Value) Evaluation.of(predictions).metric(Metric.LOG_LOSS)).value();
  }

  /** Ten images said to be 0.9 sure of which seven are right: logit(0.7) = logit(0.9) / T. */
  private static Predictions overconfident() {
    int[] labels = {1, 1, 1, 1, 1, 1, 1, 0, 0, 0};
    double[] scores = new double[10];
    java.util.Arrays.fill(scores, 0.9);
    return Cases.binary(labels, scores);
  }

  @Test
  void undo_boldScaling_givesBackTinyValues() {
    // 1e-4 at temperature 0.2 is (1e-4)^5 = 1e-20 of the other class: below 1e-15, but not nothing.
    TemperatureScaling bold = new TemperatureScaling(0.2);
    Predictions before = Cases.binary(new int[] {0, 1}, new double[] {1e-4, 0.7});
    Predictions scaled = bold.apply(before);
    assertThat(scaled.rows().get(0).probabilities().get(1)).isCloseTo(1e-20, within(1e-22));
    Predictions undone = bold.undo(scaled);
    assertThat(undone.rows().get(0).probabilities().get(1)).isCloseTo(1e-4, within(1e-12));
    assertThat(undone.rows().get(1).probabilities().get(1)).isCloseTo(0.7, within(1e-12));
    // By hand: 0.7^5 / (0.7^5 + 0.3^5) = 0.16807 / 0.1705.
    assertThat(scaled.rows().get(1).probabilities().get(1))
        .isCloseTo(0.16807 / 0.1705, within(1e-12));
  }

  @Test
  void fit_overconfidentByHand_givesTheRatioOfLogits() {
    TemperatureScaling scaling = TemperatureScaling.fit(overconfident());
    assertThat(scaling.temperature())
        .isCloseTo(Math.log(0.9 / 0.1) / Math.log(0.7 / 0.3), within(1e-8));
    assertThat(scaling.apply(List.of(0.1, 0.9)).get(1)).isCloseTo(0.7, within(1e-9));
    assertThat(scaling.atBound()).isFalse();
  }

  @Test
  void fit_randomCases_isTheLowestNearby() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 30; round++) {
      Predictions predictions = Cases.random(random, 2 + round % 3, 60, 0);
      TemperatureScaling best = TemperatureScaling.fit(predictions);
      double loss = logLoss(best.apply(predictions));
      for (double factor : new double[] {0.9, 0.99, 1.01, 1.1}) {
        double other = best.temperature() * factor;
        if (other >= TemperatureScaling.LOWEST && other <= TemperatureScaling.HIGHEST) {
          assertThat(logLoss(new TemperatureScaling(other).apply(predictions)))
              .isGreaterThanOrEqualTo(loss);
        }
      }
    }
  }

  @Test
  void apply_randomCases_keepsOrderAndSum() {
    SplittableRandom random = new SplittableRandom(2);
    Predictions predictions = Cases.random(random, 4, 100, 0);
    Predictions scaled = new TemperatureScaling(3).apply(predictions);
    for (int i = 0; i < 100; i++) {
      Prediction row = scaled.rows().get(i);
      assertThat(row.predicted()).isEqualTo(predictions.rows().get(i).predicted());
      assertThat(row.probabilities().stream().mapToDouble(p -> p).sum())
          .isCloseTo(1, within(1e-12));
    }
    assertThat(TemperatureScaling.NONE.apply(predictions)).isEqualTo(predictions);
  }

  @Test
  void fit_neverOrAlwaysWrong_endsAtTheBounds() {
    Predictions right = Cases.binary(new int[] {1, 0}, new double[] {0.8, 0.2});
    assertThat(TemperatureScaling.fit(right).temperature()).isEqualTo(TemperatureScaling.LOWEST);
    Predictions wrong = Cases.binary(new int[] {0, 1}, new double[] {1, 0});
    assertThat(TemperatureScaling.fit(wrong).temperature()).isEqualTo(TemperatureScaling.HIGHEST);
    assertThat(TemperatureScaling.fit(wrong).atBound()).isTrue();
    assertThat(TemperatureScaling.fit(wrong).apply(List.of(0.0, 1.0)))
        .allSatisfy(p -> assertThat(p).isBetween(0.0, 1.0));
  }

  @Test
  void fromJson_whatToJsonGave_isTheSame() {
    TemperatureScaling scaling = new TemperatureScaling(1.2345678901234567);
    assertThat(TemperatureScaling.fromJson(scaling.toJson())).isEqualTo(scaling);
    assertThatThrownBy(() -> TemperatureScaling.fromJson(JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> TemperatureScaling.fit(Cases.binary(new int[] {-1}, new double[] {1})))
        .isInstanceOf(InputException.class);
  }

  @Test
  void reliability_handMade_givesBinsAndGaps() {
    Reliability reliability =
        Reliability.of(
            Cases.binary(
                new int[] {0, 0, 1, 1, 1, 0}, new double[] {0, 0.1, 0.1, 0.75, 0.95, 0.95}),
            2);
    assertThat(reliability.bins()).hasSize(2);
    Reliability.Bin low = reliability.bins().get(0);
    assertThat(low.images()).isEqualTo(3);
    assertThat(low.low()).isZero();
    assertThat(low.high()).isEqualTo(0.5);
    assertThat(reliability.bins().get(1).low()).isEqualTo(0.5);
    assertThat(reliability.bins().get(1).high()).isEqualTo(1);
    assertThat(reliability.toJson().get("bins").get(1).get("from").asDouble()).isEqualTo(0.5);
    assertThat(reliability.toJson().at("/bins/1/observedFraction").isNumber()).isTrue();
    assertThat(low.meanProbability()).isCloseTo(0.2 / 3, within(1e-12));
    assertThat(low.observedFraction()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(low.interval().contains(low.observedFraction())).isTrue();
    double highGap = 2.65 / 3 - 2.0 / 3;
    assertThat(reliability.maximumGap()).isCloseTo(0.8 / 3, within(1e-12));
    assertThat(reliability.ece()).isCloseTo((0.8 / 3 + highGap) / 2, within(1e-12));
  }

  @Test
  void reliability_randomCases_agreesWithMetric() {
    SplittableRandom random = new SplittableRandom(3);
    List<Double> both = new ArrayList<>();
    for (int classes = 2; classes <= 4; classes++) {
      Predictions predictions = Cases.random(random, classes, 200, 0);
      both.add(Reliability.of(predictions).ece());
      assertThat(((MetricValue.Value) Evaluation.of(predictions).metric(Metric.ECE)).value())
          .isCloseTo(both.get(both.size() - 1), within(1e-12));
    }
    assertThat(both).allSatisfy(ece -> assertThat(ece).isPositive());
  }

  /** Where every class is as probable as any other, no temperature changes anything. */
  @Test
  void fit_evenProbabilities_endsAtTheHighest() {
    Predictions even = Cases.binary(new int[] {1, 0, 0}, new double[] {0.5, 0.5, 0.5});
    assertThat(TemperatureScaling.fit(even).temperature()).isEqualTo(TemperatureScaling.HIGHEST);
  }

  @Test
  void temperature_outOfRange_isRefused() {
    for (double wrong : new double[] {0, 0.0499, 20.001, -1, Double.NaN}) {
      assertThatThrownBy(() -> new TemperatureScaling(wrong))
          .isInstanceOf(InputException.class)
          .hasMessage("temperature: " + wrong + " is not from 0.05 to 20.0");
    }
    for (double bound : new double[] {0.05, 20}) {
      assertThat(new TemperatureScaling(bound).atBound()).isTrue();
    }
  }

  /** Three classes: the probability of the predicted one, beside how often it is right. */
  @Test
  void reliability_threeClasses_isOfThePredictedOne() {
    Predictions three =
        new Predictions(
            ClassSet.of(List.of("a", "b", "c")),
            List.of(
                new Prediction("right", null, 1, null, List.of(0.25, 0.5, 0.25)),
                new Prediction("wrong", null, 2, null, List.of(0.625, 0.25, 0.125))));
    Reliability reliability = Reliability.of(three, 2);

    assertThat(reliability.bins()).extracting(Reliability.Bin::images).containsExactly(1, 1);
    assertThat(reliability.bins())
        .extracting(Reliability.Bin::meanProbability)
        .containsExactly(0.5, 0.625);
    assertThat(reliability.bins())
        .extracting(Reliability.Bin::observedFraction)
        .containsExactly(1.0, 0.0);
    assertThat(reliability.ece()).isEqualTo((0.5 + 0.625) / 2);
    assertThat(reliability.maximumGap()).isEqualTo(0.625);
  }

  @Test
  void reliability_emptyBins_areLeftOut() {
    Reliability reliability =
        Reliability.of(Cases.binary(new int[] {0, 1}, new double[] {0, 1}), 10);

    assertThat(reliability.bins()).extracting(Reliability.Bin::low).containsExactly(0.0, 0.9);
    assertThat(reliability.ece()).isZero();
    assertThat(reliability.toJson().path("bins")).hasSize(2);
    assertThatThrownBy(() -> Reliability.of(Cases.binary(new int[] {-1}, new double[] {1})))
        .isInstanceOf(InputException.class)
        .hasMessage("reliability: no prediction has a label");
  }
}
