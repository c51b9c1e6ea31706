package org.allnet.evaluation.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Which cells of one class a detector finds and misses in a field at an operating point, and which
 * boxes are none. The numbers are those of {@link CellCounts}. Immutable.
 *
 * @param found kept boxes that hit a labelled cell, the highest score first
 * @param missed labelled cells that no kept box hits, in the order of the labels
 * @param falseCells kept boxes that hit no labelled cell, the highest score first
 */
public record CellFinds(List<Detection> found, List<TrueBox> missed, List<Detection> falseCells) {

  /** Copies its lists, so that nothing changes them from outside. */
  public CellFinds {
    found = List.copyOf(found);
    missed = List.copyOf(missed);
    falseCells = List.copyOf(falseCells);
  }

  /**
   * Tells them apart.
   *
   * @param field with all its classes
   * @param classIndex the class to look at
   * @param operatingPoint the least score of a kept box
   * @param iou the least overlap with a labelled box, above 0 up to 1
   * @return the cells
   */
  public static CellFinds of(
      DetectedField field, int classIndex, double operatingPoint, double iou) {
    FieldMatching matching =
        FieldMatching.of(field, classIndex, SizeRange.ALL, Integer.MAX_VALUE, new double[] {iou});
    List<Detection> found = new ArrayList<>();
    List<Detection> falseCells = new ArrayList<>();
    List<TrueBox> missed = new ArrayList<>(matching.labelled());
    for (int d = 0; d < matching.found().size(); d++) {
      Detection box = matching.found().get(d);
      if (box.score() < operatingPoint) {
        break;
      }
      switch (matching.outcomes()[0][d]) {
        case TRUE -> {
          found.add(box);
          TrueBox hit = matching.labelled().get(matching.hits()[0][d]);
          missed.removeIf(truth -> truth == hit);
        }
        case FALSE -> falseCells.add(box);
        case IGNORED -> {
          // It lies in a crowd, of which nothing is asked.
        }
      }
    }
    return new CellFinds(found, missed, falseCells);
  }
}
