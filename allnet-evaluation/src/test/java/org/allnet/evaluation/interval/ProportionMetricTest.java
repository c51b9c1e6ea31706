package org.allnet.evaluation.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProportionMetricTest {

  private static final BootstrapOptions QUICK = new BootstrapOptions(400, 7, 2);

  private final List<Prediction> rows = new ArrayList<>();

  private void images(@Nullable String subject, int count, int label, double positive) {
    for (int i = 0; i < count; i++) {
      rows.add(
          new Prediction("i" + rows.size(), subject, label, null, List.of(1 - positive, positive)));
    }
  }

  /** The fraction of images of class 1 that are found. */
  private MetricValue found() {
    return ProportionMetric.of(
        rows,
        row -> row.label() == 1,
        row -> row.probabilities().get(1) >= 0.5,
        "no image of class 1",
        QUICK);
  }

  @Test
  void of_threeSubjects_countsAndResamplesThem() {
    images("s1", 2, 1, 0.9);
    images("s1", 1, 1, 0.1);
    images("s2", 1, 1, 0.1);
    images("s2", 5, 0, 0.9);
    images("s3", 2, 1, 0.9);
    double[] resampled =
        Resampling.draw(
            3, QUICK, w -> new double[] {(2.0 * w[0] + 2 * w[2]) / (3 * w[0] + w[1] + 2 * w[2])})[
            0];

    assertThat(found())
        .isEqualTo(
            new MetricValue.Value(
                4 / 6.0, PercentileInterval.of(resampled, "3 subjects").interval()));
  }

  @Test
  void of_noImageThatCounts_saysWhy() {
    images("s1", 3, 0, 0.9);

    assertThat(found()).isEqualTo(new MetricValue.Undefined("no image of class 1"));
  }

  @Test
  void of_oneSubject_hasNoInterval() {
    images("s1", 1, 1, 0.9);
    images("s1", 3, 1, 0.1);

    assertThat(found())
        .isEqualTo(
            new MetricValue.Value(
                0.25, null, "one subject or image only: there is no spread to see", List.of()));
  }

  @Test
  void of_subjectsUnknownOrMixed_saysOverWhat() {
    images(null, 1, 1, 0.9);
    images(null, 2, 1, 0.1);
    assertThat(method()).endsWith("of 3 images (subjects unknown)");

    images("s1", 2, 1, 0.9);
    assertThat(method()).contains("of 4 clusters");
  }

  private String method() {
    return ((MetricValue.Value) found()).interval().method().words();
  }

  @Test
  void of_allOrNoneFound_givesWilsonOverSubjects() {
    for (double positive : new double[] {0.9, 0.1}) {
      rows.clear();
      for (int subject = 0; subject < 14; subject++) {
        images("s" + subject, 2, subject < 12 ? 1 : 0, positive);
      }
      boolean all = positive > 0.5;

      assertThat(found())
          .isEqualTo(
              new MetricValue.Value(
                  all ? 1 : 0,
                  Wilson.of(
                      all ? 12 : 0,
                      12,
                      "12 subjects, as every resample gave " + (all ? "1" : "0"))));
    }
  }

  /** Every resample gives the same, but no fraction between 0 and 1 is a Wilson's of subjects. */
  @Test
  void of_alikeSubjects_hasNoInterval() {
    for (int subject = 0; subject < 6; subject++) {
      images("s" + subject, 1, 1, 0.9);
      images("s" + subject, 1, 1, 0.1);
    }

    assertThat(found())
        .isEqualTo(
            new MetricValue.Value(
                0.5, null, "every resample of 6 subjects gave the same value", List.of()));
  }
}
