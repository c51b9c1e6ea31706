package org.allnet.evaluation.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

class RankingBandsTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(400, 1, 2);

  @Test
  void roc_perfectRanking_hasABandAtTheTop() {
    Predictions perfect =
        Cases.binary(
            new int[] {1, 1, 1, 1, 0, 0, 0, 0},
            new double[] {0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1});
    Curve curve = RankingBands.roc(RankingCurves.roc("x", perfect, 1), perfect, 1, QUICK);
    assertThat(curve.band()).allSatisfy(at -> assertThat(at.low()).isEqualTo(1));
    assertThat(curve.bandMethod()).isEqualTo(BandMethod.IMAGES);
  }

  @Test
  void bands_noisyScores_holdTheCurveAndNarrow() {
    double[] widths = new double[2];
    int next = 0;
    for (int rows : new int[] {60, 2000}) {
      SplittableRandom random = new SplittableRandom(3);
      int[] labels = new int[rows];
      double[] scores = new double[rows];
      for (int i = 0; i < rows; i++) {
        labels[i] = i % 2;
        scores[i] = 1 / (1 + Math.exp(-random.nextGaussian() - labels[i]));
      }
      Predictions predictions = Cases.binary(labels, scores);
      Curve roc = RankingBands.roc(RankingCurves.roc("x", predictions, 1), predictions, 1, QUICK);
      Curve precision =
          RankingBands.precisionRecall(
              RankingCurves.precisionRecall("x", predictions, 1), predictions, 1, QUICK);
      for (Curve.BandPoint at : roc.band()) {
        double y = onCurve(roc.points(), at.x());
        assertThat(y).isBetween(at.low() - 1e-9, at.high() + 1e-9);
        widths[next] += at.high() - at.low();
      }
      assertThat(precision.band()).hasSize(51);
      assertThat(precision.band().get(50).low()).isBetween(0.3, 0.6);
      next++;
    }
    assertThat(widths[1]).isLessThan(widths[0] / 3);
  }

  private static double onCurve(List<Curve.Point> points, double x) {
    List<Curve.Point> sorted = new ArrayList<>(points);
    for (int i = 1; i < sorted.size(); i++) {
      Curve.Point a = sorted.get(i - 1);
      Curve.Point b = sorted.get(i);
      if (a.x() <= x && x < b.x()) {
        return a.y() + (x - a.x()) / (b.x() - a.x()) * (b.y() - a.y());
      }
    }
    return 1;
  }

  /** Every subject has the same images, so every resample has the curve of one of them. */
  @Test
  void bands_ofAlikeSubjects_areTheCurveItself() {
    int[] labels = {1, 1, 0, 1, 0, 0, 1, 0, 0, 0};
    double[] scores = {0.9, 0.8, 0.8, 0.8, 0.8, 0.6, 0.5, 0.5, 0.3, 0.1};
    List<Prediction> rows = new ArrayList<>();
    for (int subject = 0; subject < 3; subject++) {
      for (int i = 0; i < labels.length; i++) {
        String image = subject + "-" + i;
        List<Double> p = List.of(1 - scores[i], scores[i]);
        rows.add(new Prediction(image, "s" + subject, labels[i], null, p));
      }
    }
    Predictions predictions = new Predictions(Cases.TWO, rows);
    Curve roc = RankingBands.roc(RankingCurves.roc("x", predictions, 1), predictions, 1, QUICK);
    Curve precision =
        RankingBands.precisionRecall(
            RankingCurves.precisionRecall("x", predictions, 1), predictions, 1, QUICK);

    assertThat(roc.bandMethod().words()).isEqualTo("pointwise 95 % bootstrap over subjects");
    for (Curve.BandPoint at : roc.band()) {
      // By hand: one of four found without a false alarm, three with two of six, and so on.
      double expected =
          at.x() < 2 / 6.0
              ? 0.25 + at.x() * 6 / 2 * 0.5
              : at.x() < 3 / 6.0 ? 0.75 : at.x() < 4 / 6.0 ? 0.75 + (at.x() - 0.5) * 6 / 4 : 1;
      assertThat(at.low()).as("%s", at).isCloseTo(expected, within(1e-12));
      assertThat(at.high()).isEqualTo(at.low());
    }
    for (Curve.BandPoint at : precision.band()) {
      double expected = at.x() <= 0.25 ? 1 : at.x() <= 0.75 ? 3 / 5.0 : 4 / 8.0;
      assertThat(at.low()).as("%s", at).isCloseTo(expected, within(1e-12));
      assertThat(at.high()).isEqualTo(at.low());
    }
  }

  /** At no false alarm the sensitivity is the fraction of subjects with a high score. */
  @Test
  void roc_band_isOfTheInnerResamples() {
    List<Prediction> rows = new ArrayList<>();
    for (int subject = 0; subject < 20; subject++) {
      double found = subject < 13 ? 0.9 : 0.1;
      rows.add(new Prediction("p" + subject, "s" + subject, 1, null, List.of(1 - found, found)));
      rows.add(new Prediction("n" + subject, "s" + subject, 0, null, List.of(0.5, 0.5)));
    }
    Predictions predictions = new Predictions(Cases.TWO, rows);
    Curve curve = RankingBands.roc(RankingCurves.roc("x", predictions, 1), predictions, 1, QUICK);
    double[] values =
        Resampling.draw(20, QUICK, w -> new double[] {Arrays.stream(w).limit(13).sum() / 20.0})[0];
    Arrays.sort(values);

    assertThat(curve.band().get(0)).isEqualTo(new Curve.BandPoint(0, values[9], values[390]));
    assertThat(values[390]).isGreaterThan(values[9]);
  }

  @Test
  void bands_oneClassOrOneSubject_areLeftOut() {
    Predictions one = Cases.binary(new int[] {1, 1}, new double[] {0.9, 0.8});
    assertThat(RankingBands.roc(RankingCurves.roc("x", one, 1), one, 1, QUICK).band()).isEmpty();
  }
}
