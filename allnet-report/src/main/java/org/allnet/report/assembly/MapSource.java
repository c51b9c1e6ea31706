package org.allnet.report.assembly;

import java.util.List;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.report.content.ReportedMaps;

/**
 * Gives maps of what a system looked at. They take a model, of which a report knows nothing; so
 * whoever has one brings them.
 */
@FunctionalInterface
public interface MapSource {

  /** No maps: no model is asked. */
  MapSource NONE = (evaluated, options, shown) -> ReportedMaps.none("no model was asked");

  /**
   * Makes maps.
   *
   * @param evaluated the predictions that the report is of
   * @param options how their probabilities became classes
   * @param shown those of them whose cells the report shows; the predicted class is explained
   * @return the maps of these, and the mean maps of the classes
   */
  ReportedMaps of(Predictions evaluated, EvaluationOptions options, List<Prediction> shown);
}
