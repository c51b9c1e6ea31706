package org.allnet.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every metric says of itself, and what one or its interval tells a reader. */
class MetricTest {

  private static final EnumSet<Metric> ERRORS =
      EnumSet.of(Metric.BRIER, Metric.LOG_LOSS, Metric.ECE);
  private static final EnumSet<Metric> CORRELATIONS = EnumSet.of(Metric.MCC, Metric.KAPPA);

  @ParameterizedTest
  @EnumSource
  void range_ofEachMetric_isThatOfItsFormula(Metric metric) {
    assertThat(metric.lowerIsBetter()).isEqualTo(ERRORS.contains(metric));
    assertThat(metric.least()).isEqualTo(CORRELATIONS.contains(metric) ? -1 : 0);
    assertThat(metric.most())
        .isEqualTo(
            metric == Metric.LOG_LOSS ? Double.POSITIVE_INFINITY : metric == Metric.BRIER ? 2 : 1);
  }

  @Test
  void contains_endsAndBeyond() {
    Interval interval = new Interval(0.25, 0.75, new IntervalMethod.WilsonScore("4 images"));

    assertThat(List.of(0.25, 0.5, 0.75)).allMatch(interval::contains);
    assertThat(List.of(0.2499, 0.7501)).noneMatch(interval::contains);
  }

  @Test
  void describe_intervalOrUndefined_saysWhich() {
    Interval interval = new Interval(0.25, 0.75, new IntervalMethod.WilsonScore("4 images"));

    assertThat(new MetricValue.Value(0.5, interval).describe())
        .isEqualTo("0.5000 (0.2500 to 0.7500)");
    assertThat(new MetricValue.Value(0.5, null).describe()).isEqualTo("0.5000");
    MetricValue none = new MetricValue.Value(0.5, null, "one subject", List.of());
    assertThat(none.describe()).isEqualTo("0.5000 (no interval: one subject)");
    assertThat(none.describeBriefly()).isEqualTo("0.5000 (no interval)");
    assertThat(new MetricValue.Undefined("no image").describe()).isEqualTo("- (no image)");
  }

  @Test
  void toJson_furtherIntervals_nameTheirMethods() {
    MetricValue metric =
        new MetricValue.Value(
            0.5, null, "x", List.of(new Interval(0.25, 0.75, new IntervalMethod.DeLongVariance())));

    assertThat(metric.toJson().get("further").toString())
        .isEqualTo(
            "[{\"low\":0.25,\"high\":0.75,\"method\":\"DeLong, images taken as independent\"}]");
  }

  @Test
  void threshold_givenOrNot_isTold() {
    assertThat(EvaluationOptions.DEFAULTS.threshold()).isNull();
    assertThat(new EvaluationOptions(0.25).threshold()).isEqualTo(0.25);
  }

  @Test
  void confusionMatrix_sumsAndText_fitItsCounts() {
    ClassSet classes = ClassSet.of(List.of("hem", "lymphoblast"));
    long[][] counts = {{12, 3}, {4, 100}};
    ConfusionMatrix matrix = ConfusionMatrix.of(classes, counts);

    assertThat(matrix.counts()).isDeepEqualTo(counts);
    assertThat(matrix.total()).isEqualTo(119);
    assertThat(matrix.support(0)).isEqualTo(15);
    assertThat(matrix.support(1)).isEqualTo(104);
    List<String> longNames =
        ConfusionMatrix.of(ClassSet.of(List.of("hem", "large granular lymphocyte")), counts)
            .describe()
            .lines()
            .toList();
    assertThat(longNames).hasSize(3).allMatch(line -> line.length() == longNames.get(0).length());
    List<String> lines = matrix.describe().lines().toList();
    assertThat(lines).hasSize(3).allMatch(line -> line.length() == lines.get(0).length());
    assertThat(lines.get(0)).endsWith("hem  lymphoblast");
    assertThat(lines.get(1).strip().split(" +")).containsExactly("hem", "12", "3");
    assertThat(lines.get(2).strip().split(" +")).containsExactly("lymphoblast", "4", "100");
  }

  @Test
  void evaluate_classWithoutImage_saysWhich() {
    ClassSet classes = ClassSet.of(List.of("a", "b", "c"));
    Evaluation evaluation =
        Evaluation.of(
            Cases.confusion(classes, new int[][] {{3, 0, 0}, {1, 2, 0}, {0, 0, 0}}),
            EvaluationOptions.DEFAULTS);

    for (Metric metric :
        List.of(Metric.BALANCED_ACCURACY, Metric.SENSITIVITY, Metric.F1, Metric.AUROC)) {
      assertThat(evaluation.metric(metric))
          .as(metric.key())
          .isEqualTo(new MetricValue.Undefined("no image of class 'c'"));
    }
  }
}
