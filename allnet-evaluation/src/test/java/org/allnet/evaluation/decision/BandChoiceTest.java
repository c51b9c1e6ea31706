package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

/** Refer bands and risk-coverage curves by cases of a few images. */
class BandChoiceTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(200, 1, 1);

  private static double value(MetricValue metric) {
    return ((MetricValue.Value) metric).value();
  }

  /** The 0.4 is missed, the 0.6 is a false alarm, and a third of three may be wrong. */
  @Test
  void choose_ofEqualBands_refersTheMissedBlast() {
    Predictions four = Cases.binary(new int[] {0, 1, 0, 1}, new double[] {0.1, 0.4, 0.6, 0.9});
    ReferBand band = ReferBand.choose(four, 0.5, 1 / 3.0);

    assertThat(band.low()).isCloseTo(0.25, within(1e-12));
    assertThat(band.high()).isEqualTo(0.5);
    assertThat(band.coverage()).isEqualTo(0.75);
    assertThat(band.error()).isEqualTo(1 / 3.0);
  }

  @Test
  void choose_errorsAboveAlone_beginsAtTheThreshold() {
    Predictions three = Cases.binary(new int[] {0, 0, 1}, new double[] {0.1, 0.6, 0.9});
    ReferBand band = ReferBand.choose(three, 0.5, 0);

    assertThat(band.low()).isEqualTo(0.5);
    assertThat(band.high()).isCloseTo(0.75, within(1e-12));
    assertThat(band.coverage()).isEqualTo(2 / 3.0);
    assertThat(band.error()).isZero();
  }

  @Test
  void choose_thresholdAtItsBounds_isTaken() {
    Predictions two = Cases.binary(new int[] {0, 1}, new double[] {0.25, 0.75});

    // From 0 on all are positive, from 1 on none: one of two is wrong, and is referred.
    assertThat(ReferBand.choose(two, 0, 0).high()).isCloseTo(0.5, within(1e-12));
    assertThat(ReferBand.choose(two, 1, 0).low()).isCloseTo(0.5, within(1e-12));
  }

  /** Referred: 0.3. Wrong of the others: 0.29 and 0.7. The upper edge is positive. */
  @Test
  void measure_byHand_countsReferredAndWrong() {
    ReferBand band = new ReferBand(0.3, 0.6, 0.5, 1, 0.0);
    ReferBand.Measured measured =
        band.measure(
            Cases.binary(new int[] {1, 1, 1, 0}, new double[] {0.6, 0.3, 0.29, 0.7}), QUICK);

    assertThat(measured.images()).isEqualTo(4);
    assertThat(measured.referred()).isEqualTo(1);
    assertThat(value(measured.coverage())).isEqualTo(0.75);
    assertThat(value(measured.error())).isEqualTo(2 / 3.0);
    assertThat(measured.toJson().path("images").asInt()).isEqualTo(4);
    assertThat(measured.toJson().path("referred").asInt()).isEqualTo(1);
    assertThat(measured.toJson().at("/coverage/value").asDouble()).isEqualTo(0.75);
    assertThat(measured.toJson().at("/error/value").asDouble()).isEqualTo(2 / 3.0);
  }

  @Test
  void band_thatBreaksItsPromise_isRefused() {
    assertThatThrownBy(() -> new ReferBand(0.4, 0.6, 0.05, 0.9, 0.0501))
        .isInstanceOf(InputException.class)
        .hasMessage("refer band: error 0.0501 is above the 0.05 that it promises");
    assertThat(new ReferBand(0.4, 0.6, 0.05, 0.9, 0.05).refersNothing()).isFalse();
    assertThat(new ReferBand(0.4, 0.4, 1, 1, 1.0).promisesNothing()).isTrue();
  }

  @Test
  void band_outOfRange_isRefused() {
    for (Runnable made :
        List.<Runnable>of(
            () -> new ReferBand(-0.001, 0.6, 0.05, 0.9, 0.0),
            () -> new ReferBand(0.6, 0.599, 0.05, 0.9, 0.0),
            () -> new ReferBand(0.6, 1.001, 0.05, 0.9, 0.0),
            () -> new ReferBand(0.4, 0.6, -0.001, 0.9, 0.0),
            () -> new ReferBand(0.4, 0.6, 1.001, 0.9, 0.0),
            () -> new ReferBand(0.4, 0.6, 0.05, -0.001, 0.0),
            () -> new ReferBand(0.4, 0.6, 0.05, 1.001, 0.0),
            () -> new ReferBand(0.4, 0.6, 0.05, 0.9, -0.001))) {
      assertThatThrownBy(made::run)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("refer band: ");
    }
  }

  @Test
  void describe_saysEdgesAndPromise() {
    assertThat(new ReferBand(0.3, Math.nextUp(1.0), 0.1, 0.75, 0.05).describe())
        .isEqualTo(
            "refer from 0.3000 to 1.0000 (validation: 75.0 % classified, 5.0 % wrong, at most 10 % allowed)");
    assertThat(new ReferBand(0.4, 0.4, 0.1, 1, 0.05).describe())
        .isEqualTo(
            "no image has to be referred (validation: all classified, 5.0 % wrong, at most 10 % allowed)");
    assertThat(new ReferBand(0.4, 0.4, 0.1, 1, null).describe()).contains("none wrong");
  }

  @Test
  void confidence_isTheDistanceToTheThreshold() {
    EvaluationOptions quarter = new EvaluationOptions(0.25);

    assertThat(confidence(0.25, quarter)).isZero();
    assertThat(confidence(1, quarter)).isEqualTo(1);
    assertThat(confidence(0.625, quarter)).isEqualTo(0.5);
    assertThat(confidence(0.125, quarter)).isEqualTo(0.5);
    assertThat(confidence(0, quarter)).isEqualTo(1);
    assertThat(confidence(1, new EvaluationOptions(1.0))).as("no room").isZero();
    assertThat(confidence(0.25, EvaluationOptions.DEFAULTS)).isEqualTo(0.75);
    ClassSet three = ClassSet.of(List.of("a", "b", "c"));
    Prediction row = new Prediction("i", null, 0, null, List.of(0.5, 0.25, 0.25));
    assertThat(RiskCoverage.confidence(three, row, quarter)).isEqualTo(0.5);
  }

  private static double confidence(double positive, EvaluationOptions options) {
    Prediction row = new Prediction("i", null, 0, null, List.of(1 - positive, positive));
    return RiskCoverage.confidence(Cases.TWO, row, options);
  }

  @Test
  void riskCoverage_asJson_hasEveryPoint() {
    RiskCoverage curve =
        RiskCoverage.of(
            Cases.binary(new int[] {1, 1, 0, -1}, new double[] {0.875, 0.75, 0.625, 0.5}),
            EvaluationOptions.DEFAULTS);

    assertThat(curve.toJson().path("points")).hasSize(3);
    assertThat(curve.toJson().at("/points/0/coverage").asDouble()).isEqualTo(1);
    assertThat(curve.toJson().at("/points/0/error").asDouble()).isEqualTo(1 / 3.0);
    assertThat(curve.toJson().at("/points/2/confidence").asDouble()).isEqualTo(0.875);
    // By hand: 0 of the first, 0 of two, 1 of three.
    assertThat(curve.toJson().path("area").asDouble()).isCloseTo(1 / 9.0, within(1e-12));
    assertThatThrownBy(
            () ->
                RiskCoverage.of(
                    Cases.binary(new int[] {-1}, new double[] {1}), EvaluationOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessage("risk-coverage: no prediction has a label");
  }
}
