package org.allnet.evaluation.detection;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.allnet.evaluation.detection.ClassRanking.AverageAndRecall;

/**
 * The COCO evaluation of a detector, equal to the reference implementation (pycocotools 2.0.11).
 *
 * <pre>{@code
 * CocoEvaluation evaluation = CocoEvaluation.of(fields, 3);
 * evaluation.value(CocoMetric.AP50); // mean over the classes that are labelled somewhere
 * evaluation.value(CocoMetric.AP, 0); // of the first class alone
 * }</pre>
 *
 * <p>Fields are matched once, so that a bootstrap over fields costs little. Immutable, and safe for
 * several threads.
 */
public final class CocoEvaluation {

  private static final int MOST_DETECTIONS = 100;

  private final int fields;
  private final List<Map<SizeRange, ClassRanking>> ofClass;

  private CocoEvaluation(int fields, List<Map<SizeRange, ClassRanking>> ofClass) {
    this.fields = fields;
    this.ofClass = ofClass;
  }

  /**
   * Matches the boxes of all fields.
   *
   * @param fields in the order of the data set
   * @param classes how many classes there are
   * @return the evaluation
   */
  public static CocoEvaluation of(List<DetectedField> fields, int classes) {
    double[] thresholds = IouThresholds.coco();
    List<Map<SizeRange, ClassRanking>> ofClass = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      Map<SizeRange, ClassRanking> ofRange = new HashMap<>();
      for (SizeRange range :
          List.of(SizeRange.ALL, SizeRange.SMALL, SizeRange.MEDIUM, SizeRange.LARGE)) {
        List<FieldMatching> matched = new ArrayList<>();
        for (DetectedField field : fields) {
          matched.add(FieldMatching.of(field, c, range, MOST_DETECTIONS, thresholds));
        }
        ofRange.put(range, ClassRanking.of(matched, thresholds.length));
      }
      ofClass.add(Map.copyOf(ofRange));
    }
    return new CocoEvaluation(fields.size(), List.copyOf(ofClass));
  }

  /** {@return how many classes there are} */
  public int classes() {
    return ofClass.size();
  }

  /**
   * Returns a metric of all classes: the mean over those that have labelled boxes.
   *
   * @param metric which metric
   * @return its value in [0,1]; absent, which the reference writes as -1, if no class has a
   *     labelled box of that size
   */
  public OptionalDouble value(CocoMetric metric) {
    return IntStream.range(0, classes())
        .mapToObj(c -> value(metric, c))
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  /**
   * Returns a metric of one class.
   *
   * @param metric which metric
   * @param classIndex from 0
   * @return its value in [0,1]; absent if the class has no labelled box of that size
   */
  public OptionalDouble value(CocoMetric metric, int classIndex) {
    return value(metric, classIndex, once());
  }

  /** {@return all metrics that exist} */
  public Map<CocoMetric, Double> values() {
    Map<CocoMetric, Double> values = new EnumMap<>(CocoMetric.class);
    for (CocoMetric metric : CocoMetric.values()) {
      value(metric).ifPresent(value -> values.put(metric, value));
    }
    return values;
  }

  /** A metric of a class, each field counted so often. */
  OptionalDouble value(CocoMetric metric, int classIndex, int[] weights) {
    ClassRanking ranking = requireNonNull(ofClass.get(classIndex).get(metric.range()));
    double sum = 0;
    int count = 0;
    for (int t = 0; t < IouThresholds.COUNT; t++) {
      if (!metric.isAbout(t)) {
        continue;
      }
      AverageAndRecall measured = ranking.measure(t, metric.mostDetections(), weights);
      if (measured == null) {
        return OptionalDouble.empty();
      }
      sum += metric.isRecall() ? measured.recall() : measured.averagePrecision();
      count++;
    }
    return OptionalDouble.of(sum / count);
  }

  private int[] once() {
    int[] weights = new int[fields];
    Arrays.fill(weights, 1);
    return weights;
  }
}
