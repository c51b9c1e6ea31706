package org.allnet.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.experiment.DataSummary;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.ReportedDecision;
import org.allnet.report.content.ReportedMaps;
import org.allnet.report.content.ResultSentence;
import org.allnet.report.content.RunReport;
import org.allnet.report.text.MarkdownText;
import org.allnet.report.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Writes a model card (Mitchell et al. 2019, doi 10.1145/3287560.3287596): intended use, out of
 * scope, data, evaluation, limits.
 */
public final class ModelCard {

  private ModelCard() {}

  /**
   * Writes the card.
   *
   * @param file where to, such as {@code model-card.md}; replaced as a whole
   * @param report the run that made or evaluated the model
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public static void write(Path file, RunReport report) {
    AtomicFile.writeText(file, render(report));
  }

  /**
   * Makes the card.
   *
   * @param report the run that made or evaluated the model
   * @return Markdown
   */
  public static String render(RunReport report) {
    MarkdownText card = new MarkdownText();
    ModelSummary model = report.system().model();
    card.heading(1, "Model card: " + (model == null ? report.headline().title() : model.name()));
    report.markWarnings().forEach(card::paragraph);
    card.paragraph(RunReport.RESEARCH_USE);
    model(card, report, model);
    card.heading(2, "Intended use");
    card.bullets(
        List.of(
            "Research on telling classes of blood cells apart in pictures like those it was trained"
                + " on: "
                + String.join(", ", report.data().classes().names())
                + ".",
            "Teaching and the comparison of methods under a named protocol.",
            "Users: researchers who can read the metrics below and evaluate their limits."));
    card.heading(2, "Out of scope");
    card.bullets(
        List.of(
            "Diagnosis, screening, or any decision about a person.",
            report.data().classes().tellsBlasts()
                ? "Blast percentages of a person: subjects of C-NMC are all-blast or all-healthy, so"
                    + " a fraction is not validated on it."
                : "Percentages of a person's cells: a fraction is not validated.",
            "Pictures of another stain, microscope, magnification, preparation or cell type, unless"
                + " they were evaluated first.",
            "Whole fields or smears if the model was trained on single cells.",
            "Images that the model refuses as unlike those of its training or as poor: an answer"
                + " that is forced out of it means nothing."));
    data(card, report);
    evaluation(card, report);
    refusal(card, report);
    foreign(card, report);
    explanation(card, report.results().maps());
    limits(card, report);
    card.heading(2, "To repeat it").code(report.reproduction().command());
    return card.toString();
  }

  private static void model(MarkdownText card, RunReport report, @Nullable ModelSummary model) {
    List<String> lines = new ArrayList<>();
    if (model != null) {
      lines.add(
          "Architecture: " + (model.architecture() == null ? "not known" : model.architecture()));
      lines.add(
          "Parameters: "
              + (model.parameters() == null ? "not known" : Numbers.count(model.parameters())));
      lines.add("Input: " + (model.input() == null ? "not known" : model.input()));
      lines.add(
          "Operating point: "
              + (model.operatingPoint() == null
                  ? "the most probable class is predicted"
                  : model.operatingPoint()));
    }
    report.reproduction().versions().forEach((name, version) -> lines.add(name + ": " + version));
    card.heading(2, "Model").bullets(lines);
  }

