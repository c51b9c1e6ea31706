package org.allnet.evaluation.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.allnet.evaluation.metric.Metric;
import org.junit.jupiter.api.Test;

/** One spelling of keys in JSON, whatever the metric is of. */
class MetricKeysTest {

  @Test
  void keys_ofAllMetrics_areCamelCaseAndDiffer() {
    Stream.of(
            Stream.of(Metric.values()).map(Metric::key),
            Stream.of(CocoMetric.values()).map(CocoMetric::key),
            Stream.of(CountMetric.values()).map(CountMetric::key))
        .forEach(
            keys ->
                assertThat(keys.toList())
                    .doesNotHaveDuplicates()
                    .allMatch(key -> key.matches("[a-z][a-zA-Z0-9]*")));
  }

  @Test
  void key_ofTwoWords_joinsThem() {
    assertThat(CocoMetric.AP_SMALL.key()).isEqualTo("apSmall");
    assertThat(CountMetric.FALSE_PER_FIELD.key()).isEqualTo("falsePerField");
  }
}
