package org.allnet.evaluation.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.evaluation.curve.Curve.BandPoint;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bands draw, what of it they leave out, and which resample is an end of the band. */
class BandResamplesTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(400, 1, 2);

  private static Prediction row(String subject, int label, double score) {
    String image = subject + label + score;
    return new Prediction(image, subject, label, null, List.of(1 - score, score));
  }

  private static Curve roc(List<Prediction> rows) {
    Predictions predictions = new Predictions(Cases.TWO, rows);
    return RankingBands.roc(RankingCurves.roc("x", predictions, 1), predictions, 1, QUICK);
  }

  private static Curve precision(List<Prediction> rows) {
    Predictions predictions = new Predictions(Cases.TWO, rows);
    return RankingBands.precisionRecall(
        RankingCurves.precisionRecall("x", predictions, 1), predictions, 1, QUICK);
  }

  /** One subject has the positives, another the negatives, and all negatives score higher. */
  private static List<Prediction> apart() {
    return List.of(row("p", 1, 0.1), row("p", 1, 0.2), row("n", 0, 0.8), row("n", 0, 0.9));
  }

  /** Half of the resamples have one class only: no sensitivity at a false-positive fraction. */
  @Test
  void roc_resamplesOfOneClass_areLeftOut() {
    for (BandPoint at : roc(apart()).band()) {
      double expected = at.x() < 1 ? 0 : 1;
      assertThat(at).isEqualTo(new BandPoint(at.x(), expected, expected));
    }
  }

  /** Without negatives every precision is 1; without positives there is no recall. */
  @Test
  void precision_resamplesWithoutPositives_leftOut() {
    for (BandPoint at : precision(apart()).band()) {
      double low = at.x() == 0 ? 0 : at.x() <= 0.5 ? 1 / 3.0 : 0.5;
      assertThat(at).isEqualTo(new BandPoint(at.x(), low, 1));
    }
  }

  /** A quarter of the resamples has the second subject only, whose first image is negative. */
  @Test
  void precision_atNoRecall_isThatOfTheFirstDrawn() {
    List<Prediction> rows =
        List.of(row("a", 1, 0.9), row("a", 0, 0.8), row("b", 0, 0.7), row("b", 1, 0.6));

    assertThat(precision(rows).band().get(0)).isEqualTo(new BandPoint(0, 0, 1));
  }

  /** Half of the negatives score highest, then half of the positives, and so on. */
  @Test
  void roc_atAVerticalStep_isTheUpperEnd() {
    List<Prediction> rows = new ArrayList<>();
    for (String subject : List.of("a", "b", "c")) {
      rows.add(row(subject, 0, 0.9));
      rows.add(row(subject, 1, 0.8));
      rows.add(row(subject, 0, 0.7));
      rows.add(row(subject, 1, 0.6));
    }

    for (BandPoint at : roc(rows).band()) {
      double expected = at.x() < 0.5 ? 0 : at.x() < 1 ? 0.5 : 1;
      assertThat(at.low()).as("%s", at).isCloseTo(expected, within(1e-12));
      assertThat(at.high()).isEqualTo(at.low());
    }
  }

  /** The 10th and the 391st of 400; subjects have 1 to 30 positives, so that all values differ. */
  @Test
  void band_ends_areTheirOrderStatistics() {
    List<Prediction> rows = new ArrayList<>();
    int[] positives = new int[30];
    for (int subject = 0; subject < 30; subject++) {
      boolean found = subject < 15;
      positives[subject] = found ? 2 * subject + 1 : 2 * (subject - 15) + 2;
      for (int i = 0; i < positives[subject]; i++) {
        rows.add(row("s" + subject, 1, found ? 0.9 : 0.1));
      }
      rows.add(row("s" + subject, 0, 0.5));
    }
    double[] values =
        Resampling.draw(
            30,
            QUICK,
            weights -> {
              double all = 0;
              double found = 0;
              for (int subject = 0; subject < 30; subject++) {
                all += weights[subject] * positives[subject];
                found += subject < 15 ? weights[subject] * positives[subject] : 0;
              }
              return new double[] {found / all};
            })[0];
    Arrays.sort(values);

    assertThat(roc(rows).band().get(0)).isEqualTo(new BandPoint(0, values[9], values[390]));
    assertThat(values[9]).isStrictlyBetween(values[8], values[10]);
    assertThat(values[390]).isStrictlyBetween(values[389], values[391]);
  }

  @ParameterizedTest
  @CsvSource({
    "s1,s2,SUBJECTS,subjects",
    "presumed 1,presumed 2,PRESUMED_SUBJECTS,presumed subjects",
    "s1,presumed 2,PRESUMED_SUBJECTS,presumed subjects",
    "s1,,IMAGES,images",
    ",s2,IMAGES,images",
  })
  void bandMethod_saysWhatIsDrawn(String one, String other, BandMethod method, String words) {
    Curve curve =
        roc(List.of(row(one, 1, 0.9), row(one, 0, 0.2), row(other, 1, 0.8), row(other, 0, 0.7)));

    assertThat(curve.bandMethod()).isEqualTo(method);
    assertThat(method.words()).isEqualTo("pointwise 95 % bootstrap over " + words);
  }

  @Test
  void band_ofOneSubject_isLeftOut() {
    List<Prediction> one = List.of(row("a", 1, 0.9), row("a", 0, 0.2));
    Curve curve = roc(one);

    assertThat(curve.points()).hasSize(3);
    assertThat(curve.band()).isEmpty();
    assertThat(curve.bandMethod()).isNull();
    assertThat(roc(List.of(one.get(0), row("b", 0, 0.2))).band()).hasSize(51);
  }
}
