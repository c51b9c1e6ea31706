package org.allnet.report.page;

import java.util.Locale;
import java.util.Objects;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** Every metric with its interval, or why it is undefined. */
final class MetricsSection implements Section {

  private static final double TRACK_LEFT = 4;
  private static final double TRACK_WIDTH = 232;

  @Override
  public String id() {
    return "metrics";
  }

  @Override
  public String heading() {
    return "Metrics";
  }

  @Override
  public String missing(RunReport report) {
    return report.results().evaluation() != null
        ? ""
        : report.others().comparison() != null
            ? "several systems are compared; each one's metrics are in the comparison"
            : "no labelled image was evaluated";
  }

  @Override
  public void write(Markup page, RunReport report) {
    Evaluation evaluation = Objects.requireNonNull(report.results().evaluation());
    page.element("p", about(report, evaluation));
    page.open("div", "class", "scroll").open("table", "class", "wide").open("thead").open("tr");
    page.element("th", "metric", "scope", "col")
        .element("th", "value", "scope", "col", "class", "n");
    page.element("th", "95 % interval", "scope", "col");
    page.element("th", "0 to 1", "scope", "col", "class", "barcell").close().close();
    page.open("tbody");
    for (Metric name : Metric.values()) {
      MetricValue metric = evaluation.metric(name);
      page.open("tr").open("th", "scope", "row").text(name.label());
      if (name.lowerIsBetter()) {
        page.element("span", " (lower is better)", "class", "note");
      }
      page.close();
      String style = metric instanceof MetricValue.Undefined ? "n undefined" : "n";
      page.element("td", MetricText.value(metric), "class", style);
      boolean plain = metric instanceof MetricValue.Value value && value.interval() != null;
      page.element(
          "td", MetricText.intervalOrNone(metric), "class", plain ? "span95" : "undefined text");
      page.open("td", "class", "barcell");
      bar(page, name, metric);
      page.close().close();
    }
    page.close().close().close();
    MetricText.methodsNote(page, evaluation, !report.results().verdict().isOfTooFew());
  }

  private static String about(RunReport report, Evaluation evaluation) {
    StringBuilder text = new StringBuilder(report.setting().sentence().stripLeading());
    text.append(text.isEmpty() ? "" : " ");
    text.append(
        evaluation.classes().size() == 2
            ? "The positive class is '" + evaluation.classes().positiveName() + "'"
            : "With "
                + evaluation.classes().size()
                + " classes, metrics of one class against the rest are plain means over the"
                + " classes");
    Double threshold = evaluation.threshold();
    text.append(
        threshold == null
            ? "; the most probable class is predicted."
            : "; an image is predicted positive from a probability of "
                + Numbers.threshold(threshold)
                + " on.");
    if (evaluation.predictions() != evaluation.images()) {
      text.append(
          String.format(
              Locale.ROOT,
              " %,d images were evaluated %,d times in all.",
              evaluation.images(),
              evaluation.predictions()));
    }
    return text.toString();
  }

  /** A small picture of value and interval from 0 to 1; nothing for metrics that go beyond. */
  private static void bar(Markup page, Metric name, MetricValue metric) {
    if (!(metric instanceof MetricValue.Value value)
        || name == Metric.LOG_LOSS
        || name.least() < 0) {
      return;
    }
    page.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "mini",
        "viewBox",
        "0 0 240 16",
        "aria-hidden",
        "true");
    line(page, "track", 0, 1);
    Interval interval = value.interval();
    if (interval != null) {
      line(page, "span", interval.low(), interval.high());
    }
    page.empty("circle", "class", "dot", "cx", at(value.value()), "cy", "8", "r", "3.5").close();
  }

  private static void line(Markup page, String style, double from, double to) {
    page.empty("line", "class", style, "x1", at(from), "y1", "8", "x2", at(to), "y2", "8");
  }

  private static String at(double fraction) {
    return String.format(
        Locale.ROOT, "%.1f", TRACK_LEFT + Math.min(1, Math.max(0, fraction)) * TRACK_WIDTH);
  }
}
