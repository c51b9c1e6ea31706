package org.allnet.report.assembly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.experiment.DataIdentity;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.experiment.PeopleCount;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.Headline;
import org.allnet.report.content.ReportedDecision;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;

/** The report of a predictions file, of whatever system: metrics and curves, no pictures. */
public final class PredictionsReport {

  private PredictionsReport() {}

  /**
   * What a rule was fitted on.
   *
   * @param validation scaled predictions; absent if the rule was not fitted here
   * @param notes a sentence for each part that had to be left out
   */
  public record FittedOn(@Nullable Predictions validation, List<String> notes) {

    /** Copies {@code notes}, so that nothing changes it from outside. */
    public FittedOn {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Puts the report together.
   *
   * @param file where the predictions came from
   * @param positive which class is the positive one, and why
   * @param system the predictions, with everything that was measured of them
   * @param fittedOn what their rule was fitted on
   * @param context how it came about
   * @return the report
   */
  public static RunReport of(
      Path file,
      PositiveClass positive,
      MeasuredSystem system,
      FittedOn fittedOn,
      ReportContext context) {
    return of(file, positive, system, fittedOn, null, context);
  }

  /**
   * Puts the report together if it is known what the system refuses.
   *
   * @param file where the predictions came from
   * @param positive which class is the positive one, and why
   * @param system the predictions, with everything that was measured of them
   * @param fittedOn what their rule was fitted on
   * @param whole what becomes of the images by everything that the system decides by; absent if it
   *     refuses none
   * @param context how it came about
   * @return the report
   */
  public static RunReport of(
      Path file,
      PositiveClass positive,
      MeasuredSystem system,
      FittedOn fittedOn,
      @Nullable WholeDecision whole,
      ReportContext context) {
    MeasuredRule measured = system.measured();
    Predictions predictions = system.predictions();
    Predictions validation = fittedOn.validation();
    List<FurtherTable> tables = new ArrayList<>();
    if (validation != null) {
      tables.addAll(RulePages.operatingPoints(validation, predictions));
    }
    tables.addAll(RulePages.tables(measured));
    tables.addAll(system.folds().tables());
    String name = String.valueOf(file.getFileName());
    Double threshold = system.options().threshold();
    Map<String, String> resolved = new LinkedHashMap<>();
    resolved.put("predictions", file.toString());
    resolved.put("positive", predictions.classes().positiveName());
    resolved.put("threshold", threshold == null ? "most probable class" : threshold.toString());
    return RunReport.of(
            new Headline("Evaluation of " + name, Headline.question(predictions.classes())),
            setting(predictions),
            data(name, predictions),
            context.reproduction(null, resolved, null))
        .positive(positive)
        .model(
            new ModelSummary(
                name,
                null,
                null,
                null,
                threshold == null
                    ? null
                    : String.format(
                        Locale.ROOT,
                        "P(%s) from %.4f",
                        predictions.classes().positiveName(),
                        threshold)))
        .verdict(system.verdict(null))
        .evaluation(system.evaluation())
        .curves(RulePages.curves(Curves.of(name, predictions, system.options()), measured))
        .subjects(system.subjects())
        .tables(tables)
        .decision(whole == null ? null : new ReportedDecision(whole, ""))
        .warnings(fittedOn.notes())
        .build();
  }

  /**
   * What predictions are of, as their rows say it.
   *
   * @param predictions rows of one role
   * @return the setting of their metrics
   */
  public static Setting setting(Predictions predictions) {
    Origin origin = predictions.origin();
    // Rows of several folds don't say whether these are all folds, each by the right fold model.
    return new Setting(
        Setting.Kind.EVALUATION,
        origin.protocol(),
        Setting.Tested.of(origin.role()),
        null,
        origin.transductive(),
        origin.ruleChosenAnew(),
        origin.foreignWeights());
  }

  /**
   * The metrics per person.
   *
   * @param predictions the predictions
   * @param rule how classes are predicted
   * @return absent if no prediction names a subject
   */
  public static @Nullable SubjectLevel subjects(Predictions predictions, DecisionRule rule) {
    return subjects(predictions, rule.toOptions(), rule.band());
  }

  /**
   * The metrics per person.
   *
   * @param predictions the predictions
   * @param options how classes are predicted
   * @param band where cells are referred, absent for nowhere
   * @return absent if no prediction names a subject
   */
  public static @Nullable SubjectLevel subjects(
      Predictions predictions, EvaluationOptions options, @Nullable ReferBand band) {
    SubjectLevel level = SubjectLevel.of(predictions, options, band);
    return level.subjects().isEmpty() ? null : level;
  }

  static DataSummary data(String name, Predictions predictions) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    predictions.classes().names().forEach(className -> counts.put(className, 0));
    for (Prediction row : predictions.labelled()) {
      counts.merge(predictions.classes().names().get(row.label()), 1, Integer::sum);
    }
    return new DataSummary(
        new DataIdentity(
            name, null, DataIdentity.Source.UNKNOWN, false, predictions.origin().synthetic()),
        predictions.classes(),
        Map.of("predicted", counts),
        PeopleCount.ofRows(predictions.rows()),
        null,
        List.of());
  }
}
