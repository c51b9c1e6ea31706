package org.allnet.network.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.evaluation.baseline.TrivialFit;
import org.allnet.evaluation.figure.Evaluation;
import org.allnet.evaluation.figure.EvaluationOptions;
import org.allnet.evaluation.operating.MeasuredRule;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.report.Curves;
import org.allnet.evaluation.report.DataSummary;
import org.allnet.evaluation.report.Headline;
import org.allnet.evaluation.report.ModelSummary;
import org.allnet.evaluation.report.RunReport;
import org.allnet.evaluation.report.Setting;
import org.allnet.evaluation.report.assembly.DuplicateCounts;
import org.allnet.evaluation.report.assembly.Making;
import org.allnet.evaluation.report.assembly.PredictionsReport;
import org.allnet.evaluation.report.assembly.RulePages;
import org.allnet.evaluation.report.assembly.TellingCells;
import org.allnet.evaluation.report.assembly.TrivialSystems;
import org.allnet.network.model.ModelDescription;

/** The report of a finished model on a data set. */
public final class ModelReport {

  private static final int PICTURES = 12;

  private ModelReport() {}

  /**
   * What was judged, and on what.
   *
   * @param file the model file
   * @param model what it says of itself
   * @param dataset where the tested images come from
   * @param duplicates what was found in the data set
   * @param store the pixels of the tested images
   * @param warnings what a reader must know before the figures
   * @param hardware what it ran on
   */
  public record Judged(
      Path file,
      ModelDescription model,
      Dataset dataset,
      DuplicateCounts duplicates,
      CellStore store,
      List<String> warnings,
      String hardware) {

    /** Copies. */
    public Judged {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Puts the report together.
   *
   * @param judged what was judged
   * @param measured its predictions, at least one of them labelled, and its rule
   * @param evaluation their figures
   * @param options how calls were made
   * @param making how it came about
   * @return the report
   */
  public static RunReport of(
      Judged judged,
      MeasuredRule measured,
      Evaluation evaluation,
      EvaluationOptions options,
      Making making) {
    ModelDescription model = judged.model();
    Predictions predictions = measured.after();
    Map<String, String> resolved = new LinkedHashMap<>();
    resolved.put("model", judged.file().toString());
    resolved.put("data", judged.dataset().root().toString());
    resolved.put("threshold", String.valueOf(options.threshold()));
    List<String> warnings = new ArrayList<>(judged.warnings());
    if (model.provenance().synthetic()) {
      warnings.add("The model was trained on synthetic cells; it knows nothing of blood.");
    }
    CellStore store = judged.store();
    Function<String, Optional<CellPixels>> pixels =
        image -> store.contains(image) ? Optional.of(store.get(image)) : Optional.empty();
    TrivialFit trivial = model.trivial();
    return RunReport.of(
            new Headline(
                judged.file().getFileName() + " on " + judged.dataset().name(),
                Headline.USUAL_QUESTION),
            new Setting(Setting.Kind.EVALUATION, null, tested(judged.dataset(), predictions), null),
            data(judged, predictions),
            making.provenance(null, resolved, judged.hardware()))
        .model(summary(model, options))
        .evaluation(evaluation)
        .curves(RulePages.curves(Curves.of("ALLNet", predictions, options), measured))
        .subjects(PredictionsReport.subjects(predictions, options, measured.rule().band()))
        .tables(RulePages.tables(measured))
        .pictures(TellingCells.of(predictions, options, pixels, PICTURES))
        .baselines(
            trivial == null
                ? List.of()
                : TrivialSystems.of(List.of(new TrivialSystems.Test(trivial, predictions)), pixels))
        .warnings(warnings)
        .build();
  }

  /**
   * A model in a report.
   *
   * @param model what its file says of it
   * @param options how calls are made
   * @return the summary
   */
  public static ModelSummary summary(ModelDescription model, EvaluationOptions options) {
    Double threshold = options.threshold();
    return new ModelSummary(
        model.title(),
        model.makeUp(),
        model.parameters(),
        model.inputText(),
        threshold == null ? null : "P(" + model.positive() + ") from " + threshold);
  }

  private static Setting.Tested tested(Dataset dataset, Predictions predictions) {
    Set<String> names = new HashSet<>();
    predictions.rows().forEach(row -> names.add(row.image()));
    boolean preliminary =
        dataset.layout().startsWith("C-NMC")
            && dataset.images().stream()
                .filter(image -> names.contains(image.name()))
                .allMatch(image -> image.part().equals("preliminary"));
    return preliminary ? Setting.Tested.PRELIMINARY : Setting.Tested.OTHER;
  }

  private static DataSummary data(Judged judged, Predictions predictions) {
    Dataset dataset = judged.dataset();
    Map<String, CellImage> images = new LinkedHashMap<>();
    dataset.images().forEach(image -> images.put(image.name(), image));
    Map<String, Map<String, Integer>> parts = new LinkedHashMap<>();
    Set<String> subjects = new HashSet<>();
    for (Prediction row : predictions.labelled()) {
      CellImage image = Objects.requireNonNull(images.get(row.image()), row.image());
      parts
          .computeIfAbsent(image.part(), part -> new LinkedHashMap<>())
          .merge(predictions.classes().names().get(row.label()), 1, Integer::sum);
      String subject = row.subject();
      if (subject != null) {
        subjects.add(subject);
      }
    }
    return new DataSummary(
        dataset.name(),
        dataset.layout(),
        DataSummary.Source.of(dataset.name(), dataset.layout(), dataset.synthetic()),
        false,
        dataset.synthetic(),
        predictions.classes(),
        parts,
        subjects.size(),
        judged.duplicates().subjectGroups(),
        judged.duplicates().fingerprint(),
        judged.duplicates().found(),
        dataset.problems());
  }
}
