package org.allnet.report.page;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.detection.CocoMetric;
import org.allnet.evaluation.detection.CountMetric;
import org.allnet.evaluation.detection.DetectionEvaluation;
import org.allnet.evaluation.detection.DetectionEvaluation.OfClass;
import org.allnet.evaluation.detection.Froc;
import org.allnet.evaluation.metric.IntervalNotes;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.content.DetectionReport;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Axis;
import org.allnet.report.plot.Markup;
import org.allnet.report.plot.Plot;
import org.allnet.report.text.Numbers;

/** The self-contained page about a detector on labelled fields, without a script. */
public final class DetectionPage {

  private static final int HEIGHT = 300;

  /** More false cells per field than these say nothing more. */
  private static final double MOST_FALSE = 8;

  private static final List<CocoMetric> HEADLINE =
      List.of(CocoMetric.AP, CocoMetric.AP50, CocoMetric.AP75, CocoMetric.AR100);

  private DetectionPage() {}

  /**
   * Makes the page.
   *
   * @param report what to show
   * @return an HTML document that is also well-formed XML
   */
  public static String of(DetectionReport report) {
    Markup page = PageHead.of(title(report) + " - ALLNet report", StyleSheet.text());
    page.open("body").open("main").open("header");
    page.element("p", "ALLNet report on a detector", "class", "eyebrow");
    page.element("h1", title(report)).element("p", report.detector(), "class", "question").close();
    page.element("p", RunReport.RESEARCH_USE, "class", "warning");
    report.warnings().forEach(warning -> page.element("p", warning, "class", "warning"));
    tiles(page, report.evaluation());
    counts(page, report.evaluation());
    precision(page, report.evaluation());
    curves(page, report.evaluation());
    cells(page, "missed", "Missed cells", report.missed());
    cells(page, "false", "False cells", report.falseCells());
    page.line().open("section", "id", "making").element("h2", "How it was made");
    report.making().forEach(line -> page.open("pre").element("code", line).close());
    page.close().close().line();
    page.open("footer").element("p", RunReport.RESEARCH_USE, "class", "use").close();
    page.close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static String title(DetectionReport report) {
    return "Cells found in %s of %s%s"
        .formatted(
            Counted.of(report.evaluation().fields(), "field").withCommas(),
            report.dataset(),
            report.part().words().map(words -> ", " + words).orElse(""));
  }

  private static void tiles(Markup page, DetectionEvaluation evaluation) {
    page.open("ul", "class", "tiles");
    for (CocoMetric metric : HEADLINE) {
      MetricValue value = evaluation.overall().get(metric);
      if (value != null) {
        page.open("li").element("b", MetricText.value(value));
        page.element("span", "mean " + metric.title());
        page.element("span", MetricText.intervalOrNone(value)).close();
      }
    }
    page.close();
    page.element(
        "p",
        "Intervals of 95 %% by bootstrap over %s.".formatted(evaluation.drawn()),
        "class",
        "note");
  }

  private static void counts(Markup page, DetectionEvaluation evaluation) {
    section(page, "counts", "Found, missed and false cells");
    page.element(
        "p",
        "At the detector's operating points. A box finds a cell if the two overlap by half (intersection over union).",
        "class",
        "note");
    List<String> columns = new ArrayList<>(List.of("metric"));
    evaluation.ofClass().forEach(each -> columns.add(each.name()));
    begin(page, columns);
    row(page, evaluation, "labelled cells", each -> Numbers.count(each.labelled()));
    row(page, evaluation, "score from", each -> Numbers.metric(each.operatingPoint()));
    for (CountMetric metric : CountMetric.values()) {
      page.open("tr").element("th", metric.title(), "scope", "row", "class", "name");
      for (OfClass each : evaluation.ofClass()) {
        MetricValue value = each.counts().get(metric);
        if (value == null) {
          cell(page, each.name(), "-");
        } else {
          MetricText.cell(page, each.name(), value);
        }
      }
      page.close();
    }
    page.close().close().close();
    IntervalNotes notes = new IntervalNotes();
    evaluation
        .ofClass()
        .forEach(
            each ->
                each.counts()
                    .forEach(
                        (metric, value) -> notes.add(each.name() + " " + metric.title(), value)));
    notes.lines().forEach(line -> page.element("p", line + ".", "class", "note"));
    page.close();
  }

  private static void row(
      Markup page, DetectionEvaluation evaluation, String title, Function<OfClass, String> text) {
    page.open("tr").element("th", title, "scope", "row", "class", "name");
    evaluation.ofClass().forEach(each -> cell(page, each.name(), text.apply(each)));
    page.close();
  }

  private static void precision(Markup page, DetectionEvaluation evaluation) {
    section(page, "precision", "Average precision");
    page.element(
        "p",
        "Computed as COCO's reference implementation does. Small, medium and large are COCO's areas, in pixels of the field: up to 32 x 32, up to 96 x 96, and above.",
        "class",
        "note");
    List<String> columns = new ArrayList<>(List.of("metric", "mean of classes"));
    evaluation.ofClass().forEach(each -> columns.add(each.name()));
    begin(page, columns);
    for (Map.Entry<CocoMetric, MetricValue> overall : evaluation.overall().entrySet()) {
      page.open("tr").element("th", overall.getKey().title(), "scope", "row", "class", "name");
      MetricText.cell(page, "mean of classes", overall.getValue());
      for (OfClass each : evaluation.ofClass()) {
        MetricValue value = each.coco().get(overall.getKey());
        if (value == null) {
          cell(page, each.name(), "-");
        } else {
          MetricText.cell(page, each.name(), value);
        }
      }
      page.close();
    }
    page.close().close().close().close();
  }

  private static void curves(Markup page, DetectionEvaluation evaluation) {
    List<Curve> precisions = new ArrayList<>();
    List<Curve> frocs = new ArrayList<>();
    for (OfClass each : evaluation.ofClass()) {
      precisions.add(each.froc().precisionRecall(each.name()));
      frocs.add(each.froc().curve(each.name()));
    }
    if (!Drawing.anyPoints(frocs)) {
      return;
    }
    section(page, "curves", "Curves");
    page.open("div", "class", "plots");
    Plot precision =
        new Plot(
            "Precision and recall",
            "The fraction of boxes that are cells, against the fraction of cells that are found, over all scores.",
            Axis.unit("recall"),
            Axis.unit("precision"),
            HEIGHT);
    draw(
        page,
        precision,
        precisions,
        evaluation,
        at -> new Curve.Point(at.recall(), at.precision()),
        "Precision and recall.",
        " Over all scores, at an overlap of .5. The dot is the operating point.");
    Plot froc =
        new Plot(
            "Free-response operating characteristic",
            "The fraction of cells that are found, against the false cells per field, over all scores.",
            Axis.around("false cells per field", List.of(0.0, MOST_FALSE)),
            Axis.unit("recall"),
            HEIGHT);
    draw(
        page,
        froc,
        frocs.stream().map(DetectionPage::cut).toList(),
        evaluation,
        at -> new Curve.Point(at.falsePerField(), at.recall()),
        "FROC.",
        " How many cells are found if so many false ones are accepted. The dot is the operating point.");
    page.close().close();
  }

  /** The part of a curve that the axis shows. */
  private static Curve cut(Curve curve) {
    return new Curve(
        curve.name(), curve.points().stream().filter(at -> at.x() <= MOST_FALSE).toList());
  }

  /** Draws curves with the operating point of each class, if the axes show it. */
  private static void draw(
      Markup page,
      Plot plot,
      List<Curve> curves,
      DetectionEvaluation evaluation,
      Function<Froc.Point, Curve.Point> place,
      String title,
      String caption) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      names.add(curve.name());
      if (curve.points().isEmpty()) {
        continue;
      }
      plot.line(Plot.series(i), curve.points(), curve.name());
      OfClass each = evaluation.ofClass().get(i);
      each.froc()
          .at(each.operatingPoint())
          .map(place)
          .filter(at -> at.x() <= MOST_FALSE)
          .ifPresent(at -> plot.dot(Plot.series(curves.indexOf(curve)), at, 4, curve.name()));
    }
    Drawing.metric(page, plot, names, title, caption);
  }

  private static void cells(Markup page, String id, String heading, DetectionReport.Cells cells) {
    section(page, id, heading);
    page.element(
        "p",
        cells.shown().isEmpty()
            ? "There are none."
            : "%,d of %,d, with a margin around each.".formatted(cells.shown().size(), cells.all()),
        "class",
        "note");
    page.open("ul", "class", "cells wrong");
    for (DetectionReport.Cell cell : cells.shown()) {
      page.open("li");
      page.empty(
          "img",
          "src",
          "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(cell.jpeg()),
          "alt",
          cell.label() + " in " + cell.field(),
          "loading",
          "lazy");
      page.element("b", cell.label()).element("span", cell.words());
      page.empty("br").element("span", cell.field(), "class", "file").close();
    }
    page.close().close();
  }

  private static void section(Markup page, String id, String heading) {
    page.line().open("section", "id", id).element("h2", heading);
  }

  private static void begin(Markup page, List<String> columns) {
    page.open("div", "class", "scroll").open("table", "class", "stack").open("thead").open("tr");
    for (int i = 0; i < columns.size(); i++) {
      page.element("th", columns.get(i), "scope", "col", "class", i == 0 ? "name" : "n");
    }
    page.close().close().open("tbody");
  }

  private static void cell(Markup page, String label, String text) {
    page.element("td", text, "class", "n", "data-label", label);
  }
}
