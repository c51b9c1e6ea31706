package org.allnet.evaluation.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.Cases;
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
    assertThat(curve.bandMethod()).contains("over images");
  }

  @Test
  void bands_ofNoisyScores_holdTheCurveAndNarrowWithMoreImages() {
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

  @Test
  void bands_oneClassOrOneSubject_areLeftOut() {
    Predictions one = Cases.binary(new int[] {1, 1}, new double[] {0.9, 0.8});
    assertThat(RankingBands.roc(RankingCurves.roc("x", one, 1), one, 1, QUICK).band()).isEmpty();
  }
}
