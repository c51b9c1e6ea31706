package org.allnet.evaluation.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases in which evaluators differ, with the reference's figures (pycocotools 2.0.11), and
 * seeded fields that the reference evaluated too.
 */
class CocoEvaluationTest {

  private static final double CLOSE = 1e-6;

  private static TrueBox truth(long id, double left, double top, double width, double height) {
    return new TrueBox(id, 0, BoundingBox.ofSize(left, top, width, height));
  }

  private static Detection found(
      double left, double top, double width, double height, double score) {
    return new Detection(0, BoundingBox.ofSize(left, top, width, height), score);
  }

  private static CocoEvaluation evaluate(List<TrueBox> truths, Detection... found) {
    return CocoEvaluation.of(List.of(new DetectedField("field", null, truths, List.of(found))), 1);
  }

  private static double value(CocoEvaluation evaluation, CocoMetric metric) {
    return evaluation.value(metric).orElse(-1);
  }

  @Test
  void caseA_hitMissHit() {
    CocoEvaluation evaluation =
        evaluate(
            List.of(truth(1, 0, 0, 40, 40), truth(2, 100, 0, 40, 40)),
            found(0, 0, 40, 40, 0.9),
            found(300, 300, 40, 40, 0.8),
            found(100, 0, 40, 40, 0.7));

    for (CocoMetric metric :
        List.of(CocoMetric.AP, CocoMetric.AP50, CocoMetric.AP75, CocoMetric.AP_MEDIUM)) {
      assertThat(value(evaluation, metric)).isCloseTo(0.834983, within(CLOSE));
    }
    assertThat(value(evaluation, CocoMetric.AR1)).isEqualTo(0.5);
    assertThat(value(evaluation, CocoMetric.AR10)).isEqualTo(1);
    assertThat(evaluation.value(CocoMetric.AP_SMALL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"75, .6, 1", "70, .5, 0", "90, .9, 1", "60, .3, 0", "50, .1, 0"})
  void caseB_oneBoxOfHeight(double height, double ap, double ap75) {
    CocoEvaluation evaluation =
        evaluate(List.of(truth(1, 0, 0, 100, 100)), found(0, 0, 100, height, 0.9));

    assertThat(value(evaluation, CocoMetric.AP)).isCloseTo(ap, within(CLOSE));
    assertThat(value(evaluation, CocoMetric.AP75)).isCloseTo(ap75, within(CLOSE));
  }

  @Test
  void caseC_crowd() {
    CocoEvaluation evaluation =
        evaluate(
            List.of(
                truth(1, 0, 0, 40, 40),
                new TrueBox(2, 0, BoundingBox.ofSize(100, 100, 200, 200), 40_000, true)),
            found(120, 120, 40, 40, 0.9),
            found(200, 200, 40, 40, 0.8),
            found(0, 0, 40, 40, 0.6),
            found(0, 0, 40, 40, 0.5));

    assertThat(value(evaluation, CocoMetric.AP)).isCloseTo(1, within(CLOSE));
    assertThat(value(evaluation, CocoMetric.AR1)).isZero();
    assertThat(value(evaluation, CocoMetric.AR10)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"false, .252475", "true, .504950"})
  void caseD_tieAcrossFields(boolean hitFirst, double expected) {
    List<DetectedField> fields = new ArrayList<>();
    for (int f = 0; f < 2; f++) {
      boolean hit = hitFirst == (f == 0);
      fields.add(
          new DetectedField(
              "field-" + f,
              null,
              List.of(truth(f + 1, 0, 0, 40, 40)),
              List.of(found(hit ? 0 : 300, 0, 40, 40, 0.9))));
    }

    assertThat(value(CocoEvaluation.of(fields, 1), CocoMetric.AP))
        .isCloseTo(expected, within(CLOSE));
  }

  @Test
  void caseE_moreThanAHundred() {
    List<TrueBox> truths = new ArrayList<>();
    List<Detection> found = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      truths.add(truth(i + 1, 40 * (i % 12), 40 * (i / 12), 30, 30));
      found.add(found(40 * (i % 12), 40 * (i / 12), 30, 30, 1 - i / 1000.0));
    }
    CocoEvaluation evaluation = evaluate(truths, found.toArray(Detection[]::new));

    assertThat(value(evaluation, CocoMetric.AP)).isCloseTo(0.831683, within(CLOSE));
    assertThat(value(evaluation, CocoMetric.AR100)).isCloseTo(100 / 120.0, within(CLOSE));
  }

