package org.allnet.report.page;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.metric.StatedProportion;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Axis;
import org.allnet.report.plot.Markup;
import org.allnet.report.plot.Plot;
import org.allnet.report.text.Numbers;

/** What is gained by referring the doubtful images to a person. */
final class RiskCoverageSection implements Section {

  @Override
  public String id() {
    return "risk";
  }

  @Override
  public String heading() {
    return "Error against coverage";
  }

  private static final int HEIGHT = 240;

  @Override
  public String missing(RunReport report) {
    return Drawing.anyPoints(report.results().curves().riskCoverage())
            || report.results().curves().referBand() != null
        ? ""
        : "no risk-coverage curve was worked out";
  }

  @Override
  public void write(Markup page, RunReport report) {
    Curves curves = report.results().curves();
    page.element(
        "p",
        "A system can refer the images it is least sure of to a morphologist instead of answering."
            + " The curve shows the error that remains among those it answers.");
    Curves.TestedBand band = curves.referBand();
    if (band != null) {
      page.element("p", describe(band));
    }
    if (!Drawing.anyPoints(curves.riskCoverage())) {
      return;
    }
    List<Double> risks = new ArrayList<>(List.of(0.0));
    curves.riskCoverage().forEach(curve -> curve.points().forEach(point -> risks.add(point.y())));
    if (band != null) {
      risks.add(band.band().maxError());
    }
    Double coverage = band == null ? null : band.measured().coverage().valueOrNull();
    Double error = band == null ? null : band.measured().error().valueOrNull();
    if (error != null) {
      risks.add(error);
    }
    Plot plot =
        new Plot(
            "Error against coverage",
            "Error among the answered images, against the fraction of images answered.",
            Axis.unit("fraction of images answered (coverage)"),
            Axis.around("error among them", risks),
            HEIGHT);
    Drawing.bands(plot, curves.riskCoverage());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < curves.riskCoverage().size(); i++) {
      Curve curve = curves.riskCoverage().get(i);
      if (!curve.points().isEmpty()) {
        plot.line(Plot.series(i), curve.points(), curve.name());
      }
      names.add(curve.name());
    }
    if (band != null) {
      double promised = band.band().maxError();
      plot.rule("", promised, "promised " + StatedProportion.percent(promised), false);
      if (coverage != null && error != null) {
        plot.dot("s2", new Curve.Point(coverage, error), 5, describe(band));
      }
    }
    page.open("div", "class", "plots");
    Drawing.metric(
        page,
        plot,
        names,
        "Risk and coverage.",
        (band == null ? "" : " The dot is the chosen refer band.")
            + Drawing.bandNote(curves.riskCoverage()));
    page.close();
  }

  private static String describe(Curves.TestedBand band) {
    return (band.band().refersNothing()
            ? "No image has to be referred: the promise holds on validation images without a band"
            : "An image is referred if the probability of the positive class lies from "
                + Numbers.threshold(band.band().low())
                + " to below "
                + Numbers.threshold(Math.min(1, band.band().high())))
        + ". Promised on validation images: an error of at most "
        + StatedProportion.percent(band.band().maxError())
        + " among the images that are answered. Measured here: error "
        + MetricText.both(band.measured().error())
        + " on the fraction "
        + MetricText.both(band.measured().coverage())
        + " of the images that were answered.";
  }
}
