package org.allnet.report.page;

import java.util.List;
import org.allnet.report.content.ReportedDecision;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;

/** What becomes of the images by everything that the model decides by, and what it refuses. */
final class RefusalSection implements Section {

  @Override
  public String id() {
    return "refusal";
  }

  @Override
  public String heading() {
    return "Refused images";
  }

  @Override
  public String missing(RunReport report) {
    return report.results().decision() == null && refuses(report).isEmpty()
        ? "the model refuses no image, or nobody knows whether it does"
        : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    ReportedDecision decision = report.results().decision();
    if (decision == null) {
      page.element(
          "p",
          "How many of these images are refused is not known: the predictions don't say it.",
          "class",
          "note");
    } else {
      TablesSection.write(page, decision.table());
    }
    List<String> refuses = refuses(report);
    if (!refuses.isEmpty()) {
      page.element("h3", "What the model refuses");
      page.element(
          "p",
          "An image is refused if it is further from those of training than the images of validation"
              + " are, or if its quality is outside the range of those of training. It is referred"
              + " to a person, whatever its probability is.",
          "class",
          "note");
      page.open("ul");
      refuses.forEach(line -> page.element("li", line));
      page.close();
    }
  }

  private static List<String> refuses(RunReport report) {
    return report.system().model() == null ? List.of() : report.system().model().refuses();
  }
}
