package org.allnet.evaluation.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.figure.FigureName;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that a finished run reported of itself, by its own decision rule.
 *
 * @param classes names of the classes in their order
 * @param positive the positive class
 * @param images the number of images that were judged
 * @param protocol how training and judging were kept apart, null if unknown
 * @param synthetic whether the cells were synthetic
 * @param metrics the metrics that are defined
 * @param baselines the metrics of each baseline on the same images, by its name
 */
public record RunMetrics(
    List<String> classes,
    String positive,
    int images,
    @Nullable Protocol protocol,
    boolean synthetic,
    Map<FigureName, Double> metrics,
    Map<String, Map<FigureName, Double>> baselines) {

  /** Copies. */
  public RunMetrics {
    classes = List.copyOf(classes);
    metrics = Map.copyOf(metrics);
    baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
  }
}
