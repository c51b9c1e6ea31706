package org.allnet.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.allnet.evaluation.calibration.Reliability;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.metric.Interval;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Axis;
import org.allnet.report.plot.Markup;
import org.allnet.report.plot.Plot;
import org.allnet.report.text.Numbers;

/** Whether a probability of 0.8 is right eight times in ten. */
final class ReliabilitySection implements Section {

  @Override
  public String id() {
    return "reliability";
  }

  @Override
  public String heading() {
    return "Reliability of the probabilities";
  }

  private static final int HEIGHT = 300;

  /** Images a bin needs before its dot is drawn full. */
  private static final int ENOUGH = 10;

  @Override
  public String missing(RunReport report) {
    return report.results().curves().reliability().stream().allMatch(row -> full(row).isEmpty())
        ? "no reliability was worked out"
        : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    page.element(
        "p",
        "On the diagonal probabilities are right: of the images given 0.8, eight in ten have"
            + " the class. Open dots stand for fewer than "
            + ENOUGH
            + " images.");
    Plot plot =
        new Plot(
            "Reliability diagram",
            "Observed fraction against mean probability, by bin.",
            Axis.unit("mean probability"),
            Axis.unit("observed fraction"),
            HEIGHT);
    plot.line("rule", List.of(new Curve.Point(0, 0), new Curve.Point(1, 1)), "perfect reliability");
    List<String> names = new ArrayList<>();
    List<Curves.NamedReliability> all = report.results().curves().reliability();
    for (int i = 0; i < all.size(); i++) {
      names.add(all.get(i).name() + ", ECE " + Numbers.metric(all.get(i).reliability().ece()));
      draw(plot, Plot.series(i), all.get(i));
    }
    page.open("div", "class", "plots");
    Drawing.metric(
        page,
        plot,
        names,
        "Reliability.",
        " Each dot is one bin of probabilities, with the 95 % interval of its observed fraction.");
    page.open("div").open("div", "class", "scroll").open("table");
    page.element("caption", "The bins of: " + all.get(all.size() - 1).name());
    page.open("thead").open("tr").element("th", "mean probability", "scope", "col", "class", "n");
    page.element("th", "observed fraction", "scope", "col", "class", "n");
    page.element("th", "images", "scope", "col", "class", "n").close().close().open("tbody");
    for (Reliability.Bin bin : full(all.get(all.size() - 1))) {
      page.open("tr").element("td", Numbers.metric(bin.meanProbability()), "class", "n");
      page.element("td", Numbers.metric(bin.observedFraction()), "class", "n");
      page.element("td", Numbers.count(bin.images()), "class", "n").close();
    }
    page.close().close().close().close().close();
  }

  private static void draw(Plot plot, String series, Curves.NamedReliability reliability) {
    List<Reliability.Bin> bins = full(reliability);
    if (bins.isEmpty()) {
      return;
    }
    List<Curve.Point> points =
        bins.stream()
            .map(bin -> new Curve.Point(bin.meanProbability(), bin.observedFraction()))
            .collect(Collectors.toList());
    plot.line(series + " thin", points, reliability.name());
    for (int i = 0; i < bins.size(); i++) {
      Reliability.Bin bin = bins.get(i);
      Interval fraction = bin.interval();
      plot.line(
          series + " solid whisker",
          List.of(
              new Curve.Point(bin.meanProbability(), fraction.low()),
              new Curve.Point(bin.meanProbability(), fraction.high())),
          "95 % interval of the observed fraction");
      plot.dot(
          series + (bin.images() < ENOUGH ? " open" : ""),
          points.get(i),
          bin.images() < ENOUGH ? 3 : 4,
          reliability.name()
              + ": mean probability "
              + Numbers.metric(bin.meanProbability())
              + ", observed "
              + Numbers.metric(bin.observedFraction())
              + ", images "
              + Numbers.count(bin.images()));
    }
  }

  private static List<Reliability.Bin> full(Curves.NamedReliability reliability) {
    return reliability.reliability().bins().stream().filter(bin -> bin.images() > 0).toList();
  }
}
