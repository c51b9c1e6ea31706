package org.allnet.evaluation.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All metrics of a detector for fields that count more or less often: COCO's over all classes, then
 * COCO's and the counts of each class. Fields are matched once.
 */
final class DetectionMetrics {

  private static final CocoMetric[] COCO = CocoMetric.values();
  private static final CountMetric[] COUNTS = CountMetric.values();

  private final CocoEvaluation coco;
  private final List<CellCounts> counts;

  /** For each of COCO's metrics the classes that have labelled cells of its size. */
  private final int[][] present = new int[COCO.length][];

  private DetectionMetrics(CocoEvaluation coco, List<CellCounts> counts) {
    this.coco = coco;
    this.counts = counts;
    for (int m = 0; m < COCO.length; m++) {
      CocoMetric metric = COCO[m];
      present[m] =
          IntStream.range(0, coco.classes())
              .filter(c -> coco.value(metric, c).isPresent())
              .toArray();
    }
  }

  static DetectionMetrics of(
      List<DetectedField> fields, List<Double> operatingPoints, double countedIou) {
    List<CellCounts> counts = new ArrayList<>();
    for (int c = 0; c < operatingPoints.size(); c++) {
      counts.add(CellCounts.of(fields, c, operatingPoints.get(c), countedIou));
    }
    return new DetectionMetrics(CocoEvaluation.of(fields, operatingPoints.size()), counts);
  }

  /** {@return how many cells of a class are labelled} */
  int labelled(int classIndex) {
    return counts.get(classIndex).labelled().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Returns the metrics, NaN for one that does not exist. If a class has no cell in these fields
   * but has some in all, there is no mean: without it, it would be another metric.
   */
  double[] values(int[] weights) {
    double[] values = new double[COCO.length + counts.size() * (COCO.length + COUNTS.length)];
    int next = COCO.length;
    for (int c = 0; c < counts.size(); c++) {
      for (CocoMetric metric : COCO) {
        values[next++] = coco.value(metric, c, weights).orElse(Double.NaN);
      }
      for (CountMetric metric : COUNTS) {
        values[next++] = counts.get(c).value(metric, weights);
      }
    }
    for (int m = 0; m < COCO.length; m++) {
      int metric = m;
      values[m] =
          Arrays.stream(present[m]).mapToDouble(c -> values[place(c) + metric]).sum()
              / present[m].length;
    }
    return values;
  }

  private static int place(int classIndex) {
    return COCO.length + classIndex * (COCO.length + COUNTS.length);
  }

  /** {@return why a metric has no value if it has none} */
  String undefined(int index) {
    int within = withinClass(index);
    if (within >= COCO.length) {
      return COUNTS[within - COCO.length].undefined();
    }
    return index < COCO.length
        ? "no cell of this size is labelled"
        : "no cell of this class and size is labelled";
  }

  /** {@return whether a metric is a fraction of cells or fields} */
  boolean isFraction(int index) {
    int within = withinClass(index);
    return within >= COCO.length
        && switch (COUNTS[within - COCO.length]) {
          case RECALL, PRECISION, EXACT_COUNTS -> true;
          case F1, FALSE_PER_FIELD, COUNT_ERROR, COUNT_BIAS -> false;
        };
  }

  private static int withinClass(int index) {
    return index < COCO.length ? index : (index - COCO.length) % (COCO.length + COUNTS.length);
  }
}
