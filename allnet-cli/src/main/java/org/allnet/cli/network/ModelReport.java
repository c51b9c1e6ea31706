package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.integrity.PublishedPart;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.experiment.DataIdentity;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.PeopleCount;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.compute.Device;
import org.allnet.inference.evaluation.EvaluatedSet;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.refusal.RefusalModel;
import org.allnet.report.EvaluatedModels;
import org.allnet.report.assembly.BaselineResults;
import org.allnet.report.assembly.ExampleCells;
import org.allnet.report.assembly.MeasuredSystem;
import org.allnet.report.assembly.ReportContext;
import org.allnet.report.assembly.RulePages;
import org.allnet.report.content.BaselineResult;
import org.allnet.report.content.Headline;
import org.allnet.report.content.ReportedDecision;
import org.allnet.report.content.RunReport;

/** The report of a finished model on a data set. */
public final class ModelReport {

  private static final int PICTURES = 12;

  private ModelReport() {}

  /**
   * Returns of which model an evaluation tells.
   *
   * @param file the model's
   */
  public static EvaluatedModels models(Path file) {
    return EvaluatedModels.ofModel(ModelFile.checksum(file));
  }

  /**
   * Evaluates the baselines that a model file holds.
   *
   * @param evaluated what was evaluated, and on what
   * @param predictions the model's predictions, at least one of them labelled
   * @return the baselines; empty if the file holds none
   */
  public static List<BaselineResult> baselines(EvaluatedSet evaluated, Predictions predictions) {
    Baselines baselines = evaluated.model().baselines();
    return baselines == null
        ? List.of()
        : BaselineResults.of(
            predictions,
            List.of(new BaselineResults.Test(baselines, predictions)),
            evaluated::pixels);
  }

  /**
   * Puts the report together.
   *
   * @param results what was found
   * @param device where maps are computed
   * @param context how it came about
   * @return the report
   */
  public static RunReport of(ModelResults results, Device device, ReportContext context) {
    EvaluatedSet evaluated = results.evaluated();
    MeasuredSystem system = results.system();
    MeasuredRule measured = system.measured();
    EvaluationOptions options = system.options();
    WholeDecision whole = results.whole();
    ModelDescription model = evaluated.model();
    Predictions predictions = measured.after();
    Map<String, String> resolved = new LinkedHashMap<>();
    resolved.put("model", evaluated.file().toString());
    resolved.put("data", evaluated.dataset().root().toString());
    resolved.put("threshold", String.valueOf(options.threshold()));
    List<Prediction> shown = ExampleCells.choose(predictions, options, PICTURES);
    ModelMaps.Model asked = new ModelMaps.Model("the model", evaluated.file());
    return RunReport.of(
            new Headline(
                evaluated.file().getFileName() + " on " + evaluated.dataset().name(),
                Headline.question(predictions.classes())),
            setting(evaluated, predictions),
            data(evaluated, predictions),
            context.reproduction(null, resolved, evaluated.hardware()))
        .positive(new PositiveClass(predictions.classes(), PositiveClass.Reason.MODEL))
        .model(
            model
                .summary(options)
                .refusing(
                    ModelFile.refusal(evaluated.file())
                        .map(RefusalModel::describe)
                        .orElse(List.of())))
        .verdict(results.verdict())
        .evaluation(system.evaluation())
        .curves(RulePages.curves(Curves.of("ALLNet", predictions, options), measured))
        .subjects(system.subjects())
        .tables(
            Stream.of(RulePages.tables(measured), system.folds().tables())
                .flatMap(List::stream)
                .toList())
        .decision(whole == null ? null : new ReportedDecision(whole, ""))
        .foreign(results.foreign())
        .pictures(ExampleCells.pictures(predictions.classes(), shown, options, evaluated::pixels))
        .maps(
            new ModelMaps(row -> asked, evaluated.store(), device).of(predictions, options, shown))
        .baselines(results.baselines())
        .warnings(results.warnings())
        .build();
  }

  /**
   * What the metrics are of.
   *
   * @param evaluated what was evaluated, and on what
   * @param predictions its predictions, all of one role
   * @return the setting of their metrics
   */
  public static Setting setting(EvaluatedSet evaluated, Predictions predictions) {
    Origin origin = predictions.origin();
    Setting.Tested tested =
        origin.role() == Role.HOLD_OUT || !evaluated.part().whole()
            ? Setting.Tested.of(origin.role())
            : switch (evaluated.part().kind()) {
              case PRELIMINARY -> Setting.Tested.PRELIMINARY;
              case FINAL -> Setting.Tested.FINAL;
              case TRAINING, NONE -> Setting.Tested.of(origin.role());
            };
    return new Setting(
        Setting.Kind.EVALUATION,
        origin.protocol(),
        tested,
        null,
        origin.transductive(),
        origin.ruleChosenAnew(),
        origin.foreignWeights());
  }

  private static DataSummary data(EvaluatedSet evaluated, Predictions predictions) {
    Dataset dataset = evaluated.dataset();
    Map<String, CellImage> images = new LinkedHashMap<>();
    dataset.images().forEach(image -> images.put(image.name(), image));
    Map<String, Map<String, Integer>> parts = new LinkedHashMap<>();
    for (Prediction row : predictions.labelled()) {
      CellImage image = Objects.requireNonNull(images.get(row.image()), row.image());
      parts
          .computeIfAbsent(image.part(), part -> new LinkedHashMap<>())
          .merge(predictions.classes().names().get(row.label()), 1, Integer::sum);
    }
    return new DataSummary(
        DataIdentity.of(dataset, evaluated.part().whole())
            .withSynthetic(dataset.synthetic() || predictions.origin().synthetic()),
        predictions.classes(),
        parts,
        PeopleCount.ofRows(predictions.labelled()),
        evaluated.duplicates(),
        problems(evaluated));
  }

  private static List<String> problems(EvaluatedSet evaluated) {
    List<String> problems =
        new ArrayList<>(
            CommandLineWording.lines(DatasetProblem.sentences(evaluated.dataset().problems())));
    PublishedPart part = evaluated.part();
    if (part.kind() != PublishedPart.Kind.NONE && !part.whole()) {
      problems.add("Not the whole published part: " + part.reason());
    }
    return problems;
  }
}
