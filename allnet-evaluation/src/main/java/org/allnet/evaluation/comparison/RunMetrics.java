package org.allnet.evaluation.comparison;

import java.util.ArrayList;
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
 * @param tested which images those are, as the run says it; empty if it does not
 * @param protocol how training and judging were kept apart, null if unknown
 * @param synthetic whether the cells were synthetic
 * @param transductive whether images were labelled by the help of each other
 * @param rule the operating point that was wanted, as the run says it; empty if it does not
 * @param ruleChosenAnew whether the decision rule was chosen anew after training
 * @param metrics the metrics that are defined
 * @param baselines the metrics of each baseline on the same images, by its name
 */
public record RunMetrics(
    List<String> classes,
    String positive,
    int images,
    String tested,
    @Nullable Protocol protocol,
    boolean synthetic,
    boolean transductive,
    String rule,
    boolean ruleChosenAnew,
    Map<FigureName, Double> metrics,
    Map<String, Map<FigureName, Double>> baselines) {

  /** Copies. */
  public RunMetrics {
    classes = List.copyOf(classes);
    metrics = Map.copyOf(metrics);
    baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
  }

  /** {@return what has to be said beside every one of these metrics, in words; mostly empty} */
  public List<String> marks() {
    List<String> marks = new ArrayList<>();
    if (protocol != null && protocol.marked()) {
      marks.add(protocol.label());
    }
    if (synthetic) {
      marks.add("synthetic");
    }
    if (transductive) {
      marks.add("transductive");
    }
    if (ruleChosenAnew) {
      marks.add("rule chosen anew");
    }
    return marks;
  }
}
