package org.allnet.report.page;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.Counted;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** Several systems on the same images, and their paired differences. */
final class ComparisonSection implements Section {

  @Override
  public String id() {
    return "comparison";
  }

  @Override
  public String heading() {
    return "Systems side by side";
  }

  private static final List<Metric> SHOWN =
      List.of(
          Metric.AUROC,
          Metric.BALANCED_ACCURACY,
          Metric.SENSITIVITY,
          Metric.SPECIFICITY,
          Metric.WEIGHTED_F1,
          Metric.MCC);

  @Override
  public String missing(RunReport report) {
    return report.others().comparison() == null ? "one system was evaluated, not several" : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    Comparison comparison = Objects.requireNonNull(report.others().comparison());
    page.open("table", "class", "stack wide").open("thead").open("tr");
    page.element("th", "system", "scope", "col");
    for (Metric name : SHOWN) {
      page.element("th", name.label(), "scope", "col", "class", "n");
    }
    page.close().close().open("tbody");
    for (Map.Entry<String, Evaluation> system : comparison.evaluations().entrySet()) {
      page.open("tr").open("th", "scope", "row", "class", "name").text(system.getKey());
      page.empty("br");
      page.element(
          "span",
          "decides for " + Objects.requireNonNull(comparison.rules().get(system.getKey())),
          "class",
          "note");
      page.close();
      for (Metric name : SHOWN) {
        MetricText.cell(page, name.label(), system.getValue().metric(name));
      }
      page.close();
    }
    page.close().close();
    differences(page, comparison, report.results().verdict().isOfTooFew());
    page.element(
        "p",
        "All systems evaluated the same images, each by its own decision rule. Intervals of differences come from the same resamples"
            + " for both systems; p is McNemar's of their predictions, corrected by Holm for the number"
            + " of pairs.",
        "class",
        "note");
  }

  private static void differences(Markup page, Comparison comparison, boolean tooFew) {
    for (Comparison.Pair pair : comparison.pairs()) {
      page.element("h3", pair.first() + " minus " + pair.second());
      page.open("div", "class", "scroll").open("table").open("thead").open("tr");
      page.element("th", "metric", "scope", "col");
      page.element("th", "difference", "scope", "col", "class", "n");
      page.element("th", "95 % interval", "scope", "col").element("th", "reads as", "scope", "col");
      page.close().close().open("tbody");
      for (Metric name : SHOWN) {
        MetricValue difference = pair.differences().get(name);
        if (difference != null) {
          row(page, pair, name, difference, tooFew);
        }
      }
      page.close().close().close();
      page.element(
          "p",
          "Only the first was right on "
              + Counted.of(pair.mcNemar().firstOnly(), "image").withCommas()
              + ", only the second on "
              + Numbers.count(pair.mcNemar().secondOnly())
              + "; corrected p "
              + Numbers.pValue(pair.holmP())
              + " ("
              + pair.mcNemar().method().words()
              + ").");
    }
  }

  private static void row(
      Markup page, Comparison.Pair pair, Metric name, MetricValue difference, boolean tooFew) {
    page.open("tr").element("th", name.label(), "scope", "row");
    page.element(
        "td",
        difference instanceof MetricValue.Value value
            ? Numbers.difference(value.value())
            : "undefined",
        "class",
        "n");
    page.element("td", intervalOf(difference), "class", "text");
    page.element("td", reading(pair, difference, tooFew)).close();
  }

  private static String intervalOf(MetricValue difference) {
    Interval interval = difference instanceof MetricValue.Value value ? value.interval() : null;
    return interval == null
        ? MetricText.intervalOrReason(difference)
        : Numbers.difference(interval.low()) + " to " + Numbers.difference(interval.high());
  }

  /** With too few people nothing is said beyond these images, as in the verdict. */
  private static String reading(Comparison.Pair pair, MetricValue difference, boolean tooFew) {
    if (!(difference instanceof MetricValue.Value value) || value.interval() == null) {
      return "can't be told";
    }
    if (value.interval().contains(0)) {
      return "no difference shown";
    }
    return pair.first()
        + (value.interval().low() > 0 ? " is higher" : " is lower")
        + (tooFew ? " on these images only" : "");
  }
}