  private static void data(MarkdownText card, RunReport report) {
    DataSummary data = report.data();
    card.heading(2, "Data");
    List<String> columns = new ArrayList<>(List.of("part"));
    columns.addAll(data.classes().names());
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Map<String, Integer>> part : data.parts().entrySet()) {
      List<String> row = new ArrayList<>(List.of(part.getKey()));
      data.classes()
          .names()
          .forEach(name -> row.add(Numbers.count(part.getValue().getOrDefault(name, 0))));
      rows.add(row);
    }
    card.table(columns, rows);
    String subjects =
        data.subjects().people() == 0 ? "unknown" : Numbers.count(data.subjects().people());
    String split = report.setting().split();
    card.bullets(
        List.of(
            "Data set: " + data.identity().displayName(),
            (report.setting().presumed() ? "Presumed subjects: " : "Subjects: ") + subjects,
            "Split: " + (split == null ? "not known" : split),
            "Fingerprint: "
                + (data.duplicates() == null
                    ? "not worked out"
                    : data.duplicates().fingerprint())));
  }

  private static void evaluation(MarkdownText card, RunReport report) {
    card.heading(2, "Evaluation");
    report.results().verdict().sentences().forEach(card::paragraph);
    card.paragraph(ResultSentence.of(report));
    Evaluation evaluation = report.results().evaluation();
    if (evaluation == null) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Metric name : Metric.values()) {
      MetricValue metric = evaluation.metric(name);
      if (metric instanceof MetricValue.Undefined undefined) {
        rows.add(List.of(name.label(), "undefined", undefined.reason()));
      } else {
        MetricValue.Value value = (MetricValue.Value) metric;
        String interval =
            value.interval() == null
                ? value.noInterval() == null ? "no interval" : value.noInterval()
                : Numbers.metric(value.interval().low())
                    + " to "
                    + Numbers.metric(value.interval().high());
        rows.add(List.of(name.label(), Numbers.metric(value.value()), interval));
      }
    }
    String level = report.setting().mark() + report.setting().transductiveMark();
    card.table(List.of("metric" + level, "value", "95 % interval"), rows);
  }

  private static void refusal(MarkdownText card, RunReport report) {
    ModelSummary model = report.system().model();
    ReportedDecision decision = report.results().decision();
    card.heading(2, "Refused images");
    if (decision == null && (model == null || model.refuses().isEmpty())) {
      card.paragraph(
          "The model refuses no image, or nobody knows whether it does: it may answer about"
              + " anything.");
      return;
    }
    if (model != null) {
      card.bullets(model.refuses());
    }
    if (decision != null) {
      FurtherTable table = decision.table();
      card.paragraph(String.valueOf(table.note()));
      card.table(table.columns(), table.rows());
    }
  }

  private static void foreign(MarkdownText card, RunReport report) {
    List<ForeignResult> sets = report.results().foreign();
    if (!sets.isEmpty()) {
      card.heading(2, "Foreign images");
      card.bullets(sets.stream().map(set -> set.title() + ": " + set.counts()).toList());
    }
  }

  private static void explanation(MarkdownText card, ReportedMaps maps) {
    card.heading(2, "Checks of the explanation");
    if (!maps.absent().isEmpty()) {
      card.paragraph("There are no maps: " + maps.absent() + ".");
      return;
    }
    if (maps.checks().isEmpty()) {
      card.paragraph(
          "Whether maps of this model can be believed was not checked: the training was too short"
              + " for it, or an earlier version's.");
    }
    maps.checks()
        .forEach(
            (model, check) -> {
              card.paragraph(model + ": " + check.verdict() + ".");
              card.bullets(check.lines());
            });
    if (!maps.checks().isEmpty()) {
      card.paragraph(
          "In brackets are 95 % intervals over subjects, or over images if subjects are unknown. A"
              + " map describes the model, not the disease.");
    }
  }

  private static void limits(MarkdownText card, RunReport report) {
    List<String> lines = new ArrayList<>(report.remarks().warnings());
    Protocol protocol = report.setting().protocol();
    lines.addAll(report.remarks().notes());
    lines.addAll(report.markWarnings());
    if (protocol == null) {
      lines.add("Whether people of the test images took part in training is not known.");
    }
    if (report.data().subjects().people() == 0) {
      lines.add(
          "Which images are of one person is not known; intervals treat images as independent.");
    }
    lines.add(
        "One data set, one laboratory's preparation: no metric here shows that it carries over.");
    lines.add("Age, sex, subtype and treatment of the subjects are not known to the run.");
    card.heading(2, "Limits").bullets(lines);
  }
}
