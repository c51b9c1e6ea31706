package org.allnet.evaluation.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.detection.FieldMatching.Outcome;

/**
 * The free-response operating characteristic (Bunch et al. 1978, doi 10.1117/12.955926) of one
 * class: how many cells are found if so many false ones per field are accepted. Each point is an
 * operating point, so boxes of one score come and go together. Immutable.
 *
 * @param points from none kept to all kept; false cells per field and recall rise
 */
public record Froc(List<Point> points) {

  /**
   * An operating point.
   *
   * @param score the least score of a kept box; infinite if none is kept
   * @param falsePerField from 0
   * @param recall in [0,1]
   * @param precision in [0,1]; 1 if none is kept, as curves begin
   * @param f1 the harmonic mean of recall and precision, in [0,1]
   */
  public record Point(
      double score, double falsePerField, double recall, double precision, double f1) {}

  /** Copies {@code points}, so that nothing changes it from outside. */
  public Froc {
    points = List.copyOf(points);
  }

  /**
   * Works out the curve.
   *
   * @param fields at least one
   * @param classIndex which class
   * @param iou the least overlap with a labelled box, above 0 up to 1
   * @return the curve; without points if no cell of the class is labelled
   */
  public static Froc of(List<DetectedField> fields, int classIndex, double iou) {
    record Box(double score, boolean hit) {}
    List<Box> boxes = new ArrayList<>();
    int truths = 0;
    for (FieldMatching field : CellCounts.matched(fields, classIndex, iou)) {
      truths += field.truths();
      for (int d = 0; d < field.scores().length; d++) {
        Outcome outcome = field.outcomes()[0][d];
        if (outcome != Outcome.IGNORED) {
          boxes.add(new Box(field.scores()[d], outcome == Outcome.TRUE));
        }
      }
    }
    if (truths == 0) {
      return new Froc(List.of());
    }
    boxes.sort(Comparator.comparingDouble(box -> -box.score()));
    List<Point> points = new ArrayList<>(List.of(new Point(Double.POSITIVE_INFINITY, 0, 0, 1, 0)));
    int hits = 0;
    for (int d = 0; d < boxes.size(); d++) {
      Box box = boxes.get(d);
      hits += box.hit() ? 1 : 0;
      if (d + 1 == boxes.size() || boxes.get(d + 1).score() != box.score()) {
        int kept = d + 1;
        points.add(
            new Point(
                box.score(),
                (double) (kept - hits) / fields.size(),
                (double) hits / truths,
                (double) hits / kept,
                2.0 * hits / (kept + truths)));
      }
    }
    return new Froc(points);
  }

  /**
   * Returns the greatest recall for a number of false cells.
   *
   * @param falsePerField how many are accepted per field, from 0
   * @return the recall of the last point that has no more; absent if no cell is labelled
   */
  public OptionalDouble recallAt(double falsePerField) {
    return points.stream()
        .filter(point -> point.falsePerField() <= falsePerField)
        .mapToDouble(Point::recall)
        .max();
  }

  /**
   * Returns the operating point of the greatest F1. It is to be chosen on validation fields, never
   * on those that are reported.
   *
   * @return halfway from the least score of a kept box, the higher one of equally good ones, to the
   *     next lower score, so that a rounding error loses no cell; that score itself if there is no
   *     lower one; absent if no cell is labelled or none was found
   */
  public OptionalDouble bestOperatingPoint() {
    int best = -1;
    for (int p = 0; p < points.size(); p++) {
      if (points.get(p).f1() > (best < 0 ? 0 : points.get(best).f1())) {
        best = p;
      }
    }
    if (best < 0) {
      return OptionalDouble.empty();
    }
    double kept = points.get(best).score();
    return OptionalDouble.of(
        best + 1 == points.size() ? kept : (kept + points.get(best + 1).score()) / 2);
  }

  /**
   * Returns the point of an operating point.
   *
   * @param operatingPoint the least score of a kept box
   * @return the last point whose boxes are all kept; absent if no cell is labelled
   */
  public Optional<Point> at(double operatingPoint) {
    return points.stream()
        .filter(point -> point.score() >= operatingPoint)
        .reduce((first, second) -> second);
  }

  /** {@return the curve of precision for a plot: recall across, precision upwards} */
  public Curve precisionRecall(String name) {
    return new Curve(
        name, points.stream().map(p -> new Curve.Point(p.recall(), p.precision())).toList());
  }

  /** {@return the curve for a plot: false cells per field across, recall upwards} */
  public Curve curve(String name) {
    return new Curve(
        name, points.stream().map(p -> new Curve.Point(p.falsePerField(), p.recall())).toList());
  }
}
