package org.allnet.evaluation.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

class IntervalTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(400, 7, 2);

  private static MetricValue.Value value(Evaluation evaluation, Metric name) {
    return (MetricValue.Value) evaluation.metric(name);
  }

  private static Evaluation evaluate(Predictions predictions, BootstrapOptions options) {
    return ClusterBootstrap.evaluate(predictions, EvaluationOptions.DEFAULTS, options);
  }

  /**
   * The WFNS score of the 113 patients of Turck et al. 2010, doi 10.1007/s00134-009-1641-y (grades
   * 1 to 5, good and poor outcome); pROC 1.18 publishes the variance of its area.
   */
  @Test
  void deLong_published_givesPublishedVariance() {
    double[] poor = graded(2, 12, 1, 8, 18);
    double[] good = graded(37, 20, 3, 8, 4);
    DeLong delong = DeLong.of(poor, good);
    assertThat(delong.auroc()).isCloseTo(2431.5 / (41 * 72), within(1e-14));
    assertThat(delong.variance()).isCloseTo(0.00146991470882363, within(1e-16));
    assertThat(delong.interval().low()).isCloseTo(0.7485, within(5e-5));
    assertThat(delong.interval().high()).isCloseTo(0.8988, within(5e-5));
  }

  private static double[] graded(int... counts) {
    List<Double> grades = new ArrayList<>();
    for (int g = 0; g < counts.length; g++) {
      for (int i = 0; i < counts[g]; i++) {
        grades.add(g + 1.0);
      }
    }
    return grades.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void deLong_randomTies_equalsItsDefinition() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      double[] x = random.ints(2 + random.nextInt(20), 0, 9).asDoubleStream().toArray();
      double[] y = random.ints(2 + random.nextInt(20), 0, 7).asDoubleStream().toArray();
      double[] beats = Arrays.stream(x).map(a -> mean(y, b -> psi(a, b))).toArray();
      double[] beaten = Arrays.stream(y).map(b -> mean(x, a -> psi(a, b))).toArray();
      double area = mean(beats, v -> v);
      double variance =
          mean(beats, v -> (v - area) * (v - area)) / (x.length - 1)
              + mean(beaten, v -> (v - area) * (v - area)) / (y.length - 1);
      DeLong delong = DeLong.of(x, y);
      assertThat(delong.auroc()).isCloseTo(area, within(1e-12));
      assertThat(delong.variance()).isCloseTo(variance, within(1e-12));
    }
  }

  private static double psi(double a, double b) {
    return a > b ? 1 : a == b ? 0.5 : 0;
  }

  private static double mean(double[] values, java.util.function.DoubleUnaryOperator of) {
    return Arrays.stream(values).map(of).sum() / values.length;
  }

  @Test
  void deLong_separatedOrOneImage_hasNoInterval() {
    assertThat(DeLong.of(new double[] {3, 4}, new double[] {1, 2}).interval()).isNull();
    assertThat(DeLong.of(new double[] {3}, new double[] {1, 2})).isNull();
  }

  /** Newcombe 1998, doi 10.1002/(SICI)1097-0258(19980430)17:8, table I, method 3. */
  @Test
  void wilson_publishedExamples_givesTheirLimits() {
    Interval interval = Wilson.of(81, 263, "x");
    assertThat(interval.low()).isCloseTo(0.2553, within(5e-5));
    assertThat(interval.high()).isCloseTo(0.3662, within(5e-5));
    assertThat(Wilson.of(0, 20, "x").low()).isZero();
    assertThat(Wilson.of(0, 20, "x").high()).isCloseTo(0.1611, within(5e-5));
    assertThat(Wilson.of(29, 29, "x").low()).isCloseTo(0.8830, within(5e-5));
    assertThat(Wilson.of(29, 29, "x").high()).isEqualTo(1);
  }

  @Test
  void evaluate_moreSubjects_narrowsTheIntervals() {
    double widthBefore = Double.POSITIVE_INFINITY;
    for (int subjects : new int[] {20, 80, 320}) {
      Evaluation evaluation =
          evaluate(Cases.random(new SplittableRandom(4), 2, subjects * 20, subjects), QUICK);
      for (Metric name : Metric.values()) {
        MetricValue.Value value = value(evaluation, name);
        assertThat(value.interval()).as(name.key()).isNotNull();
        // Resampling can only add miscalibration, so its error may lie below its own interval.
        if (name != Metric.ECE) {
          assertThat(value.interval().contains(value.value())).as(name.key()).isTrue();
        }
      }
      Interval accuracy = value(evaluation, Metric.ACCURACY).interval();
      double width = accuracy.high() - accuracy.low();
      assertThat(width).isLessThan(widthBefore);
      widthBefore = width;
      assertThat(accuracy.method().words())
          .isEqualTo("percentile bootstrap, 400 resamples of " + subjects + " subjects");
    }
  }

  @Test
  void evaluate_otherThreads_givesTheSameIntervals() {
    Predictions predictions = Cases.random(new SplittableRandom(5), 3, 300, 25);
    Evaluation one = evaluate(predictions, new BootstrapOptions(500, 9, 1));
    assertThat(evaluate(predictions, new BootstrapOptions(500, 9, 3))).isEqualTo(one);
    assertThat(evaluate(predictions, new BootstrapOptions(500, 10, 3))).isNotEqualTo(one);
  }

  /** The fraction of a Bernoulli mean, images independent: the normal limits hold to a percent. */
  @Test
  void evaluate_independentImages_fitsNormal() {
    int[] labels = new int[2000];
    double[] scores = new double[2000];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 2;
      scores[i] = (i % 10 < 2) == (labels[i] == 1) ? 0.2 : 0.8;
    }
    Evaluation evaluation = evaluate(Cases.binary(labels, scores), BootstrapOptions.DEFAULTS);
    MetricValue.Value accuracy = value(evaluation, Metric.ACCURACY);
    double half = 1.96 * Math.sqrt(accuracy.value() * (1 - accuracy.value()) / 2000);
    assertThat(accuracy.interval().low()).isCloseTo(accuracy.value() - half, within(0.002));
    assertThat(accuracy.interval().high()).isCloseTo(accuracy.value() + half, within(0.002));
    assertThat(accuracy.interval().method().words()).contains("2000 images (subjects unknown)");
  }

  @Test
  void evaluate_alikeCellsOfASubject_isWider() {
    List<Prediction> bySubject = new ArrayList<>();
    List<Prediction> byImage = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int subject = i / 20;
      double p = subject % 5 == 0 ? 0.3 : 0.7;
      List<Double> probabilities = subject % 2 == 1 ? List.of(1 - p, p) : List.of(p, 1 - p);
      bySubject.add(new Prediction("i" + i, "s" + subject, subject % 2, null, probabilities));
      byImage.add(new Prediction("i" + i, null, subject % 2, null, probabilities));
    }
    Interval subjects =
        value(evaluate(new Predictions(Cases.TWO, bySubject), QUICK), Metric.ACCURACY).interval();
    Interval images =
        value(evaluate(new Predictions(Cases.TWO, byImage), QUICK), Metric.ACCURACY).interval();
    assertThat(subjects.high() - subjects.low()).isGreaterThan(3 * (images.high() - images.low()));
  }

  @Test
  void evaluate_oneSubject_hasNoIntervals() {
    Evaluation evaluation = evaluate(Cases.random(new SplittableRandom(6), 2, 30, 1), QUICK);
    MetricValue.Value accuracy = value(evaluation, Metric.ACCURACY);
    assertThat(accuracy.interval()).isNull();
    assertThat(accuracy.noInterval()).contains("one subject only");
    assertThat(accuracy.toJson().get("noInterval").textValue()).contains("one subject only");
  }

  @Test
  void draw_failingStatistic_throwsWhatItThrew() {
    for (Throwable thrown :
        List.of(new OutOfMemoryError("Java heap space"), new IllegalArgumentException("no"))) {
      assertThatThrownBy(
              () ->
                  Resampling.draw(
                      3,
                      QUICK,
                      weights -> {
                        if (thrown instanceof Error error) {
                          throw error;
                        }
                        throw (RuntimeException) thrown;
                      }))
          .isSameAs(thrown);
    }
  }

  @Test
  void evaluate_classOfOneSubject_lacksIntervals() {
    List<Prediction> rows = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100; i++) {
      int subject = i / 10;
      double p = random.nextDouble();
      rows.add(
          new Prediction("i" + i, "s" + subject, subject == 0 ? 1 : 0, null, List.of(1 - p, p)));
    }
    Evaluation evaluation = evaluate(new Predictions(Cases.TWO, rows), QUICK);
    MetricValue.Value auroc = value(evaluation, Metric.AUROC);
    assertThat(auroc.interval()).isNull();
    assertThat(auroc.noInterval()).contains("undefined in").contains("of 400 resamples");
    assertThat(value(evaluation, Metric.ACCURACY).interval()).isNotNull();
    assertThat(auroc.further())
        .singleElement()
        .extracting(Interval::method)
        .asString()
        .startsWith("DeLong");
  }

  @Test
  void evaluate_noError_givesWilsonOverSubjects() {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int label = i / 10 % 2;
      rows.add(
          new Prediction(
              "i" + i, "s" + i / 10, label, null, label == 1 ? List.of(.1, .9) : List.of(.9, .1)));
    }
    Evaluation evaluation = evaluate(new Predictions(Cases.TWO, rows), QUICK);
    Interval accuracy = value(evaluation, Metric.ACCURACY).interval();
    assertThat(accuracy.high()).isEqualTo(1);
    assertThat(accuracy.low()).isEqualTo(Wilson.of(20, 20, "").low());
    assertThat(accuracy.method().words()).contains("Wilson over 20 subjects");
    assertThat(evaluation.describe())
        .contains("95 % interval of accuracy: " + accuracy.method().words())
        .containsOnlyOnce(": every resample of 20 subjects gave the same value");
    assertThat(value(evaluation, Metric.SENSITIVITY).interval().method().words())
        .contains("Wilson over 10 subjects");
    assertThat(value(evaluation, Metric.AUROC).interval()).isNull();
    assertThat(value(evaluation, Metric.AUROC).noInterval()).contains("same value");
  }

  /** Subjects of which every image is answered alike; {@code positives} of each kind. */
  private static Evaluation alike(int found, int missed, int cleared, int alarmed) {
    List<Prediction> rows = new ArrayList<>();
    int subject = 0;
    for (int kind = 0; kind < 4; kind++) {
      for (int i = 0; i < new int[] {found, missed, cleared, alarmed}[kind]; i++, subject++) {
        double p = kind == 0 || kind == 3 ? 0.9 : 0.1;
        for (int image = 0; image < 1 + subject % 2; image++) {
          rows.add(
              new Prediction(
                  "i" + rows.size(), "s" + subject, kind < 2 ? 1 : 0, null, List.of(1 - p, p)));
        }
      }
    }
    return evaluate(new Predictions(Cases.TWO, rows), QUICK);
  }

  private static void isWilson(Evaluation evaluation, Metric metric, int of, int subjects) {
    Interval interval = value(evaluation, metric).interval();
    Interval wilson = Wilson.of(of, subjects, "");
    assertThat(interval.method().words())
        .as(metric.key())
        .startsWith("Wilson over " + subjects + " ")
        .endsWith(" as every resample gave " + (of == 0 ? "0" : "1"));
    assertThat(interval.low()).isEqualTo(wilson.low());
    assertThat(interval.high()).isEqualTo(wilson.high());
  }

  @Test
  void evaluate_noErrorOfAKind_givesWilsonOfThose() {
    Evaluation noAlarm = alike(11, 9, 13, 0);
    isWilson(noAlarm, Metric.SPECIFICITY, 13, 13);
    isWilson(noAlarm, Metric.PRECISION, 11, 11);
    assertThat(value(noAlarm, Metric.SENSITIVITY).interval().method().words())
        .startsWith("percentile");
    assertThat(value(noAlarm, Metric.NPV).interval().method().words()).startsWith("percentile");

    Evaluation noMiss = alike(11, 0, 13, 9);
    isWilson(noMiss, Metric.SENSITIVITY, 11, 11);
    isWilson(noMiss, Metric.NPV, 13, 13);
    assertThat(value(noMiss, Metric.SPECIFICITY).interval().method().words())
        .startsWith("percentile");

    Evaluation nothingFound = alike(0, 12, 14, 0);
    isWilson(nothingFound, Metric.SENSITIVITY, 0, 12);
  }

  @Test
  void evaluate_auroc_hasDeLongOfTheTwoClasses() {
    Predictions predictions = Cases.random(new SplittableRandom(8), 2, 90, 30);
    double[][] scores = new double[2][];
    for (int label = 0; label < 2; label++) {
      int of = label;
      scores[label] =
          predictions.rows().stream()
              .filter(row -> row.label() == of)
              .mapToDouble(row -> row.probabilities().get(1))
              .toArray();
    }

    assertThat(predictions.classes().positive()).isEqualTo(1);
    assertThat(value(evaluate(predictions, QUICK), Metric.AUROC).further())
        .containsExactly(DeLong.of(scores[1], scores[0]).interval());
  }

  @Test
  void midranks_ofTies_areTheMeansOfTheirRanks() {
    assertThat(DeLong.midranks(new double[] {3, 1, 3, 2})).containsExactly(3.5, 1, 3.5, 2);
  }

  @Test
  void percentileInterval_roundingAlone_isNone() {
    double[] differences = {0.65 - 0.6, 0.35 - 0.3, 0.75 - 0.7};
    assertThat(differences[0]).isNotEqualTo(differences[1]);
    PercentileInterval interval = PercentileInterval.of(differences, "3 subjects");
    assertThat(interval.interval()).isNull();
    assertThat(interval.constant()).isTrue();
    assertThat(interval.reason()).isEqualTo("every resample of 3 subjects gave the same value");
  }

  /** Of three classes too each is told from the rest, also the first. */
  @Test
  void evaluate_threeClasses_hasDeLongOfEach() {
    Predictions predictions = Cases.random(new SplittableRandom(9), 3, 120, 40);
    Evaluation evaluation = evaluate(predictions, QUICK);
    for (int k = 0; k < 3; k++) {
      int label = k;
      double[][] scores = new double[2][];
      for (int other = 0; other < 2; other++) {
        boolean rest = other == 1;
        scores[other] =
            predictions.rows().stream()
                .filter(row -> (row.label() == label) != rest)
                .mapToDouble(row -> row.probabilities().get(label))
                .toArray();
      }
      assertThat(ofClass(evaluation, "c" + k, Metric.AUROC).further())
          .containsExactly(DeLong.of(scores[0], scores[1]).interval());
    }
  }

  @Test
  void evaluate_threeNoError_givesWilsonOfEach() {
    int[] images = {11, 17, 23};
    Evaluation evaluation =
        evaluate(
            Cases.confusion(
                ClassSet.of(List.of("a", "b", "c")),
                new int[][] {{11, 0, 0}, {0, 17, 0}, {0, 0, 23}}),
            QUICK);
    for (int k = 0; k < 3; k++) {
      String name = String.valueOf((char) ('a' + k));
      for (Metric metric : List.of(Metric.SENSITIVITY, Metric.PRECISION)) {
        assertThat(ofClass(evaluation, name, metric).interval().method().words())
            .startsWith("Wilson over " + images[k] + " images");
      }
      for (Metric metric : List.of(Metric.SPECIFICITY, Metric.NPV)) {
        assertThat(ofClass(evaluation, name, metric).interval().method().words())
            .startsWith("Wilson over " + (51 - images[k]) + " images");
      }
    }
  }

  private static MetricValue.Value ofClass(Evaluation evaluation, String name, Metric metric) {
    return (MetricValue.Value) evaluation.perClass().get(name).get(metric);
  }
}