  @Test
  void caseF_numberZero() {
    CocoEvaluation evaluation = evaluate(List.of(truth(0, 0, 0, 40, 40)), found(0, 0, 40, 40, 0.9));

    assertThat(value(evaluation, CocoMetric.AP)).isZero();
  }

  @Test
  void caseG_areaAtTheBorder() {
    CocoEvaluation evaluation = evaluate(List.of(truth(1, 0, 0, 32, 32)), found(0, 0, 32, 32, 0.9));

    assertThat(value(evaluation, CocoMetric.AP_SMALL)).isCloseTo(1, within(CLOSE));
    assertThat(value(evaluation, CocoMetric.AP_MEDIUM)).isCloseTo(1, within(CLOSE));
    assertThat(evaluation.value(CocoMetric.AP_LARGE)).isEmpty();
  }

  @Test
  void caseH_unmatchedOfAnotherSize() {
    CocoEvaluation evaluation =
        evaluate(
            List.of(truth(1, 0, 0, 100, 100)),
            found(0, 0, 100, 100, 0.5),
            found(300, 300, 10, 10, 0.9));

    assertThat(value(evaluation, CocoMetric.AP)).isCloseTo(0.5, within(CLOSE));
    assertThat(value(evaluation, CocoMetric.AP_LARGE)).isCloseTo(1, within(CLOSE));
  }

  @Test
  void iouThresholds_ninth_isBelowNineTenths() {
    assertThat(IouThresholds.coco())
        .containsExactly(.5, .55, .6, .65, .7, .75, .8, .85, .8999999999999999, .95);
  }

  /** Seven of twenty are found: the recall .35 lies below the grid's 35 * .01. */
  @Test
  void recallOfExactly35_missesItsPoint() {
    List<TrueBox> truths = new ArrayList<>();
    List<Detection> found = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      truths.add(truth(i + 1, 100 * i, 0, 40, 40));
      if (i < 7) {
        found.add(found(100 * i, 0, 40, 40, 0.9));
      }
    }

    assertThat(value(evaluate(truths, found.toArray(Detection[]::new)), CocoMetric.AP))
        .isCloseTo(35 / 101.0, within(CLOSE));
  }

  @Test
  void classWithoutTruth_isLeftOut() {
    List<TrueBox> truths = List.of(truth(1, 0, 0, 40, 40));
    List<Detection> found =
        List.of(found(0, 0, 40, 40, 0.9), new Detection(1, BoundingBox.ofSize(0, 0, 40, 40), 0.95));
    CocoEvaluation evaluation =
        CocoEvaluation.of(List.of(new DetectedField("field", null, truths, found)), 2);

    assertThat(value(evaluation, CocoMetric.AP)).isCloseTo(1, within(CLOSE));
    assertThat(evaluation.value(CocoMetric.AP, 1)).isEmpty();
  }

  @Test
  void seededFields_equalTheReference() throws IOException {
    List<String> lines;
    try (InputStream in = getClass().getResourceAsStream("coco-reference.csv")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }
    assertThat(lines).hasSize(60);
    for (String line : lines) {
      double[] row = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
      CocoEvaluation evaluation =
          CocoEvaluation.of(RandomFields.of((long) row[0]), RandomFields.CLASSES);
      for (CocoMetric metric : CocoMetric.values()) {
        assertThat(value(evaluation, metric))
            .as("%s of seed %s", metric, row[0])
            .isCloseTo(row[1 + metric.ordinal()], within(1e-12));
      }
    }
  }
}
