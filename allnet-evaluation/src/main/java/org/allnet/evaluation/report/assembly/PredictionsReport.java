package org.allnet.evaluation.report.assembly;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.evaluation.figure.Evaluation;
import org.allnet.evaluation.figure.EvaluationOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.Curves;
import org.allnet.evaluation.report.DataSummary;
import org.allnet.evaluation.report.Headline;
import org.allnet.evaluation.report.ModelSummary;
import org.allnet.evaluation.report.RunReport;
import org.allnet.evaluation.report.Setting;
import org.allnet.evaluation.subject.SubjectLevel;
import org.jspecify.annotations.Nullable;

/** The report of a predictions file, of whatever system: figures and curves, no pictures. */
public final class PredictionsReport {

  private PredictionsReport() {}

  /**
   * Puts the report together.
   *
   * @param file where the predictions came from
   * @param predictions at least one labelled row
   * @param evaluation their figures
   * @param options how calls were made
   * @param making how it came about
   * @return the report
   */
  public static RunReport of(
      Path file,
      Predictions predictions,
      Evaluation evaluation,
      EvaluationOptions options,
      Making making) {
    String name = String.valueOf(file.getFileName());
    Double threshold = options.threshold();
    Map<String, String> resolved = new LinkedHashMap<>();
    resolved.put("predictions", file.toString());
    resolved.put("positive", predictions.classes().positiveName());
    resolved.put("threshold", threshold == null ? "most probable class" : threshold.toString());
    return RunReport.of(
            new Headline("Evaluation of " + name, Headline.USUAL_QUESTION),
            new Setting(Setting.Kind.EVALUATION, null, Setting.Tested.OTHER, null),
            data(name, predictions),
            making.provenance(null, resolved, null))
        .model(
            new ModelSummary(
                name,
                null,
                null,
                null,
                threshold == null
                    ? null
                    : "P(" + predictions.classes().positiveName() + ") from " + threshold))
        .evaluation(evaluation)
        .curves(Curves.of(name, predictions))
        .subjects(subjects(predictions, options))
        .build();
  }

  /**
   * The figures per person.
   *
   * @param predictions the predictions
   * @param options how calls are made
   * @return absent where no prediction names a subject
   */
  public static @Nullable SubjectLevel subjects(
      Predictions predictions, EvaluationOptions options) {
    SubjectLevel level = SubjectLevel.of(predictions, options, null);
    return level.subjects().isEmpty() ? null : level;
  }

  private static DataSummary data(String name, Predictions predictions) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    predictions.classes().names().forEach(className -> counts.put(className, 0));
    for (Prediction row : predictions.labelled()) {
      counts.merge(predictions.classes().names().get(row.label()), 1, Integer::sum);
    }
    int subjects =
        (int)
            predictions.rows().stream()
                .map(Prediction::subject)
                .filter(s -> s != null)
                .distinct()
                .count();
    return new DataSummary(
        name,
        "predictions",
        DataSummary.Source.OTHER,
        true,
        false,
        predictions.classes(),
        Map.of("predicted", counts),
        subjects,
        0,
        null,
        null,
        List.of());
  }
}
