package org.allnet.evaluation.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that a finished run reported of itself, by its own decision rule.
 *
 * @param classes names of the classes in their order
 * @param positive the positive class
 * @param images the number of images that were evaluated
 * @param tested which images those are
 * @param origin what has to be said of every metric, but for the role
 * @param rule how the operating point was to be chosen; absent if the run does not say it
 * @param metrics the metrics that are defined
 * @param baselines the metrics of each baseline on the same images, by its name
 */
public record RunMetrics(
    List<String> classes,
    String positive,
    int images,
    Setting.Tested tested,
    Origin origin,
    @Nullable PointRule rule,
    Map<Metric, Double> metrics,
    Map<String, Map<Metric, Double>> baselines) {

  /** Copies its lists and maps, so that nothing changes them from outside. */
  public RunMetrics {
    classes = List.copyOf(classes);
    metrics = Map.copyOf(metrics);
    baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
  }
}
