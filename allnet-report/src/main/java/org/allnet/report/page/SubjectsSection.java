package org.allnet.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.evaluation.subject.SubjectResult;
import org.allnet.report.content.MarkWarnings;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Axis;
import org.allnet.report.plot.Markup;
import org.allnet.report.plot.Plot;
import org.allnet.report.text.Numbers;

/** The predictions for each person; never a diagnosis. */
final class SubjectsSection implements Section {
  private static final String LIMITS =
      "The lines at 20 % and 25 % are for orientation only: many protocols ask for 25 % marrow"
          + " blasts in ALL, which has no agreed lower limit, and 20 % in AML. They are no"
          + " decision limits here: subjects of C-NMC are all-blast or all-healthy, so a blast"
          + " fraction is not validated on it. ";

  @Override
  public String id() {
    return "subjects";
  }

  @Override
  public String heading() {
    return "Subjects";
  }

  private static final int HEIGHT = 260;
  private static final int WORST = 10;

  @Override
  public String missing(RunReport report) {
    SubjectLevel level = report.results().subjects();
    if (level != null && !level.subjects().isEmpty()) {
      return "";
    }
    return report.data().subjects().people() == 0
        ? "the data do not say which images are of one person"
        : "no metrics per person were worked out";
  }

  @Override
  public void write(Markup page, RunReport report) {
    SubjectLevel level = Objects.requireNonNull(report.results().subjects());
    String positive = report.data().classes().positiveName();
    page.element(
        "p",
        "Of "
            + Numbers.count(level.subjects().size())
            + " "
            + (level.subjects().size() == 1 ? singular(level.word()) : level.word())
            + ", the fraction whose majority prediction is right: "
            + MetricText.value(level.accuracy())
            + " ("
            + MetricText.intervalOrReason(level.accuracy())
            + ").");
    leftOut(page, level);
    String warning = MarkWarnings.ofProtocol(report.setting().protocol());
    if (warning != null) {
      page.element("p", warning, "class", "warning");
    }
    List<SubjectResult> rows = new ArrayList<>(level.subjects());
    rows.sort(
        Comparator.comparing((SubjectResult row) -> positive.equals(row.truth()))
            .thenComparingDouble(SubjectResult::positiveFraction)
            .thenComparing(SubjectResult::subject));
    page.open("div", "class", "plots");
    Drawing.metric(
        page,
        plot(rows, positive, level.word()),
        List.of(),
        "All " + level.word() + ",",
        " sorted by true class and fraction. Filled: truly '"
            + positive
            + "'; open: any other class. Thin lines: 95 % interval of the fraction.");
    page.open("div");
    worst(page, rows, positive, level.word());
    page.close().close();
    page.element(
        "p",
        (report.data().classes().tellsBlasts() ? LIMITS : "") + RunReport.RESEARCH_USE,
        "class",
        "note");
    everyone(page, rows, positive, level.word());
  }

  private static void leftOut(Markup page, SubjectLevel level) {
    if (level.mixed() > 0 || level.withoutSubject() > 0) {
      page.element(
          "p",
          "Left out: "
              + Numbers.count(level.mixed())
              + " "
              + level.word()
              + " with cells of several classes (from the accuracy), and "
              + Numbers.count(level.withoutSubject())
              + " predictions that name no subject.",
          "class",
          "note");
    }
  }

  private static Plot plot(List<SubjectResult> rows, String positive, String word) {
    Axis across =
        new Axis(word + ", one dot each", 0.5, Math.max(1.5, rows.size() + 0.5), List.of(), 0);
    Plot plot =
        new Plot(
            "Fraction of cells predicted " + positive + ", by " + singular(word),
            "One dot for each of " + rows.size() + " " + word + ", with lines at 20 % and 25 %.",
            across,
            Axis.unit("fraction of cells predicted '" + positive + "'"),
            HEIGHT);
    plot.rule("", 0.20, "", true).rule("", 0.25, "20 % and 25 %: orientation only", true);
    for (int i = 0; i < rows.size(); i++) {
      SubjectResult row = rows.get(i);
      boolean isPositive = positive.equals(row.truth());
      String series = isPositive ? "s2" : "s1";
      Interval fraction = row.interval();
      plot.line(
          series + " solid whisker",
          List.of(new Curve.Point(i + 1, fraction.low()), new Curve.Point(i + 1, fraction.high())),
          row.subject());
      plot.dot(
          series + (isPositive ? "" : " open"),
          new Curve.Point(i + 1, row.positiveFraction()),
          rows.size() > 60 ? 2.5 : 4,
          describe(row, positive));
    }
    return plot;
  }

  private static String describe(SubjectResult row, String positive) {
    return row.subject()
        + ": "
        + row.cells().positive()
        + " of "
        + row.cells().all()
        + " cells predicted "
        + positive
        + "; truth "
        + (row.truth() == null ? "unknown" : row.truth());
  }

  private static void worst(Markup page, List<SubjectResult> rows, String positive, String word) {
    page.element("h3", capital(word) + " most often classified wrongly");
    List<SubjectResult> wrong =
        rows.stream()
            .filter(row -> row.cells().right() < row.cells().labelled())
            .sorted(
                Comparator.comparingDouble(SubjectResult::rightFraction)
                    .thenComparing(SubjectResult::subject))
            .limit(WORST)
            .toList();
    if (wrong.isEmpty()) {
      page.element("p", "No labelled cell was classified wrongly.");
      return;
    }
    page.open("div", "class", "scroll");
    table(page, wrong, positive, word);
    page.close();
  }

  private static void everyone(
      Markup page, List<SubjectResult> rows, String positive, String word) {
    page.open("details")
        .element("summary", "Every " + singular(word) + ", fraction predicted '" + positive + "'");
    page.open("div", "class", "scroll");
    table(page, rows, positive, word);
    page.close().close();
  }

  private static String wrongCells(SubjectResult row) {
    return row.cells().labelled() == 0
        ? "unknown"
        : Numbers.count(row.cells().labelled() - row.cells().right());
  }

  private static String singular(String word) {
    return word.substring(0, word.length() - 1);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static void table(Markup page, List<SubjectResult> rows, String positive, String word) {
    boolean referred = rows.stream().anyMatch(row -> row.cells().referred() > 0);
    page.open("table").open("thead").open("tr").element("th", singular(word), "scope", "col");
    page.element("th", "truth", "scope", "col")
        .element("th", "majority prediction", "scope", "col");
    page.element("th", "cells", "scope", "col", "class", "n");
    page.element("th", "wrong", "scope", "col", "class", "n");
    page.element("th", "predicted " + positive, "scope", "col", "class", "n");
    if (referred) {
      page.element("th", "uncertain", "scope", "col", "class", "n");
    }
    page.close().close().open("tbody");
    for (SubjectResult row : rows) {
      page.open("tr").element("th", row.subject(), "scope", "row", "class", "name");
      page.element("td", row.truth() == null ? "unknown" : row.truth());
      page.open("td").text(row.majority());
      if (Boolean.FALSE.equals(row.right())) {
        page.text(" ").element("span", "wrong", "class", "badge wrong");
      }
      page.close().element("td", Numbers.count(row.cells().all()), "class", "n");
      page.element("td", wrongCells(row), "class", "n");
      page.element("td", Numbers.percent(row.positiveFraction()), "class", "n");
      if (referred) {
        page.element("td", Numbers.count(row.cells().referred()), "class", "n");
      }
      page.close();
    }
    page.close().close();
  }
}
