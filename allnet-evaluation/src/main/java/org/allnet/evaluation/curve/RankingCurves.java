package org.allnet.evaluation.curve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * The points of the two ranking curves of predictions, thinned for a page. The areas under them are
 * metrics of {@link org.allnet.evaluation.metric.Evaluation}.
 */
public final class RankingCurves {

  /** The most points of a drawn curve; beyond it, no eye tells the difference. */
  public static final int MOST_POINTS = 400;

  private RankingCurves() {}

  /**
   * The receiver operating characteristic of one class against the rest.
   *
   * @param name the curve's name
   * @param predictions any; rows without a label are passed over
   * @param classIndex the class
   * @return from (0,0) to (1,1), a point per distinct probability, x the false-positive fraction, y
   *     the sensitivity; no points if the class, or the rest, has no image
   */
  public static Curve roc(String name, Predictions predictions, int classIndex) {
    List<long[]> steps = steps(predictions, classIndex);
    if (steps.isEmpty()) {
      return new Curve(name, List.of());
    }
    long[] all = steps.get(steps.size() - 1);
    List<Curve.Point> points = new ArrayList<>();
    points.add(new Curve.Point(0, 0));
    for (long[] step : steps) {
      points.add(new Curve.Point((double) step[1] / all[1], (double) step[0] / all[0]));
    }
    return new Curve(name, thinned(points));
  }

  /**
   * The precision-recall curve of one class against the rest.
   *
   * @param name the curve's name
   * @param predictions any; rows without a label are passed over
   * @param classIndex the class
   * @return a point per distinct probability that finds more images, x the recall, y the precision;
   *     begins at recall 0 with the first precision; no points if the class, or the rest, has no
   *     image
   */
  public static Curve precisionRecall(String name, Predictions predictions, int classIndex) {
    List<long[]> steps = steps(predictions, classIndex);
    if (steps.isEmpty()) {
      return new Curve(name, List.of());
    }
    long[] all = steps.get(steps.size() - 1);
    List<Curve.Point> points = new ArrayList<>();
    long found = 0;
    for (long[] step : steps) {
      double precision = (double) step[0] / (step[0] + step[1]);
      if (points.isEmpty()) {
        points.add(new Curve.Point(0, precision));
      }
      if (step[0] > found) {
        points.add(new Curve.Point((double) step[0] / all[0], precision));
        found = step[0];
      }
    }
    return new Curve(name, thinned(points));
  }

  /** True and false positives at each distinct probability, from high to low. */
  private static List<long[]> steps(Predictions predictions, int classIndex) {
    List<Prediction> rows = new ArrayList<>(predictions.labelled());
    rows.sort(
        Comparator.comparingDouble((Prediction row) -> row.probabilities().get(classIndex))
            .reversed());
    List<long[]> steps = new ArrayList<>();
    long positives = 0;
    long negatives = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).label() == classIndex) {
        positives++;
      } else {
        negatives++;
      }
      double here = rows.get(i).probabilities().get(classIndex);
      if (i + 1 == rows.size() || rows.get(i + 1).probabilities().get(classIndex) != here) {
        steps.add(new long[] {positives, negatives});
      }
    }
    return positives == 0 || negatives == 0 ? List.of() : steps;
  }

  /** Keeps the first, the last, and every n-th point between them. */
  static List<Curve.Point> thinned(List<Curve.Point> points) {
    if (points.size() <= MOST_POINTS) {
      return points;
    }
    List<Curve.Point> kept = new ArrayList<>();
    for (int i = 0; i < MOST_POINTS; i++) {
      kept.add(points.get((int) Math.round(i * (points.size() - 1.0) / (MOST_POINTS - 1))));
    }
    return kept;
  }
}
