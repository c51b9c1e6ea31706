package org.allnet.inference.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.evaluation.metric.Metric;

/** Metrics by their keys, as model files hold them. */
final class MetricKeys {

  private MetricKeys() {}

  /** {@return a map in the order of the keys, so that the same model is the same bytes} */
  static Map<Metric, Double> sorted(Map<Metric, Double> metrics) {
    Map<Metric, Double> sorted = new TreeMap<>(Comparator.comparing(Metric::key));
    sorted.putAll(metrics);
    return sorted;
  }

  /** Makes metrics of their keys. */
  static final class Reader extends KeyDeserializer {

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return Metric.ofKey(key)
          .orElseThrow(
              () -> new InputException("provenance.metrics: '%s' is no metric".formatted(key)));
    }
  }

  /** Makes keys of metrics. */
  static final class Writer extends JsonSerializer<Metric> {

    @Override
    public void serialize(Metric metric, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(metric.key());
    }
  }
}
