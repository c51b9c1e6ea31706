package org.allnet.evaluation.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.Counted;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.PercentileInterval;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.MetricValue;

/**
 * Evaluates a detector with 95 % intervals: percentile bootstrap over people or slides, and over
 * the fields of which those are unknown. A field is drawn with all its cells, because cells of one
 * field are alike.
 *
 * <p>If every resample gives a recall, precision or fraction of fields of exactly 0 or 1, the
 * interval is Wilson's over the clusters that count, as elsewhere in the house.
 */
public final class DetectionBootstrap {

  /** What a kept box must overlap a cell by to have found it, for the counts. */
  public static final double COUNTED_IOU = 0.5;

  private final List<DetectedField> fields;
  private final int[] clusterOfField;
  private final int clusters;
  private final DrawnUnits units;
  private final BootstrapOptions options;

  private DetectionBootstrap(List<DetectedField> fields, String source, BootstrapOptions options) {
    this.fields = fields;
    this.options = options;
    Map<String, Integer> index = new LinkedHashMap<>();
    clusterOfField = new int[fields.size()];
    for (int f = 0; f < clusterOfField.length; f++) {
      String person = fields.get(f).person();
      String key = person == null ? "field " + f : "person " + person;
      clusterOfField[f] = index.computeIfAbsent(key, k -> index.size());
    }
    clusters = index.size();
    int alone = (int) fields.stream().filter(field -> field.person() == null).count();
    units = new DrawnUnits(source, clusters - alone, alone);
  }

  /**
   * Evaluates what a detector found, with intervals.
   *
   * @param fields at least one
   * @param classes names of the classes, in the order of their numbers
   * @param operatingPoints the least score of a kept box of each class, chosen on other fields
   * @param source what the persons of fields are, in one word, such as {@code slide}
   * @param options how to resample
   * @return the metrics with their intervals
   * @throws IllegalArgumentException if there is no field, or not one operating point per class
   */
  public static DetectionEvaluation evaluate(
      List<DetectedField> fields,
      List<String> classes,
      List<Double> operatingPoints,
      String source,
      BootstrapOptions options) {
    if (fields.isEmpty() || classes.size() != operatingPoints.size()) {
      throw new IllegalArgumentException(
          Counted.of(fields.size(), "field")
              + ", "
              + Counted.of(operatingPoints.size(), "operating point")
              + " of "
              + classes);
    }
    return new DetectionBootstrap(fields, source, options).evaluated(classes, operatingPoints);
  }

  private DetectionEvaluation evaluated(List<String> classes, List<Double> operatingPoints) {
    DetectionMetrics metrics = DetectionMetrics.of(fields, operatingPoints, COUNTED_IOU);
    Iterator<MetricValue> values = values(metrics).iterator();
    Map<CocoMetric, MetricValue> overall = next(CocoMetric.class, values);
    List<DetectionEvaluation.OfClass> ofClass = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      ofClass.add(
          new DetectionEvaluation.OfClass(
              classes.get(c),
              metrics.labelled(c),
              operatingPoints.get(c),
              next(CocoMetric.class, values),
              next(CountMetric.class, values),
              Froc.of(fields, c, COUNTED_IOU)));
    }
    return new DetectionEvaluation(fields.size(), units, overall, ofClass);
  }

  private static <M extends Enum<M>> Map<M, MetricValue> next(
      Class<M> metrics, Iterator<MetricValue> values) {
    Map<M, MetricValue> next = new EnumMap<>(metrics);
    for (M metric : metrics.getEnumConstants()) {
      next.put(metric, values.next());
    }
    return next;
  }

  private List<MetricValue> values(DetectionMetrics metrics) {
    double[] points = metrics.values(once());
    double[][] resampled =
        clusters == 1
            ? new double[0][]
            : Resampling.draw(clusters, options, drawn -> metrics.values(weights(drawn)));
    List<MetricValue> values = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      values.add(
          Double.isNaN(points[i])
              ? new MetricValue.Undefined(metrics.undefined(i))
              : clusters == 1
                  ? new MetricValue.Value(
                      points[i], null, units + " only: there is no spread to see", List.of())
                  : withInterval(points[i], metrics, i, resampled[i]));
    }
    return values;
  }

  private MetricValue withInterval(
      double point, DetectionMetrics metrics, int index, double[] resampled) {
    PercentileInterval percentile = PercentileInterval.of(resampled, units.toString());
    Interval interval = percentile.interval();
    if (percentile.constant() && metrics.isFraction(index) && (point == 0 || point == 1)) {
      long trials = concerned(metrics, index);
      interval =
          Wilson.of(
              point == 1 ? trials : 0,
              trials,
              units.some(trials) + ", as every resample gave " + (point == 1 ? "1" : "0"));
    }
    return new MetricValue.Value(
        point, interval, interval == null ? percentile.reason() : null, List.of());
  }

  /** How many clusters have a value of their own, which those without such cells have not. */
  private long concerned(DetectionMetrics metrics, int index) {
    long concerned = 0;
    for (int cluster = 0; cluster < clusters; cluster++) {
      int[] drawn = new int[clusters];
      drawn[cluster] = 1;
      concerned += Double.isNaN(metrics.values(weights(drawn))[index]) ? 0 : 1;
    }
    return concerned;
  }

  private int[] weights(int[] drawn) {
    int[] weights = new int[clusterOfField.length];
    Arrays.setAll(weights, f -> drawn[clusterOfField[f]]);
    return weights;
  }

  private int[] once() {
    int[] once = new int[fields.size()];
    Arrays.fill(once, 1);
    return once;
  }
}
