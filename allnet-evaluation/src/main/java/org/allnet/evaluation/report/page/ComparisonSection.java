package org.allnet.evaluation.report.page;

import java.util.List;
import java.util.Objects;
import org.allnet.evaluation.figure.Figure;
import org.allnet.evaluation.figure.FigureName;
import org.allnet.evaluation.figure.Interval;
import org.allnet.evaluation.report.Comparison;
import org.allnet.evaluation.report.Numbers;
import org.allnet.evaluation.report.RunReport;
import org.allnet.evaluation.report.plot.Markup;

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

  private static final List<FigureName> SHOWN =
      List.of(
          FigureName.AUROC,
          FigureName.BALANCED_ACCURACY,
          FigureName.SENSITIVITY,
          FigureName.SPECIFICITY,
          FigureName.WEIGHTED_F1,
          FigureName.MCC);

  @Override
  public String missing(RunReport report) {
    return report.comparison() == null ? "one system was judged, not several" : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    Comparison comparison = Objects.requireNonNull(report.comparison());
    page.open("table", "class", "stack wide").open("thead").open("tr");
    page.element("th", "system", "scope", "col");
    for (FigureName name : SHOWN) {
      page.element("th", name.label(), "scope", "col", "class", "n");
    }
    page.close().close().open("tbody");
    for (Comparison.SystemResult system : comparison.systems()) {
      page.open("tr").element("th", system.name(), "scope", "row", "class", "name");
      for (FigureName name : SHOWN) {
        FigureText.cell(page, name.label(), system.evaluation().figure(name));
      }
      page.close();
    }
    page.close().close();
    differences(page, comparison);
    if (comparison.method() != null) {
      page.element("p", comparison.method(), "class", "note");
    }
  }

  private static void differences(Markup page, Comparison comparison) {
    page.element("h3", "Paired differences");
    if (comparison.differences().isEmpty()) {
      page.element("p", "None were worked out.", "class", "note");
      return;
    }
    page.open("table", "class", "stack wide").open("thead").open("tr");
    for (String column :
        List.of("first minus second", "figure", "difference", "95 % interval", "p, corrected")) {
      page.element("th", column, "scope", "col");
    }
    page.element("th", "reads as", "scope", "col").close().close().open("tbody");
    for (Comparison.Difference row : comparison.differences()) {
      page.open("tr");
      page.element("th", row.first() + " minus " + row.second(), "scope", "row", "class", "name");
      page.element("td", row.figure(), "data-label", "figure");
      Figure difference = row.difference();
      page.element(
          "td",
          difference instanceof Figure.Value value
              ? Numbers.difference(value.value())
              : "undefined",
          "data-label",
          "difference");
      page.element("td", intervalOf(difference), "data-label", "95 % interval");
      page.element("td", pOf(row), "data-label", "p, corrected");
      page.element("td", reading(row), "data-label", "reads as").close();
    }
    page.close().close();
  }

  private static String intervalOf(Figure difference) {
    Interval interval = difference instanceof Figure.Value value ? value.interval() : null;
    return interval == null
        ? FigureText.intervalOrReason(difference)
        : Numbers.difference(interval.low()) + " to " + Numbers.difference(interval.high());
  }

  private static String pOf(Comparison.Difference row) {
    Double p = row.adjustedP();
    if (p == null) {
      return "not tested";
    }
    return Numbers.pValue(p) + (row.test() == null ? "" : " (" + row.test() + ")");
  }

  private static String reading(Comparison.Difference row) {
    if (!(row.difference() instanceof Figure.Value value) || value.interval() == null) {
      return "can't be told";
    }
    Interval interval = value.interval();
    if (interval.contains(0)) {
      return "no difference shown";
    }
    return row.first() + (interval.low() > 0 ? " is higher" : " is lower");
  }
}
