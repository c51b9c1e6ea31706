package org.allnet.inference.model;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import org.allnet.data.InputException;
import org.allnet.evaluation.metric.Metric;

/** Makes metrics of classes of their keys in model files. */
final class MetricKeys extends KeyDeserializer {

  @Override
  public Object deserializeKey(String key, DeserializationContext context) {
    return Metric.ofKey(key)
        .orElseThrow(
            () -> new InputException("provenance.metrics: '%s' is no metric".formatted(key)));
  }
}
