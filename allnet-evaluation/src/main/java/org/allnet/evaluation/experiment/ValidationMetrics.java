package org.allnet.evaluation.experiment;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.allnet.data.InputException;
import org.allnet.evaluation.detection.BoxMetric;
import org.allnet.evaluation.detection.MaskMetric;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.ValidationMetric;

/** Metrics of validation by their keys, as files hold them. */
public final class ValidationMetrics {

  private ValidationMetrics() {}

  /**
   * Finds a metric by its key.
   *
   * @param key the key in files
   * @return the metric; empty if no training measures one of this key
   */
  public static Optional<ValidationMetric> ofKey(String key) {
    return Metric.ofKey(key)
        .map(ValidationMetric.class::cast)
        .or(() -> MaskMetric.ofKey(key))
        .or(() -> BoxMetric.ofKey(key));
  }

  /**
   * Returns a copy in the order of the keys, so that the same metrics are the same bytes.
   *
   * @param metrics a value for each metric
   * @param <M> which metrics
   */
  public static <M extends ValidationMetric> Map<M, Double> sorted(Map<M, Double> metrics) {
    Map<M, Double> sorted = new TreeMap<>(Comparator.comparing(ValidationMetric::key));
    sorted.putAll(metrics);
    return Collections.unmodifiableMap(sorted);
  }

  /**
   * Returns a new map of the values by key, in the order of the keys.
   *
   * @param metrics a value for each metric
   */
  public static Map<String, Double> byKey(Map<? extends ValidationMetric, Double> metrics) {
    Map<String, Double> values = new LinkedHashMap<>();
    sorted(metrics).forEach((metric, value) -> values.put(metric.key(), value));
    return values;
  }

  /** Makes metrics of their keys. */
  public static final class Reader extends KeyDeserializer {

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return ofKey(key)
          .orElseThrow(() -> new InputException("metrics: '%s' is no metric".formatted(key)));
    }
  }

  /** Makes keys of metrics. */
  public static final class Writer extends JsonSerializer<ValidationMetric> {

    @Override
    public void serialize(ValidationMetric metric, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(metric.key());
    }
  }
}
