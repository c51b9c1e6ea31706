package org.allnet.evaluation.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.curve.Curve.Point;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingCurvesTest {

  private static final ClassSet TWO = ClassSet.of(List.of("all", "hem"));

  /** Scores .9 positive; .8 one of each, tied; .4 positive; .2 negative. */
  private static final Predictions HAND =
      predictions(new double[] {0.9, 0.8, 0.8, 0.4, 0.2}, new int[] {0, 0, 1, 0, 1});

  @Test
  void roc_handCase_goesDiagonallyThroughTies() {
    assertThat(RankingCurves.roc("", HAND, 0).points())
        .containsExactly(
            new Point(0, 0),
            new Point(0, 1 / 3.0),
            new Point(0.5, 2 / 3.0),
            new Point(0.5, 1),
            new Point(1, 1));
  }

  @Test
  void precisionRecall_byHand_hasAPointPerGain() {
    assertThat(RankingCurves.precisionRecall("", HAND, 0).points())
        .containsExactly(
            new Point(0, 1),
            new Point(1 / 3.0, 1),
            new Point(2 / 3.0, 2 / 3.0),
            new Point(1, 0.75));
  }

  @Test
  void curves_areas_equalTheMetrics() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      double[] scores = new double[60];
      int[] labels = new int[60];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextInt(20) / 20.0;
        labels[i] = i % 3 == 0 ? 1 : 0;
      }
      Predictions predictions = predictions(scores, labels);
      Evaluation evaluation = Evaluation.of(predictions);
      List<Point> roc = RankingCurves.roc("", predictions, 0).points();
      List<Point> steps = RankingCurves.precisionRecall("", predictions, 0).points();
      double area = 0;
      double precision = 0;
      for (int i = 1; i < roc.size(); i++) {
        area += (roc.get(i).x() - roc.get(i - 1).x()) * (roc.get(i).y() + roc.get(i - 1).y()) / 2;
      }
      for (int i = 1; i < steps.size(); i++) {
        precision += (steps.get(i).x() - steps.get(i - 1).x()) * steps.get(i).y();
      }
      Offset<Double> rounding = Offset.offset(1e-12);
      assertThat(area).isCloseTo(evaluation.metric(Metric.AUROC).valueOrNull(), rounding);
      assertThat(precision)
          .isCloseTo(evaluation.metric(Metric.AVERAGE_PRECISION).valueOrNull(), rounding);
    }
  }

  @Test
  void roc_oneClassOnly_hasNoPoints() {
    Predictions blasts = predictions(new double[] {0.9, 0.3}, new int[] {0, 0});
    assertThat(RankingCurves.roc("", blasts, 0).points()).isEmpty();
    assertThat(RankingCurves.precisionRecall("", blasts, 1).points()).isEmpty();
  }

  @Test
  void roc_manyScores_isThinnedButKeepsBothEnds() {
    Random random = new Random(2);
    double[] scores = random.doubles(5000).toArray();
    int[] labels = random.ints(5000, 0, 2).toArray();
    List<Point> points = RankingCurves.roc("", predictions(scores, labels), 0).points();
    assertThat(points).hasSize(RankingCurves.MOST_POINTS);
    assertThat(points.get(0)).isEqualTo(new Point(0, 0));
    assertThat(points.get(points.size() - 1)).isEqualTo(new Point(1, 1));
  }

  private static Predictions predictions(double[] scores, int[] labels) {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      rows.add(new Prediction("i" + i, null, labels[i], null, List.of(scores[i], 1 - scores[i])));
    }
    return new Predictions(TWO, rows);
  }
}
