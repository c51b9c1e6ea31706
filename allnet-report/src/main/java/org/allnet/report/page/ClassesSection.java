package org.allnet.report.page;

import java.util.Map;
import java.util.Objects;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** The metrics of each class against the rest, if there are more than two. */
final class ClassesSection implements Section {

  @Override
  public String id() {
    return "classes";
  }

  @Override
  public String heading() {
    return "Each class against the rest";
  }

  @Override
  public String missing(RunReport report) {
    Evaluation evaluation = report.results().evaluation();
    if (evaluation == null) {
      return "no single system was evaluated";
    }
    return evaluation.classes().size() > 2
        ? ""
        : "with two classes, the metrics are those of the positive one";
  }

  @Override
  public void write(Markup page, RunReport report) {
    Evaluation evaluation = Objects.requireNonNull(report.results().evaluation());
    page.open("div", "class", "scroll sticky").open("table").open("thead").open("tr");
    page.element("th", "class", "scope", "col")
        .element("th", "images", "scope", "col", "class", "n");
    for (Metric name : Metric.PER_CLASS) {
      page.element("th", name.label(), "scope", "col", "class", "n");
    }
    page.close().close().open("tbody");
    for (String className : evaluation.classes().names()) {
      page.open("tr").element("th", className, "scope", "row", "class", "name");
      long images = evaluation.confusion().support(evaluation.classes().indexOf(className));
      page.element("td", Numbers.count(images), "class", "n");
      Map<Metric, MetricValue> metrics = evaluation.perClass().getOrDefault(className, Map.of());
      for (Metric name : Metric.PER_CLASS) {
        MetricValue metric = metrics.get(name);
        MetricText.cell(
            page, name.label(), metric == null ? new MetricValue.Undefined("not given") : metric);
      }
      page.close();
    }
    page.close().close().close();
  }
}
