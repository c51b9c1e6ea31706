package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.junit.jupiter.api.Test;

/** Coverage and error of everything that a model decides by. */
class WholeDecisionTest {

  private static final DecisionRule RULE =
      new DecisionRule(TemperatureScaling.NONE, null, new ReferBand(0.4, 0.6, 0.2, 0.8, 0.1), null);

  private static Predictions rows(double... positives) {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < positives.length; i++) {
      rows.add(
          new Prediction("image " + i, null, 1, null, List.of(1 - positives[i], positives[i])));
    }
    return new Predictions(ClassSet.of(List.of("hem", "all")).withPositive("all"), rows);
  }

  /** The same rows, of which some are refused and the others accepted. */
  private static Predictions refusing(Predictions rows, Map<String, ReferralReason> reasons) {
    return rows.with(
        rows.rows().stream()
            .map(
                row ->
                    row.with(DecisionWords.refusal(Optional.ofNullable(reasons.get(row.image())))))
            .toList());
  }

  private static double value(MetricValue metric) {
    return ((MetricValue.Value) metric).value();
  }

  @Test
  void everyReason_isCountedOnce() {
    // right, wrong, uncertain, unlike (wrong), unlike (uncertain too), poor, right, right
    WholeDecision found =
        WholeDecision.of(
            refusing(
                rows(0.9, 0.1, 0.5, 0.2, 0.55, 0.9, 0.8, 0.7),
                Map.of(
                    "image 3", new UnlikeTraining(OutlierMethod.MAHALANOBIS, 2, 1),
                    "image 4", new UnlikeTraining(OutlierMethod.MAHALANOBIS, 2, 1),
                    "image 5", new PoorImage(QualityMeasure.SIZE, 2, 0, 1))),
            RULE,
            RULE.toOptions(),
            List.of(),
            BootstrapOptions.DEFAULTS);

    assertThat(found.rows().stream().map(WholeDecision.Row::images).toList())
        .containsExactly(4L, 1L, 2L, 1L, 0L);
    assertThat(value(found.rows().get(0).fraction())).isEqualTo(0.5);
    assertThat(value(found.rows().get(0).error())).isEqualTo(0.25);
    assertThat(value(found.rows().get(2).error())).isEqualTo(0.5);
    assertThat(found.describe().get(0)).isEqualTo("the whole decision about 8 images");
    assertThat(found.toJson().path("unlike-training").path("images").asInt()).isEqualTo(2);
  }

  @Test
  void nothingReferred_isFullCoverage() {
    WholeDecision found =
        WholeDecision.of(
            rows(0.9, 0.8, 0.1),
            DecisionRule.NONE,
            DecisionRule.NONE.toOptions(),
            List.of(),
            BootstrapOptions.DEFAULTS);

    assertThat(value(found.rows().get(0).fraction())).isEqualTo(1);
    assertThat(found.rows().get(1).error()).isInstanceOf(MetricValue.Undefined.class);
    assertThat(found.describe()).hasSize(2);
  }

  /** One that segmentation erases is in the metrics, one that is black is not: no answer either. */
  @Test
  void nothingToSee_countsAmongAllImages() {
    WholeDecision found =
        WholeDecision.of(
            refusing(
                rows(0.9, 0.8, 0.1),
                Map.of(
                    "image 2",
                    new NothingToSee.Erased(SegmentationMode.STRETCHED, 0.001, 0.01, false))),
            DecisionRule.NONE,
            DecisionRule.NONE.toOptions(),
            List.of(new Prediction("black", null, null, 1, null, Origin.UNKNOWN, List.of())),
            BootstrapOptions.DEFAULTS);

    assertThat(found.images()).isEqualTo(4);
    assertThat(found.rows().stream().map(WholeDecision.Row::images).toList())
        .containsExactly(2L, 0L, 0L, 0L, 2L);
    assertThat(value(found.rows().get(0).fraction())).isEqualTo(0.5);
    assertThat(value(found.rows().get(0).error())).isZero();
    assertThat(value(found.rows().get(4).error())).isEqualTo(1); // of the one that is predicted
    assertThat(found.toJson().path("nothing-to-see").path("images").asInt()).isEqualTo(2);
  }

  @Test
  void severalModels_eachDecideByTheirOwnRule() {
    Predictions rows = rows(0.9, 0.5, 0.5);

    WholeDecision found =
        WholeDecision.of(
            rows,
            row ->
                WholeDecision.outcome(
                    row, row.image().equals("image 2") ? DecisionRule.NONE : RULE, rows.classes()),
            DecisionRule.NONE.toOptions(),
            List.of(),
            BootstrapOptions.DEFAULTS);

    assertThat(found.rows().stream().map(WholeDecision.Row::images).toList())
        .containsExactly(2L, 1L, 0L, 0L, 0L);
    assertThat(found.describe().get(2)).startsWith("  referred: uncertain: 1 image, ");
  }

  @Test
  void threshold_decidesWhatIsWrong() {
    WholeDecision found =
        WholeDecision.of(
            rows(0.9, 0.8, 0.6, 0.1),
            DecisionRule.NONE,
            new EvaluationOptions(0.7),
            List.of(),
            BootstrapOptions.DEFAULTS);

    // All are positive: by 0.7 the last two are wrong, by the most probable class the last alone.
    assertThat(value(found.rows().get(0).error())).isEqualTo(0.5);
  }

  @Test
  void describe_saysWrongAndWouldBeWrong() {
    WholeDecision found =
        WholeDecision.of(
            rows(0.9, 0.5), RULE, RULE.toOptions(), List.of(), BootstrapOptions.DEFAULTS);

    assertThat(found.describe()).hasSize(3);
    assertThat(found.describe().get(1))
        .startsWith("  predicted: 1 image, 0.5000 (")
        .contains("; wrong 0.0000");
    assertThat(found.describe().get(2))
        .startsWith("  referred: uncertain: 1 image, 0.5000 (")
        .contains("; would be wrong 1.0000");
    assertThat(found.toJson().path("images").asInt()).isEqualTo(2);
    assertThat(found.toJson().at("/predicted/fraction/value").asDouble()).isEqualTo(0.5);
    assertThat(found.toJson().at("/uncertain/error/value").asDouble()).isEqualTo(1);
  }

  @Test
  void unlabelledRows_areRefused() {
    Predictions none =
        new Predictions(
            ClassSet.of(List.of("hem", "all")),
            List.of(new Prediction("i", null, -1, null, List.of(0.5, 0.5))));

    assertThatThrownBy(
            () ->
                WholeDecision.of(
                    none, RULE, RULE.toOptions(), List.of(), BootstrapOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessage("whole decision: no prediction has a label");
  }
}
