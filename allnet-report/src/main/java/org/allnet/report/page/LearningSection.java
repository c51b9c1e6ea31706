package org.allnet.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.experiment.LearningCurve;
import org.allnet.evaluation.experiment.LearningCurve.Epoch;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Axis;
import org.allnet.report.plot.Markup;
import org.allnet.report.plot.Plot;
import org.jspecify.annotations.Nullable;

/** Loss and validation AUROC by epoch, a fold model each. */
final class LearningSection implements Section {

  @Override
  public String id() {
    return "learning";
  }

  @Override
  public String heading() {
    return "Learning curves";
  }

  private static final int HEIGHT = 130;

  @Override
  public String missing(RunReport report) {
    return report.system().learning().stream()
            .allMatch(curve -> losses(curve).isEmpty() && auroc(curve).isEmpty())
        ? "nothing was trained, or no epoch was recorded"
        : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    page.element(
        "p",
        "By epoch. The vertical line is the epoch whose weights were kept. A validation loss that"
            + " rises while the training loss falls is overfitting.");
    page.open("ul", "class", "legend");
    key(page, "s1", "training loss");
    key(page, "s2", "validation loss");
    key(page, "s3", "validation AUROC");
    page.close().open("div", "class", "plots small");
    Axis loss =
        Axis.around(
            "loss",
            withZero(
                report.system().learning().stream().flatMap(c -> losses(c).stream()).toList()));
    for (LearningCurve curve : report.system().learning()) {
      if (!losses(curve).isEmpty()) {
        Plot plot = plot(curve, "loss", loss);
        series(plot, "s1", "training loss", curve, Epoch::loss);
        series(plot, "s2", "validation loss", curve, Epoch::validationLoss);
        Drawing.metric(page, plot, List.of(), curve.name(), ": loss");
      }
      if (!auroc(curve).isEmpty()) {
        Plot plot = plot(curve, "validation AUROC", Axis.unit("AUROC"));
        series(plot, "s3", "validation AUROC", curve, Epoch::validationAuroc);
        Drawing.metric(page, plot, List.of(), curve.name(), ": validation AUROC");
      }
    }
    page.close();
  }

  private static Plot plot(LearningCurve curve, String what, Axis y) {
    int first = curve.epochs().get(0).number();
    int last = curve.epochs().get(curve.epochs().size() - 1).number();
    Plot plot =
        new Plot(
            curve.name() + ": " + what + " by epoch",
            "Epochs " + first + " to " + last + ".",
            Axis.whole("epoch", Math.min(first, last), Math.max(first, last)),
            y,
            HEIGHT);
    Integer kept = curve.keptEpoch();
    return kept != null && kept >= first && kept <= last
        ? plot.mark("", kept, "kept " + kept)
        : plot;
  }

  private static void series(
      Plot plot,
      String style,
      String name,
      LearningCurve curve,
      Function<Epoch, @Nullable Double> value) {
    List<Curve.Point> points = new ArrayList<>();
    for (Epoch epoch : curve.epochs()) {
      Double y = value.apply(epoch);
      if (y != null && Double.isFinite(y)) {
        points.add(new Curve.Point(epoch.number(), y));
      }
    }
    if (points.size() == 1) {
      plot.dot(style, points.get(0), 4, name);
    } else if (!points.isEmpty()) {
      plot.line(style, points, curve.name() + ", " + name);
    }
  }

  private static List<Double> losses(LearningCurve curve) {
    List<Double> values = new ArrayList<>(finite(curve, Epoch::loss));
    values.addAll(finite(curve, Epoch::validationLoss));
    return values;
  }

  private static List<Double> auroc(LearningCurve curve) {
    return finite(curve, Epoch::validationAuroc);
  }

  private static List<Double> finite(LearningCurve curve, Function<Epoch, @Nullable Double> value) {
    List<Double> values = new ArrayList<>();
    for (Epoch epoch : curve.epochs()) {
      Double y = value.apply(epoch);
      if (y != null && Double.isFinite(y)) {
        values.add(Objects.requireNonNull(y));
      }
    }
    return values;
  }

  private static List<Double> withZero(List<Double> values) {
    List<Double> all = new ArrayList<>(values);
    all.add(0.0);
    return all;
  }

  private static void key(Markup page, String style, String name) {
    page.open("li");
    page.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "plot-key plot",
        "viewBox",
        "0 0 28 10",
        "aria-hidden",
        "true");
    page.empty("path", "class", "line " + style, "d", "M1 5H27").close().text(name).close();
  }
}
