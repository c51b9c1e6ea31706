package org.allnet.evaluation.detection;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.allnet.evaluation.metric.MetricValue;

/**
 * What a detector is worth on a data set, with 95 % intervals by bootstrap over slides or people,
 * over fields if those are unknown. {@link DetectionBootstrap} makes it. Immutable.
 *
 * @param fields how many fields were evaluated
 * @param drawn what the intervals are over
 * @param overall COCO's metrics, means over the classes that are labelled
 * @param ofClass the metrics of each class
 */
public record DetectionEvaluation(
    int fields, DrawnUnits drawn, Map<CocoMetric, MetricValue> overall, List<OfClass> ofClass) {

  /**
   * The metrics of one class.
   *
   * @param name of the class
   * @param labelled how many of its cells are labelled, without crowds
   * @param operatingPoint the least score of a kept box, for the counts
   * @param coco COCO's metrics of this class alone
   * @param counts what is found, missed and counted at the operating point
   * @param froc recall for each number of false cells
   */
  public record OfClass(
      String name,
      int labelled,
      double operatingPoint,
      Map<CocoMetric, MetricValue> coco,
      Map<CountMetric, MetricValue> counts,
      Froc froc) {

    /** Copies {@code coco} and {@code counts}, so that nothing changes them from outside. */
    public OfClass {
      coco = Collections.unmodifiableMap(new EnumMap<>(coco));
      counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    }
  }

  /** Copies {@code overall} and {@code ofClass}, so that nothing changes them from outside. */
  public DetectionEvaluation {
    overall = Collections.unmodifiableMap(new EnumMap<>(overall));
    ofClass = List.copyOf(ofClass);
  }
}
