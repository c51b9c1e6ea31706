package org.allnet.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.evaluation.detection.BoxMetric;
import org.allnet.evaluation.detection.CocoMetric;
import org.allnet.evaluation.detection.MaskMetric;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.ValidationMetric;
import org.junit.jupiter.api.Test;

class ValidationMetricsTest {

  private static List<ValidationMetric> all() {
    List<ValidationMetric> all = new ArrayList<>(List.of(Metric.values()));
    all.addAll(List.of(MaskMetric.values()));
    for (CocoMetric metric : CocoMetric.values()) {
      all.add(new BoxMetric(metric, null));
      all.add(new BoxMetric(metric, "blast v1.2"));
    }
    return all;
  }

  @Test
  void ofKey_eachMetric_isFoundByItsOwnKey() {
    assertThat(all())
        .allSatisfy(one -> assertThat(ValidationMetrics.ofKey(one.key())).contains(one));
    assertThat(all()).extracting(ValidationMetric::key).doesNotHaveDuplicates();
  }

  @Test
  void ofKey_noMetric_isEmpty() {
    for (String key : List.of("", "x", ".ap", "dice", "dice.x", "AP")) {
      assertThat(ValidationMetrics.ofKey(key)).as(key).isEmpty();
    }
  }

  @Test
  void byKey_anyOrder_isInTheOrderOfKeys() {
    Map<ValidationMetric, Double> metrics =
        Map.of(
            new BoxMetric(CocoMetric.AP50, "WBC"), 0.25, BoxMetric.AP50, 0.5, BoxMetric.AP, 0.125);
    assertThat(ValidationMetrics.byKey(metrics))
        .containsExactly(
            Map.entry("ap", 0.125), Map.entry("ap50", 0.5), Map.entry("ap50.WBC", 0.25));
  }
}
