package org.allnet.report.page;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.curve.Curves;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Axis;
import org.allnet.report.plot.Markup;
import org.allnet.report.plot.Plot;
import org.allnet.report.text.Numbers;

/** How well the probabilities rank the images. */
final class RankingSection implements Section {

  @Override
  public String id() {
    return "ranking";
  }

  @Override
  public String heading() {
    return "ROC and precision-recall";
  }

  private static final int HEIGHT = 300;

  @Override
  public String missing(RunReport report) {
    boolean any =
        Drawing.anyPoints(report.results().curves().roc())
            || Drawing.anyPoints(report.results().curves().precisionRecall());
    return any ? "" : "no curve exists: it takes images of the class and images of another";
  }

  @Override
  public void write(Markup page, RunReport report) {
    Curves curves = report.results().curves();
    String level = report.setting().sentence();
    page.open("div", "class", "plots");
    if (Drawing.anyPoints(curves.roc())) {
      Plot plot =
          new Plot(
              "Receiver operating characteristic",
              falsePositives(report.data().classes()) + level,
              Axis.unit("false-positive fraction (1 \u2212 specificity)"),
              Axis.unit("sensitivity"),
              HEIGHT);
      plot.line("rule", List.of(new Curve.Point(0, 0), new Curve.Point(1, 1)), "guessing");
      Drawing.bands(plot, curves.roc());
      List<String> names = new ArrayList<>();
      for (int i = 0; i < curves.roc().size(); i++) {
        Curve curve = curves.roc().get(i);
        if (!curve.points().isEmpty()) {
          plot.line(Plot.series(i), curve.points(), curve.name());
        }
        names.add(curve.name());
      }
      Drawing.metric(
          page,
          plot,
          names,
          "ROC.",
          " The dashed diagonal is guessing." + level + Drawing.bandNote(curves.roc()));
    }
    if (Drawing.anyPoints(curves.precisionRecall())) {
      precisionRecall(page, curves, level);
    }
    page.close();
  }

  private static void precisionRecall(Markup page, Curves curves, String level) {
    Plot plot =
        new Plot(
            "Precision-recall curve",
            "The fraction of predictions of the class that are right, against the fraction of the class that is"
                + " found, over all thresholds."
                + level,
            Axis.unit("recall (sensitivity)"),
            Axis.unit("precision"),
            HEIGHT);
    Double prevalence = curves.prevalence();
    if (prevalence != null) {
      plot.rule("", prevalence, "guessing: " + Numbers.metric(prevalence), false);
    }
    Drawing.bands(plot, curves.precisionRecall());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < curves.precisionRecall().size(); i++) {
      Curve curve = curves.precisionRecall().get(i);
      if (!curve.points().isEmpty()) {
        plot.steps(Plot.series(i), curve.points(), curve.name());
      }
      names.add(curve.name());
    }
    Drawing.metric(
        page,
        plot,
        names,
        "Precision-recall.",
        " Precision depends on how frequent the class is among these images."
            + level
            + Drawing.bandNote(curves.precisionRecall()));
  }

  private static String falsePositives(ClassSet classes) {
    if (classes.size() != 2) {
      return "Sensitivity of each class against the fraction of the others' images predicted so, over all"
          + " thresholds.";
    }
    return "Sensitivity against the fraction of %s images predicted %s, over all thresholds."
        .formatted(
            classes.tellsBlasts() ? "healthy" : classes.names().get(1 - classes.positive()),
            classes.tellsBlasts() ? "blast" : classes.positiveName());
  }
}
