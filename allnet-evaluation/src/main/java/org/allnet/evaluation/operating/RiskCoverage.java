package org.allnet.evaluation.operating;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * How the error falls when the least certain images are left out (El-Yaniv and Wiener 2010): images
 * ordered by the probability of their most probable class, any number of classes.
 *
 * @param points from full coverage down; equal probabilities are one step
 * @param area mean error over the coverages of all images (the area under the curve), in [0,1]
 */
public record RiskCoverage(List<Point> points, double area) {

  /**
   * One point.
   *
   * @param coverage share of the images kept, in (0,1]
   * @param error share of the kept images called wrongly
   * @param confidence the lowest probability kept
   */
  public record Point(double coverage, double error, double confidence) {}

  /** Copies. */
  public RiskCoverage {
    points = List.copyOf(points);
  }

  /**
   * The curve.
   *
   * @param predictions at least one labelled row
   * @return it
   * @throws InputException where no row has a label
   */
  public static RiskCoverage of(Predictions predictions) {
    List<Prediction> rows =
        predictions.labelled().stream()
            .sorted(Comparator.comparingDouble(RiskCoverage::confidence).reversed())
            .toList();
    if (rows.isEmpty()) {
      throw new InputException("risk-coverage: no prediction has a label");
    }
    List<Point> points = new ArrayList<>();
    int wrong = 0;
    double area = 0;
    int stepStart = 0;
    for (int i = 0; i < rows.size(); i++) {
      wrong += rows.get(i).called() == rows.get(i).label() ? 0 : 1;
      double confidence = confidence(rows.get(i));
      if (i + 1 == rows.size() || confidence(rows.get(i + 1)) != confidence) {
        double error = (double) wrong / (i + 1);
        points.add(new Point((i + 1.0) / rows.size(), error, confidence));
        area += error * (i + 1 - stepStart) / rows.size();
        stepStart = i + 1;
      }
    }
    Collections.reverse(points);
    return new RiskCoverage(points, area);
  }

  private static double confidence(Prediction row) {
    return row.probabilities().get(row.called());
  }

  /** {@return {@code area} and {@code points} as JSON} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("area", area);
    var list = node.putArray("points");
    for (Point point : points) {
      list.addObject()
          .put("coverage", point.coverage())
          .put("error", point.error())
          .put("confidence", point.confidence());
    }
    return node;
  }
}
