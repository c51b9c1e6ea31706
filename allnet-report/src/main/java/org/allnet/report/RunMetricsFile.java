package org.allnet.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.evaluation.comparison.RunMetrics;
import org.allnet.evaluation.comparison.RunSetup;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.metric.Metric;
import org.jspecify.annotations.Nullable;

/** Reads the metrics that a finished run reported, from its {@code evaluation.json}. */
public final class RunMetricsFile {

  private RunMetricsFile() {}

  /**
   * Reads a run's metrics.
   *
   * @param folder the run's folder
   * @return its metrics
   * @throws InputException if it holds no finished run, or the file can't be read or does not say
   *     what its metrics are of
   */
  public static RunMetrics read(Path folder) {
    Path file = folder.resolve(ReportFiles.EVALUATION);
    if (!Files.isRegularFile(file)) {
      throw InputException.in(
          folder, "holds no " + ReportFiles.EVALUATION + "; give the folder of a finished run");
    }
    JsonNode node = ReportFiles.metrics(file);
    List<String> classes = new ArrayList<>();
    node.path("classes").forEach(name -> classes.add(name.asText()));
    if (classes.size() < 2 || !node.path("positive").isTextual()) {
      throw InputException.in(file, "names no classes; make the run's report anew");
    }
    Map<String, Map<Metric, Double>> baselines = new LinkedHashMap<>();
    node.path(ReportFiles.BASELINES)
        .fields()
        .forEachRemaining(entry -> baselines.put(entry.getKey(), metrics(file, entry.getValue())));
    return new RunMetrics(
        classes,
        node.path("positive").asText(),
        node.path("images").asInt(),
        ReportFiles.tested(node, file),
        ReportFiles.origin(node, file),
        rule(file, node),
        metrics(file, node),
        baselines);
  }

  private static @Nullable PointRule rule(Path file, JsonNode node) {
    String word = node.path(RunSetup.OPERATING_POINT).asText();
    try {
      return word.isEmpty() ? null : PointRule.parse(word);
    } catch (OptionException e) {
      throw InputException.in(
          file,
          "%s '%s' is unknown; make the run's report anew"
              .formatted(RunSetup.OPERATING_POINT, word),
          e);
    }
  }

  private static Map<Metric, Double> metrics(Path file, JsonNode node) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    for (Metric name : Metric.values()) {
      JsonNode value = node.path(name.key()).path("value");
      if (value.isMissingNode()) {
        continue;
      }
      double number = value.isNumber() ? value.asDouble() : Double.NaN;
      if (!(number >= name.least() && number <= name.most())) {
        throw InputException.in(
            file,
            "%s is %s, which it can't be; make the run's report anew".formatted(name.key(), value));
      }
      metrics.put(name, number);
    }
    return metrics;
  }
}
