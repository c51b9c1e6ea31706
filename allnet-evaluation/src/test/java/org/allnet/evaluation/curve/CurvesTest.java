package org.allnet.evaluation.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.evaluation.calibration.Reliability;
import org.allnet.evaluation.curve.Curve.Point;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All curves of a system together. */
class CurvesTest {

  /** Two of five are positive; the 0.7 alone is wrong. The last row has no label. */
  private static Predictions five() {
    List<Prediction> rows =
        new ArrayList<>(
            Cases.binary(new int[] {1, 1, 0, 0, 0}, new double[] {0.9, 0.6, 0.7, 0.1, 0.2}).rows());
    rows.add(new Prediction("unknown", null, -1, null, List.of(0.5, 0.5)));
    return new Predictions(Cases.TWO, rows);
  }

  private static Curves.TestedBand band(double low) {
    ReferBand band = new ReferBand(low, 0.9, 0.5, 0.5, 0.0);
    return new Curves.TestedBand(band, band.measure(five(), new BootstrapOptions(100, 1, 1)));
  }

  @Test
  void of_twoClasses_hasThoseOfThePositiveOne() {
    Predictions five = five();
    Curves curves = Curves.of("net", five, EvaluationOptions.DEFAULTS);

    assertThat(curves.roc()).extracting(Curve::name).containsExactly("net");
    assertThat(curves.roc().get(0).points())
        .containsExactly(
            new Point(0, 0),
            new Point(0, 0.5),
            new Point(1 / 3.0, 0.5),
            new Point(1 / 3.0, 1),
            new Point(2 / 3.0, 1),
            new Point(1, 1));
    assertThat(curves.precisionRecall()).extracting(Curve::name).containsExactly("net");
    assertThat(curves.precisionRecall().get(0).points())
        .containsExactly(new Point(0, 1), new Point(0.5, 1), new Point(1, 2 / 3.0));
    assertThat(List.of(curves.roc().get(0), curves.precisionRecall().get(0)))
        .allSatisfy(curve -> assertThat(curve.bandMethod()).isEqualTo(BandMethod.IMAGES));
    assertThat(curves.prevalence()).isEqualTo(0.4);
    assertThat(curves.reliability())
        .containsExactly(new Curves.NamedReliability("net", Reliability.of(five)));
    assertThat(curves.referBand()).isNull();
  }

  /** The wrong image is the second least certain of five. */
  @Test
  void of_riskCoverage_hasCoverageThenError() {
    Curve curve = Curves.of("net", five(), EvaluationOptions.DEFAULTS).riskCoverage().get(0);

    assertThat(curve.name()).isEqualTo("net");
    assertThat(curve.points())
        .containsExactly(
            new Point(1, 0.2), new Point(0.8, 0.25), new Point(0.6, 0), new Point(0.4, 0));
  }

  @Test
  void of_threeClasses_hasOneForEach() {
    Predictions three = Cases.random(new SplittableRandom(1), 3, 30, 0);
    Curves curves = Curves.of("net", three, EvaluationOptions.DEFAULTS);

    assertThat(curves.roc()).extracting(Curve::name).containsExactly("c0", "c1", "c2");
    for (int k = 0; k < 3; k++) {
      assertThat(curves.roc().get(k).points()).isEqualTo(RankingCurves.roc("", three, k).points());
      assertThat(curves.precisionRecall().get(k).points())
          .isEqualTo(RankingCurves.precisionRecall("", three, k).points());
    }
    assertThat(curves.prevalence()).isNull();
    assertThat(curves.reliability()).hasSize(1);
  }

  @Test
  void of_noLabel_isNone() {
    Predictions unknown = Cases.binary(new int[] {-1}, new double[] {0.5});
    assertThat(Curves.of("net", unknown, EvaluationOptions.DEFAULTS)).isEqualTo(Curves.NONE);
  }

  @Test
  void beside_hasBothAndKeepsItsOwnBand() {
    Curves one = Curves.of("one", five(), EvaluationOptions.DEFAULTS).withReferBand(band(0.3));
    Predictions others = Cases.binary(new int[] {1, 0}, new double[] {0.9, 0.6});
    Curves other = Curves.of("other", others, EvaluationOptions.DEFAULTS).withReferBand(band(0.4));
    Curves both = one.beside(other);

    assertThat(both.roc()).containsExactly(one.roc().get(0), other.roc().get(0));
    assertThat(both.precisionRecall())
        .containsExactly(one.precisionRecall().get(0), other.precisionRecall().get(0));
    assertThat(both.reliability())
        .containsExactly(one.reliability().get(0), other.reliability().get(0));
    assertThat(both.riskCoverage())
        .containsExactly(one.riskCoverage().get(0), other.riskCoverage().get(0));
    assertThat(both.prevalence()).isEqualTo(0.4);
    assertThat(both.referBand()).isEqualTo(band(0.3));
  }

  @Test
  void withReliability_changesNothingElse() {
    Curves one = Curves.of("one", five(), EvaluationOptions.DEFAULTS).withReferBand(band(0.3));
    List<Curves.NamedReliability> given =
        List.of(new Curves.NamedReliability("before", Reliability.of(five(), 3)));
    Curves changed = one.withReliability(given);

    assertThat(changed.reliability()).isEqualTo(given);
    assertThat(changed.withReliability(one.reliability())).isEqualTo(one);
    assertThat(changed.withReferBand(null).referBand()).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void point_thatIsNotFinite_isRefused(double wrong) {
    for (Runnable made :
        List.<Runnable>of(
            () -> new Point(wrong, 0),
            () -> new Point(0, wrong),
            () -> new Curve.BandPoint(wrong, 0, 0),
            () -> new Curve.BandPoint(0, wrong, 0),
            () -> new Curve.BandPoint(0, 0, wrong))) {
      assertThatThrownBy(made::run).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
