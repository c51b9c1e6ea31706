package org.allnet.cli.network;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.evaluation.experiment.ValidationMetrics;
import org.allnet.evaluation.metric.ValidationMetric;

/** What a network reached on its validation images, for a reader. */
final class ValidationText {

  private ValidationText() {}

  /** {@return metrics with their keys, in the order of these} */
  static String rounded(Map<? extends ValidationMetric, Double> metrics) {
    return ValidationMetrics.byKey(metrics).entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }
}
