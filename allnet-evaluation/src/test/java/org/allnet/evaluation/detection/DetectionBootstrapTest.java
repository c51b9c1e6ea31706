package org.allnet.evaluation.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.allnet.data.field.BoundingBox;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.PercentileInterval;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.metric.MetricValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DetectionBootstrapTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(200, 7, 2);

  /** A field with two cells of which some are found. */
  private static DetectedField field(String name, @Nullable String person, int found) {
    List<TrueBox> truths = new ArrayList<>();
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      BoundingBox box = BoundingBox.ofSize(100 * i, 0, 40, 40);
      truths.add(new TrueBox(i + 1, 0, box));
      if (i < found) {
        detections.add(new Detection(0, box, 0.9));
      }
    }
    return new DetectedField(name, person, truths, detections);
  }

  private static DetectionEvaluation evaluate(List<DetectedField> fields) {
    return DetectionBootstrap.evaluate(fields, List.of("WBC"), List.of(0.5), "slide", QUICK);
  }

  private static MetricValue recall(DetectionEvaluation evaluation) {
    return evaluation.ofClass().get(0).counts().get(CountMetric.RECALL);
  }

  @Test
  void evaluate_people_areDrawnWithAllFields() {
    List<DetectedField> fields =
        List.of(field("a", "s1", 2), field("b", "s1", 1), field("c", "s2", 0), field("d", "s3", 1));
    double[] resampled =
        Resampling.draw(
            3, QUICK, w -> new double[] {(3.0 * w[0] + w[2]) / (4 * w[0] + 2 * w[1] + 2 * w[2])})[
            0];

    assertThat(recall(evaluate(fields)))
        .isEqualTo(
            new MetricValue.Value(0.5, PercentileInterval.of(resampled, "3 slides").interval()));
  }

  /** Recalls of 1, 1/2 and 0: a slide of two equal fields makes the interval no narrower. */
  @Test
  void evaluate_copiesOnASlide_keepTheInterval() {
    List<DetectedField> fields =
        List.of(field("a", "s1", 2), field("b", "s2", 1), field("c", "s3", 0));
    List<DetectedField> doubled = new ArrayList<>(fields);
    fields.forEach(one -> doubled.add(field(one.name() + "2", one.person(), recalled(one))));

    assertThat(recall(evaluate(doubled))).isEqualTo(recall(evaluate(fields)));
  }

  private static int recalled(DetectedField field) {
    return field.detections().size();
  }

  @Test
  void evaluate_units_areNamedAndCounted() {
    List<DetectedField> fields =
        List.of(field("a", "s1", 2), field("b", "s1", 1), field("c", "s2", 0));
    List<DetectedField> partly = new ArrayList<>(fields);
    partly.add(field("d", null, 1));

    assertThat(evaluate(fields).drawn()).isEqualTo(new DrawnUnits("slide", 2, 0));
    assertThat(evaluate(fields).drawn()).hasToString("2 slides");
    assertThat(evaluate(partly).drawn()).hasToString("2 slides and 1 field without one");
    assertThat(evaluate(List.of(field("d", null, 1), field("e", null, 2))).drawn())
        .hasToString("2 fields (people unknown)");
    assertThat(evaluate(partly).drawn().toJson())
        .containsEntry("unit", "slide")
        .containsEntry("count", 2)
        .containsEntry("fieldsOfUnknown", 1);
  }

  @Test
  void evaluate_allFound_hasWilsonsInterval() {
    DetectionEvaluation evaluation =
        evaluate(List.of(field("a", null, 2), field("b", null, 2), field("c", null, 2)));
    MetricValue.Value recall = (MetricValue.Value) recall(evaluation);

    assertThat(recall.value()).isEqualTo(1);
    assertThat(recall.interval().low()).isBetween(0.3, 0.6);
    assertThat(recall.interval().method().words())
        .isEqualTo("Wilson over 3 fields (people unknown), as every resample gave 1");
    MetricValue.Value ap = (MetricValue.Value) evaluation.overall().get(CocoMetric.AP);
    assertThat(ap.value()).isCloseTo(1, within(1e-9));
    assertThat(ap.interval()).isNull();
    assertThat(ap.noInterval()).contains("gave the same value");
  }

  @Test
  void evaluate_noCellOfASize_saysSo() {
    assertThat(evaluate(List.of(field("a", null, 1))).overall().get(CocoMetric.AP_LARGE))
        .isEqualTo(new MetricValue.Undefined("no cell of this size is labelled"));
  }

  @Test
  void evaluate_oneField_hasNoInterval() {
    assertThat(recall(evaluate(List.of(field("a", null, 1)))).describe())
        .isEqualTo(
            "0.5000 (no interval: 1 field (people unknown) only: there is no spread to see)");
  }

  /** Scores without ties: those of copies would be counted in another order. */
  private static List<DetectedField> ranked(List<DetectedField> fields, SplittableRandom random) {
    return fields.stream()
        .map(
            field ->
                new DetectedField(
                    field.name(),
                    field.person(),
                    field.truths(),
                    field.detections().stream()
                        .map(d -> new Detection(d.classIndex(), d.box(), random.nextDouble()))
                        .toList()))
        .toList();
  }

  /** A weight is as good as so many copies of a field. */
  @Test
  void weights_equalCopiesOfFields() {
    for (long seed = 1; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<DetectedField> fields = ranked(RandomFields.of(seed), random);
      int[] weights = new int[fields.size()];
      List<DetectedField> copies = new ArrayList<>();
      for (int f = 0; f < weights.length; f++) {
        weights[f] = random.nextInt(4);
        for (int i = 0; i < weights[f]; i++) {
          copies.add(fields.get(f));
        }
      }
      CocoEvaluation weighted = CocoEvaluation.of(fields, RandomFields.CLASSES);
      CocoEvaluation copied = CocoEvaluation.of(copies, RandomFields.CLASSES);
      for (CocoMetric metric : CocoMetric.values()) {
        for (int c = 0; c < RandomFields.CLASSES; c++) {
          assertThat(weighted.value(metric, c, weights).orElse(-1))
              .as("%s of class %d, seed %d", metric, c, seed)
              .isCloseTo(copied.value(metric, c).orElse(-1), within(1e-12));
        }
      }
    }
  }

  @Test
  void evaluate_seededFields_coversThePoint() {
    List<DetectedField> fields = RandomFields.of(31);
    DetectionEvaluation evaluation =
        DetectionBootstrap.evaluate(
            fields, List.of("a", "b", "c", "d"), List.of(.5, .5, .5, .5), "slide", QUICK);

    Map<CocoMetric, Double> plain = CocoEvaluation.of(fields, RandomFields.CLASSES).values();
    plain.forEach(
        (metric, value) ->
            assertThat(evaluation.overall().get(metric).valueOrNull())
                .as(metric.name())
                .isCloseTo(value, within(1e-12)));
    assertThat(evaluation.ofClass()).hasSize(4);
  }

  @Test
  void evaluate_noFields_isRefused() {
    assertThatThrownBy(() -> evaluate(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
