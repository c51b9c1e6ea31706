package org.allnet.evaluation.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.allnet.evaluation.detection.FieldMatching.Outcome;

/**
 * Found, missed and false cells of one class at an operating point: boxes with a score from it on
 * are kept, and a kept box finds a cell if it overlaps it by IoU .5 or what else is asked. Crowds
 * are left out of truth, and boxes in them out of what was found. Unlike COCO's metrics these have
 * no limit of a hundred boxes. Immutable.
 *
 * @param labelled cells of each field
 * @param found labelled cells of each field that a kept box hits
 * @param falseCells kept boxes of each field that hit no cell
 */
public record CellCounts(List<Integer> labelled, List<Integer> found, List<Integer> falseCells) {

  /** Copies its lists, so that nothing changes them from outside. */
  public CellCounts {
    labelled = List.copyOf(labelled);
    found = List.copyOf(found);
    falseCells = List.copyOf(falseCells);
  }

  /**
   * Counts the cells of a class.
   *
   * @param fields in the order of the data set
   * @param classIndex the class to count
   * @param operatingPoint the least score of a kept box
   * @param iou the least overlap with a labelled box, above 0 up to 1
   * @return the counts
   */
  public static CellCounts of(
      List<DetectedField> fields, int classIndex, double operatingPoint, double iou) {
    return of(matched(fields, classIndex, iou), operatingPoint);
  }

  static List<FieldMatching> matched(List<DetectedField> fields, int classIndex, double iou) {
    double[] thresholds = {iou};
    return fields.stream()
        .map(
            field ->
                FieldMatching.of(field, classIndex, SizeRange.ALL, Integer.MAX_VALUE, thresholds))
        .toList();
  }

  static CellCounts of(List<FieldMatching> matched, double operatingPoint) {
    List<Integer> labelled = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    List<Integer> falseCells = new ArrayList<>();
    for (FieldMatching field : matched) {
      labelled.add(field.truths());
      found.add(field.count(0, operatingPoint, Outcome.TRUE));
      falseCells.add(field.count(0, operatingPoint, Outcome.FALSE));
    }
    return new CellCounts(labelled, found, falseCells);
  }

  /**
   * Returns a metric.
   *
   * @param metric which metric
   * @return its value; absent if its denominator is 0
   */
  public OptionalDouble value(CountMetric metric) {
    int[] weights = new int[labelled.size()];
    Arrays.fill(weights, 1);
    double value = value(metric, weights);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** A metric, each field counted so often; NaN if it has none. */
  double value(CountMetric metric, int[] weights) {
    double truths = 0;
    double hits = 0;
    double falses = 0;
    double fields = 0;
    double off = 0;
    double exact = 0;
    for (int f = 0; f < weights.length; f++) {
      int error = found.get(f) + falseCells.get(f) - labelled.get(f);
      truths += (double) weights[f] * labelled.get(f);
      hits += (double) weights[f] * found.get(f);
      falses += (double) weights[f] * falseCells.get(f);
      fields += weights[f];
      off += (double) weights[f] * Math.abs(error);
      exact += error == 0 ? weights[f] : 0;
    }
    // 0 / 0 is NaN, which says that there is no value.
    return switch (metric) {
      case RECALL -> hits / truths;
      case PRECISION -> hits / (hits + falses);
      case F1 -> 2 * hits / (truths + hits + falses);
      case FALSE_PER_FIELD -> falses / fields;
      case COUNT_ERROR -> off / fields;
      case COUNT_BIAS -> (hits + falses - truths) / fields;
      case EXACT_COUNTS -> exact / fields;
    };
  }
}
