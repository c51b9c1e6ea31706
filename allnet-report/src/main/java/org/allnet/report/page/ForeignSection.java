package org.allnet.report.page;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Axis;
import org.allnet.report.plot.Markup;
import org.allnet.report.plot.Plot;

/** What the model does with images that it is not for. */
final class ForeignSection implements Section {

  private static final int HEIGHT = 300;

  private static final List<String> COLUMNS =
      List.of("score", "images", "AUROC", "average precision", "accepted at 95 % of own images");

  @Override
  public String id() {
    return "foreign";
  }

  @Override
  public String heading() {
    return "Foreign images";
  }

  @Override
  public String missing(RunReport report) {
    return report.results().foreign().isEmpty() ? "no foreign images were given" : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    List<ForeignResult> sets = report.results().foreign();
    page.element(
        "p",
        "Images that the model is not for should be refused. Each score is compared on those of them,"
            + " and of the images evaluated on this page, in which there is something to see; the"
            + " tables say how many these are. A higher AUROC is better; of the foreign images as"
            + " few as possible should be accepted by the threshold that accepts 95 % of the own"
            + " ones. Which score refuses images is fixed in the program, not chosen by these sets.");
    curves(page, sets, report.setting().sentence());
    for (ForeignResult set : sets) {
      page.element("h3", set.title()).element("p", set.counts() + ".");
      if (!set.unscored().isEmpty()) {
        page.element("p", set.unscored());
        continue;
      }
      page.open("div", "class", "scroll").open("table").open("thead").open("tr");
      COLUMNS.forEach(column -> page.element("th", column, "scope", "col"));
      page.close().close().open("tbody");
      set.methods()
          .forEach(
              (method, found) -> {
                page.open("tr");
                page.element("th", ForeignResult.label(method), "scope", "row", "class", "name");
                page.element("td", found.counted());
                page.element("td", found.auroc().describe());
                page.element("td", found.averagePrecision().describe());
                page.element("td", found.acceptedForeign().describe());
                page.close();
              });
      page.close().close().close();
    }
  }

  private static void curves(Markup page, List<ForeignResult> sets, String level) {
    List<Curve> curves = new ArrayList<>();
    sets.forEach(set -> curves.addAll(set.curve()));
    if (curves.isEmpty()) {
      return;
    }
    Plot plot =
        new Plot(
            "Foreign images refused",
            "Fraction of foreign images that a threshold refuses, against the fraction of the images"
                + " evaluated here, over all thresholds."
                + level,
            Axis.unit("own images refused"),
            Axis.unit("foreign images refused"),
            HEIGHT);
    plot.line("rule", List.of(new Curve.Point(0, 0), new Curve.Point(1, 1)), "guessing");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      plot.line(Plot.series(i), curves.get(i).points(), curves.get(i).name());
      names.add(curves.get(i).name());
    }
    page.open("div", "class", "plots");
    Drawing.metric(
        page,
        plot,
        names,
        "Foreign images refused.",
        " By the score that refuses images. The dashed diagonal is guessing." + level);
    page.close();
  }
}
