package org.allnet.spark.scoring;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.jspecify.annotations.Nullable;

/**
 * What labelled answers tell of a model.
 *
 * @param evaluation the metrics with their intervals; null if no image is left
 * @param role what the evaluated images were to the model
 * @param leftOut labelled and answered images that are in no metric because of what they were to
 *     the model, by the word of their role
 * @param nothingToSee labelled images that are in no metric since they show nothing, whatever looks
 *     at them
 * @param rows the evaluated answers by their images' names; null if they are too many for a report,
 *     or there are none
 * @param notes how the metrics were made, a line each; empty if as on one machine
 */
public record EvaluatedAnswers(
    @Nullable Evaluation evaluation,
    Role role,
    Map<String, Long> leftOut,
    long nothingToSee,
    @Nullable Predictions rows,
    List<String> notes) {

  /** Nothing has a label. */
  public static final EvaluatedAnswers NONE =
      new EvaluatedAnswers(null, Role.UNKNOWN, Map.of(), 0, null, List.of());

  /** Copies the map, keeping its order, and the lines. */
  public EvaluatedAnswers {
    leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    notes = List.copyOf(notes);
  }
}
