package org.allnet.report.page;

import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.published.PublishedMetric;
import org.allnet.report.published.PublishedMetrics;

/** What others published, marked comparable or not with the reason. */
final class PublishedSection implements Section {

  @Override
  public String id() {
    return "published";
  }

  @Override
  public String heading() {
    return "Published metrics";
  }

  @Override
  public String missing(RunReport report) {
    return "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    page.element(
        "p",
        "As their authors give them. A metric may be shown beside this run's only if the task, the"
            + " images and the protocol are the same.");
    page.open("table", "class", "stack wide").open("thead").open("tr");
    page.element("th", "system", "scope", "col").element("th", "protocol", "scope", "col");
    page.element("th", "metrics", "scope", "col");
    page.element("th", "comparable with this run?", "scope", "col").close().close().open("tbody");
    for (PublishedMetric metric : PublishedMetrics.ALL) {
      PublishedMetric.Verdict verdict = metric.against(report);
      page.open("tr").open("th", "scope", "row", "class", "name").text(metric.system());
      page.empty("br").element("span", metric.source(), "class", "note").close();
      page.element("td", metric.setting(), "data-label", "protocol");
      page.element("td", metric.metrics(), "data-label", "metrics");
      page.open("td", "data-label", "comparable");
      page.element(
          "span",
          verdict.comparable() ? "comparable" : "not comparable",
          "class",
          verdict.comparable() ? "badge yes" : "badge no");
      page.text(" " + verdict.reason()).close().close();
    }
    page.close().close();
  }
}
