package org.allnet.report.page;

import java.util.Locale;
import java.util.Objects;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.ConfusionMatrix;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** Which class was predicted as which: counts and fractions of each true class. */
final class ConfusionSection implements Section {

  @Override
  public String id() {
    return "confusion";
  }

  @Override
  public String heading() {
    return "Confusion matrix";
  }

  @Override
  public String missing(RunReport report) {
    return report.results().evaluation() == null ? "no single system was evaluated" : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    ConfusionMatrix matrix = Objects.requireNonNull(report.results().evaluation()).confusion();
    ClassSet classes = matrix.classes();
    page.open("div", "class", "scroll").open("table", "class", "matrix");
    page.element(
        "caption", "Rows: true class. Columns: predicted class. Fractions are of the true class.");
    page.open("thead").open("tr").element("th", "true \u2193   predicted \u2192", "scope", "col");
    for (String name : classes.names()) {
      page.element("th", name, "scope", "col", "class", "text");
    }
    page.close().close().open("tbody");
    for (int truth = 0; truth < classes.size(); truth++) {
      page.open("tr").element("th", classes.names().get(truth), "scope", "row", "class", "text");
      long support = matrix.support(truth);
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        long count = matrix.count(truth, predicted);
        double fraction = support == 0 ? 0 : (double) count / support;
        page.open(
            "td",
            "class",
            truth == predicted ? "hit" : "miss",
            "style",
            String.format(Locale.ROOT, "--fraction:%.3f", fraction));
        page.element("b", Numbers.count(count));
        page.element("span", support == 0 ? "no image" : Numbers.percent(fraction)).close();
      }
      page.close();
    }
    page.close().close().close();
  }
}
