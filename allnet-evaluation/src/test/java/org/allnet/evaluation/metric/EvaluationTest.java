package org.allnet.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final IntervalMethod BY_WILSON = new IntervalMethod.WilsonScore("9 images");

  private static final Offset<Double> EXACT = within(1e-12);

  private static double value(Evaluation evaluation, Metric name) {
    return ((MetricValue.Value) evaluation.metric(name)).value();
  }

  private static String reason(Evaluation evaluation, Metric name) {
    return ((MetricValue.Undefined) evaluation.metric(name)).reason();
  }

  private static Evaluation binary(int tp, int fp, int tn, int fn) {
    return Evaluation.of(Cases.confusion(Cases.TWO, new int[][] {{tn, fp}, {fn, tp}}));
  }

  /** The roots of 24,576 and of 6 times 64 squared round so that the quotient is above 1. */
  @Test
  void mcc_ofAllRightOrAllWrong_isNeverBeyondOne() {
    assertThat(Formulas.mcc(new long[][] {{64, 0}, {0, 192}})).isEqualTo(1);
    assertThat(Formulas.mcc(new long[][] {{64, 0, 0}, {0, 64, 0}, {0, 0, 64}})).isEqualTo(1);
    assertThat(Formulas.mcc(new long[][] {{0, 64}, {192, 0}})).isGreaterThanOrEqualTo(-1);
  }

  @Test
  void of_handMadeCounts_givesTextbookMetrics() {
    Evaluation evaluation = binary(40, 10, 30, 20);
    assertThat(value(evaluation, Metric.ACCURACY)).isCloseTo(0.7, EXACT);
    assertThat(value(evaluation, Metric.SENSITIVITY)).isCloseTo(2.0 / 3, EXACT);
    assertThat(value(evaluation, Metric.SPECIFICITY)).isCloseTo(0.75, EXACT);
    assertThat(value(evaluation, Metric.BALANCED_ACCURACY)).isCloseTo(17.0 / 24, EXACT);
    assertThat(value(evaluation, Metric.PRECISION)).isCloseTo(0.8, EXACT);
    assertThat(value(evaluation, Metric.NPV)).isCloseTo(0.6, EXACT);
    assertThat(value(evaluation, Metric.F1)).isCloseTo(8.0 / 11, EXACT);
    assertThat(value(evaluation, Metric.MACRO_F1)).isCloseTo((8.0 / 11 + 2.0 / 3) / 2, EXACT);
    assertThat(value(evaluation, Metric.WEIGHTED_F1))
        .isCloseTo((60 * 8.0 / 11 + 40 * 2.0 / 3) / 100, EXACT);
    assertThat(value(evaluation, Metric.MCC))
        .isCloseTo((40 * 30 - 10 * 20) / Math.sqrt(50.0 * 60 * 40 * 50), EXACT);
    assertThat(value(evaluation, Metric.BRIER)).isCloseTo(0.3, EXACT);
    assertThat(value(evaluation, Metric.LOG_LOSS)).isCloseTo(-0.3 * Math.log(1e-15), within(1e-10));
  }

  /** The 2x2 table of grant readers that textbooks show: po 0.7, pe 0.5. */
  @Test
  void of_knownKappaTable_givesPointFour() {
    assertThat(value(binary(20, 5, 15, 10), Metric.KAPPA)).isCloseTo(0.4, EXACT);
  }

  /** Chicco and Jurman 2020, doi 10.1186/s12864-019-6413-7, use case A1. */
  @Test
  void of_imbalancedTable_givesPublishedMetrics() {
    Evaluation evaluation = binary(90, 9, 0, 1);
    assertThat(value(evaluation, Metric.ACCURACY)).isCloseTo(0.90, EXACT);
    assertThat(value(evaluation, Metric.F1)).isCloseTo(0.95, within(0.005));
    assertThat(value(evaluation, Metric.MCC)).isCloseTo(-0.03, within(0.005));
  }

  /** The example on the first page of PyCM's documentation (Haghighi et al. 2018). */
  @Test
  void of_threeClassTable_givesPublishedMetrics() {
    ClassSet classes = ClassSet.of(List.of("0", "A", "B"));
    Evaluation evaluation =
        Evaluation.of(Cases.confusion(classes, new int[][] {{3, 0, 0}, {0, 1, 2}, {2, 1, 3}}));
    assertThat(value(evaluation, Metric.ACCURACY)).isCloseTo(0.58333, within(5e-6));
    assertThat(value(evaluation, Metric.KAPPA)).isCloseTo(0.35484, within(5e-6));
    assertThat(value(evaluation, Metric.MCC)).isCloseTo(0.36667, within(5e-6));
    assertThat(value(evaluation, Metric.F1)).isCloseTo(0.56515, within(5e-6));
    assertThat(value(evaluation, Metric.MACRO_F1)).isCloseTo(0.56515, within(5e-6));
    assertThat(value(evaluation, Metric.SENSITIVITY)).isCloseTo(0.61111, within(5e-6));
    assertThat(value(evaluation, Metric.SPECIFICITY))
        .isCloseTo((7.0 / 9 + 8.0 / 9 + 4.0 / 6) / 3, EXACT);
    assertThat(evaluation.perClass().get("A").get(Metric.F1))
        .isEqualTo(new MetricValue.Value(0.4, null));
  }

  /** The examples in scikit-learn's reference of these functions. */
  @Test
  void of_publishedScores_givesTheirMetrics() {
    Evaluation ranking =
        Evaluation.of(Cases.binary(new int[] {0, 0, 1, 1}, new double[] {0.1, 0.4, 0.35, 0.8}));
    assertThat(value(ranking, Metric.AUROC)).isCloseTo(0.75, EXACT);
    assertThat(value(ranking, Metric.AVERAGE_PRECISION)).isCloseTo(5.0 / 6, EXACT);
    Evaluation brier =
        Evaluation.of(Cases.binary(new int[] {0, 1, 1, 0}, new double[] {0.1, 0.9, 0.8, 0.3}));
    assertThat(value(brier, Metric.BRIER)).isCloseTo(0.0375, EXACT);
    Evaluation loss =
        Evaluation.of(Cases.binary(new int[] {1, 0, 0, 1}, new double[] {0.9, 0.1, 0.2, 0.65}));
    assertThat(value(loss, Metric.LOG_LOSS)).isCloseTo(0.21616, within(5e-6));
  }

  /** The example in the reference of TorchMetrics' BinaryCalibrationError. */
  @Test
  void of_publishedCalibrationExample_givesItsError() {
    Evaluation evaluation =
        Evaluation.of(
            Cases.binary(new int[] {0, 0, 1, 1, 1}, new double[] {0.25, 0.25, 0.55, 0.75, 0.75}));
    assertThat(value(evaluation, Metric.ECE)).isCloseTo(0.29, EXACT);
  }

  @Test
  void of_threeClasses_calibratesTopProbability() {
    ClassSet classes = ClassSet.of(List.of("a", "b", "c"));
    List<Double> sure = List.of(0.7, 0.2, 0.1);
    Predictions predictions =
        new Predictions(
            classes,
            List.of(
                new Prediction("1", null, 0, null, sure),
                new Prediction("2", null, 0, null, sure),
                new Prediction("3", null, 1, null, sure),
                new Prediction("4", null, 0, null, sure)));
    Evaluation evaluation = Evaluation.of(predictions);
    assertThat(value(evaluation, Metric.ECE)).isCloseTo(0.05, EXACT);
    assertThat(value(evaluation, Metric.BRIER))
        .isCloseTo((3 * (0.09 + 0.04 + 0.01) + 0.49 + 0.64 + 0.01) / 4, EXACT);
  }

  @Test
  void calibrationBin_edges_belongToTheLowerBin() {
    assertThat(ScoredImages.calibrationBin(0, 10)).isZero();
    assertThat(ScoredImages.calibrationBin(0.5, 10)).isEqualTo(4);
    assertThat(ScoredImages.calibrationBin(0.51, 10)).isEqualTo(5);
    assertThat(ScoredImages.calibrationBin(1, 10)).isEqualTo(9);
  }

  @Test
  void of_randomTies_areasEqualTheirDefinitions() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 200; round++) {
      Predictions predictions = Cases.random(random, 3, 2 + random.nextInt(40), 0);
      Evaluation evaluation = Evaluation.of(predictions);
      for (int k = 0; k < 3; k++) {
        String name = predictions.classes().names().get(k);
        assertMetric(evaluation.perClass().get(name).get(Metric.AUROC), pairs(predictions, k));
        assertMetric(
            evaluation.perClass().get(name).get(Metric.AVERAGE_PRECISION), steps(predictions, k));
      }
    }
  }

  private static void assertMetric(MetricValue metric, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(metric).isInstanceOf(MetricValue.Undefined.class);
    } else {
      assertThat(((MetricValue.Value) metric).value()).isCloseTo(expected, EXACT);
    }
  }

  /** Every pair of an image of the class and another, by definition. */
  private static double pairs(Predictions predictions, int k) {
    double won = 0;
    int pairs = 0;
    for (Prediction a : predictions.rows()) {
      for (Prediction b : predictions.rows()) {
        if (a.label() == k && b.label() != k) {
          int order = Double.compare(a.probabilities().get(k), b.probabilities().get(k));
          won += order > 0 ? 1 : order == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return pairs == 0 ? Double.NaN : won / pairs;
  }

  /** Precision at every distinct threshold times the recall it adds, by definition. */
  private static double steps(Predictions predictions, int k) {
    List<Prediction> rows = predictions.rows();
    long support = rows.stream().filter(row -> row.label() == k).count();
    if (support == 0 || support == rows.size()) {
      return Double.NaN;
    }
    double[] thresholds =
        rows.stream().mapToDouble(row -> -row.probabilities().get(k)).distinct().sorted().toArray();
    double sum = 0;
    double recallBefore = 0;
    for (double minus : thresholds) {
      List<Prediction> above =
          rows.stream().filter(row -> row.probabilities().get(k) >= -minus).toList();
      double hits = above.stream().filter(row -> row.label() == k).count();
      sum += (hits / support - recallBefore) * hits / above.size();
      recallBefore = hits / support;
    }
    return sum;
  }

  @Test
  void values_weights_equalRepeatedRows() {
    SplittableRandom random = new SplittableRandom(12);
    for (int classes = 2; classes <= 4; classes++) {
      for (int round = 0; round < 50; round++) {
        Predictions predictions = Cases.random(random, classes, 60, 12);
        ScoredImages scored = ScoredImages.of(predictions, EvaluationOptions.DEFAULTS);
        int[] weights = new int[scored.clusters()];
        for (int i = 0; i < weights.length; i++) {
          weights[i] = random.nextInt(3);
        }
        List<Prediction> repeated = new ArrayList<>();
        int[] cluster = scored.clusterOfRow();
        for (int i = 0; i < cluster.length; i++) {
          for (int w = 0; w < weights[cluster[i]]; w++) {
            repeated.add(predictions.rows().get(i));
          }
        }
        if (repeated.isEmpty()) {
          continue;
        }
        ScoredImages expanded =
            ScoredImages.of(
                new Predictions(predictions.classes(), repeated), EvaluationOptions.DEFAULTS);
        assertThat(scored.values(weights))
            .containsExactly(expanded.values(expanded.unitWeights()), EXACT);
      }
    }
  }

  @Test
  void of_threshold_predictsPositiveFromThere() {
    Predictions predictions =
        Cases.binary(new int[] {0, 1, 1, 0}, new double[] {0.1, 0.3, 0.6, 0.3});
    Evaluation low = Evaluation.of(predictions, new EvaluationOptions(0.3));
    assertThat(low.confusion().rows()).containsExactly(List.of(1L, 1L), List.of(0L, 2L));
    assertThat(low.threshold()).isEqualTo(0.3);
    assertThat(Evaluation.of(predictions).confusion().rows())
        .containsExactly(List.of(2L, 0L), List.of(1L, 1L));
    Predictions three = Cases.random(new SplittableRandom(1), 3, 10, 0);
    assertThatThrownBy(() -> Evaluation.of(three, new EvaluationOptions(0.5)))
        .isInstanceOf(OptionException.class);
    assertThatThrownBy(() -> new EvaluationOptions(1.5)).isInstanceOf(OptionException.class);
    assertThatThrownBy(() -> new EvaluationOptions(Double.NaN)).isInstanceOf(OptionException.class);
  }

  @Test
  void of_oneClassOnly_leavesOutWhatItCannotSay() {
    Evaluation evaluation = Evaluation.of(Cases.binary(new int[] {1, 1}, new double[] {0.9, 0.8}));
    assertThat(value(evaluation, Metric.SENSITIVITY)).isEqualTo(1);
    assertThat(value(evaluation, Metric.WEIGHTED_F1)).isEqualTo(1);
    assertThat(reason(evaluation, Metric.SPECIFICITY)).isEqualTo("all images are of class 'all'");
    assertThat(reason(evaluation, Metric.NPV)).isEqualTo("all images were predicted 'all'");
    assertThat(reason(evaluation, Metric.BALANCED_ACCURACY)).isEqualTo("no image of class 'hem'");
    assertThat(reason(evaluation, Metric.MACRO_F1)).isEqualTo("no image of class 'hem'");
    assertThat(reason(evaluation, Metric.AUROC)).isEqualTo("all images are of class 'all'");
    assertThat(reason(evaluation, Metric.MCC)).contains("divides by zero");
    assertThat(reason(evaluation, Metric.KAPPA)).contains("divides by zero");
    assertThat(evaluation.describe()).contains("- (no image of class 'hem')").doesNotContain("NaN");
  }

  @Test
  void of_nonePredictedPositive_hasF1OfZero() {
    Evaluation evaluation = Evaluation.of(Cases.binary(new int[] {1, 0}, new double[] {0.2, 0.1}));
    assertThat(reason(evaluation, Metric.PRECISION)).isEqualTo("no image was predicted 'all'");
    assertThat(value(evaluation, Metric.F1)).isZero();
  }

  @Test
  void of_noLabels_saysSo() {
    Predictions unlabelled = Cases.binary(new int[] {-1, -1}, new double[] {0.2, 0.1});
    assertThatThrownBy(() -> Evaluation.of(unlabelled))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of the 2 rows has a label");
  }

  @Test
  void of_tinyCases_eachMetricHasValueOrReason() {
    SplittableRandom random = new SplittableRandom(13);
    for (int round = 0; round < 500; round++) {
      Predictions predictions =
          Cases.random(random, 2 + random.nextInt(3), 1 + random.nextInt(5), random.nextInt(3));
      for (MetricValue metric : Evaluation.of(predictions).flatMetrics()) {
        if (metric instanceof MetricValue.Undefined undefined) {
          assertThat(undefined.reason()).isNotEmpty();
        } else {
          assertThat(((MetricValue.Value) metric).value()).isBetween(-1.0, 40.0);
        }
      }
    }
  }

  @Test
  void toJson_twoClasses_hasTheAgreedKeys() {
    JsonNode json = binary(40, 10, 30, 20).toJson();
    assertThat(json.fieldNames())
        .toIterable()
        .contains(
            "confusion",
            "accuracy",
            "balancedAccuracy",
            "sensitivity",
            "specificity",
            "precision",
            "npv",
            "f1",
            "weightedF1",
            "macroF1",
            "mcc",
            "kappa",
            "auroc",
            "averagePrecision",
            "brier",
            "logLoss",
            "ece",
            "images",
            "subjects",
            "classes",
            "positive",
            "perClass");
    assertThat(json.get("confusion").toString())
        .isEqualTo(
            "{\"classes\":[\"hem\",\"all\"],\"matrix\":[[30,10],[20,40]],"
                + "\"tp\":40,\"fp\":10,\"tn\":30,\"fn\":20}");
    assertThat(json.get("accuracy").get("value").doubleValue()).isEqualTo(0.7);
    assertThat(json.get("images").intValue()).isEqualTo(100);
    assertThat(json.get("positive").textValue()).isEqualTo("all");
  }

  @Test
  void toJson_undefinedAndInterval_areMarked() {
    assertThat(new MetricValue.Undefined("why").toJson().toString())
        .isEqualTo("{\"undefined\":\"why\"}");
    assertThat(new MetricValue.Value(0.5, new Interval(0.25, 0.75, BY_WILSON)).toJson().toString())
        .isEqualTo(
            "{\"value\":0.5,\"low\":0.25,\"high\":0.75,\"method\":\"Wilson over 9 images\"}");
    assertThatThrownBy(() -> new MetricValue.Value(Double.NaN, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(1, 0, BY_WILSON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_imageInTwoFolds_isOneImageOneCluster() {
    Prediction first = new Prediction("i", null, 1, "holdout-1", List.of(0.1, 0.9));
    Prediction second = new Prediction("i", null, 1, "holdout-2", List.of(0.2, 0.8));
    Predictions predictions = new Predictions(Cases.TWO, List.of(first, second));
    Evaluation evaluation = Evaluation.of(predictions);
    assertThat(evaluation.images()).isEqualTo(1);
    assertThat(evaluation.predictions()).isEqualTo(2);
    assertThat(ScoredImages.of(predictions, EvaluationOptions.DEFAULTS).clusters()).isEqualTo(1);
  }

  /** A resample may leave all images out of which a metric can be made. */
  @Test
  void values_withoutAnyImage_areUndefined() {
    ScoredImages scored =
        ScoredImages.of(
            Cases.binary(new int[] {0, 1}, new double[] {0.2, 0.9}), EvaluationOptions.DEFAULTS);

    assertThat(scored.values(new int[scored.clusters()]))
        .hasSize(scored.size())
        .containsOnly(Double.NaN);
  }

  @Test
  void of_presumedSubjects_saysSo() {
    List<Prediction> rows =
        List.of(
            new Prediction("a", PresumedSubject.named("a"), 0, null, List.of(0.9, 0.1)),
            new Prediction("b", PresumedSubject.named("b"), 1, null, List.of(0.2, 0.8)));
    Evaluation evaluation = Evaluation.of(new Predictions(Cases.TWO, rows));

    assertThat(evaluation.presumedSubjects()).isTrue();
    assertThat(evaluation.describe()).contains("2 presumed subjects");
  }
}
