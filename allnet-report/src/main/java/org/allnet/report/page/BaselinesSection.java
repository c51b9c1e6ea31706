package org.allnet.report.page;

import java.util.List;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.report.content.BaselineResult;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;

/** The model beside the majority class and cell area alone. */
final class BaselinesSection implements Section {

  @Override
  public String id() {
    return "baselines";
  }

  @Override
  public String heading() {
    return "Beside baselines";
  }

  private static final List<Metric> SHOWN =
      List.of(
          Metric.AUROC, Metric.BALANCED_ACCURACY, Metric.ACCURACY, Metric.WEIGHTED_F1, Metric.MCC);

  @Override
  public String missing(RunReport report) {
    return report.others().baselines().isEmpty()
        ? "no baseline was worked out for these images"
        : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    page.element(
        "p",
        "What a system reaches that looks at next to nothing, on the same images; it decides for the"
            + " most probable class. A model is worth what it adds to these.");
    page.open("table", "class", "stack wide").open("thead").open("tr");
    page.element("th", "system", "scope", "col");
    for (Metric name : SHOWN) {
      page.element("th", name.label(), "scope", "col", "class", "n");
    }
    page.close().close().open("tbody");
    Evaluation evaluation = report.results().evaluation();
    ModelSummary model = report.system().model();
    if (evaluation != null) {
      row(page, model == null ? "this run" : model.name(), "", evaluation, "best");
    }
    for (BaselineResult baseline : report.others().baselines()) {
      row(page, baseline.name(), baseline.explanation(), baseline.evaluation(), "baseline");
    }
    page.close().close();
  }

  private static void row(
      Markup page, String name, String explanation, Evaluation evaluation, String style) {
    page.open("tr", "class", style).open("th", "scope", "row", "class", "name").text(name);
    if (!explanation.isEmpty()) {
      page.empty("br").element("span", explanation, "class", "note");
    }
    page.close();
    for (Metric metric : SHOWN) {
      MetricText.cell(page, metric.label(), evaluation.metric(metric));
    }
    page.close();
  }
}
