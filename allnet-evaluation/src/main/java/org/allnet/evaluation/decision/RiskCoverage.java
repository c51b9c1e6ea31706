package org.allnet.evaluation.decision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.ScoredImages;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * How the error falls when the least certain images are left out (El-Yaniv and Wiener 2010), any
 * number of classes. Right and wrong are those of the decision rule, so that the error at full
 * coverage is that of the confusion matrix beside it.
 *
 * @param points from full coverage down; equal probabilities are one step
 * @param area mean error over the coverages of all images (the area under the curve), in [0,1]
 */
public record RiskCoverage(List<Point> points, double area) {

  /**
   * One point.
   *
   * @param coverage fraction of the images kept, in (0,1]
   * @param error fraction of the kept images predicted wrongly
   * @param confidence the lowest {@link #confidence} kept
   */
  public record Point(double coverage, double error, double confidence) {}

  /** Copies {@code points}, so that nothing changes it from outside. */
  public RiskCoverage {
    points = List.copyOf(points);
  }

  /**
   * The curve.
   *
   * @param predictions at least one labelled row
   * @param options how probabilities become decisions
   * @return it
   * @throws InputException if no row has a label
   */
  public static RiskCoverage of(Predictions predictions, EvaluationOptions options) {
    ClassSet classes = predictions.classes();
    List<Prediction> rows =
        predictions.labelled().stream()
            .sorted(
                Comparator.comparingDouble((Prediction row) -> confidence(classes, row, options))
                    .reversed())
            .toList();
    if (rows.isEmpty()) {
      throw new InputException("risk-coverage: no prediction has a label");
    }
    List<Point> points = new ArrayList<>();
    int wrong = 0;
    double area = 0;
    int stepStart = 0;
    for (int i = 0; i < rows.size(); i++) {
      int decided = ScoredImages.predicted(classes, rows.get(i), options);
      wrong += decided == rows.get(i).label() ? 0 : 1;
      double confidence = confidence(classes, rows.get(i), options);
      if (i + 1 == rows.size() || confidence(classes, rows.get(i + 1), options) != confidence) {
        double error = (double) wrong / (i + 1);
        points.add(new Point((i + 1.0) / rows.size(), error, confidence));
        area += error * (i + 1 - stepStart) / rows.size();
        stepStart = i + 1;
      }
    }
    Collections.reverse(points);
    return new RiskCoverage(points, area);
  }

  /**
   * Returns how sure a decision is: the probability of the most probable class or, if there is a
   * threshold on P(positive), how far from it the probability is, from 0 at the threshold to 1 at a
   * probability of 0 or 1.
   *
   * @param classes the classes
   * @param row a prediction
   * @param options how probabilities become decisions
   * @return a number in [0,1], larger if surer
   */
  public static double confidence(ClassSet classes, Prediction row, EvaluationOptions options) {
    Double threshold = options.threshold();
    if (threshold == null || classes.size() != 2) {
      return row.probabilities().get(row.predicted());
    }
    double p = row.probabilities().get(classes.positive());
    double room = p >= threshold ? 1 - threshold : threshold;
    return room == 0 ? 0 : Math.abs(p - threshold) / room;
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
