package org.allnet.report.page;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.metric.Figure;
import org.allnet.evaluation.metric.FigureName;
import org.allnet.report.content.Instance;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** Every instance by itself, their mean and their spread; the best is marked. */
final class InstancesSection implements Section {

  @Override
  public String id() {
    return "instances";
  }

  @Override
  public String heading() {
    return "Each trained instance";
  }

  private static final List<FigureName> SHOWN =
      List.of(
          FigureName.AUROC,
          FigureName.ACCURACY,
          FigureName.BALANCED_ACCURACY,
          FigureName.SENSITIVITY,
          FigureName.SPECIFICITY,
          FigureName.PRECISION,
          FigureName.F1,
          FigureName.WEIGHTED_F1,
          FigureName.MCC);

  @Override
  public String missing(RunReport report) {
    return report.instances().isEmpty() ? "the run has no instances to tell apart" : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    List<Instance> instances = report.instances();
    boolean best = instances.stream().anyMatch(Instance::best);
    page.element(
        "p",
        "The spread is the standard deviation over the instances. They share images, so it is not"
            + " an interval."
            + (best
                ? " The marked instance is the one the run chose; its figures alone would flatter."
                : ""));
    page.open("div", "class", "scroll sticky").open("table").open("thead").open("tr");
    page.element("th", "instance", "scope", "col");
    for (FigureName name : SHOWN) {
      page.element("th", name.label(), "scope", "col", "class", "n");
    }
    page.element("th", "kept epoch", "scope", "col", "class", "n").close().close().open("tbody");
    for (Instance instance : instances) {
      row(page, instance);
    }
    if (instances.size() > 1) {
      summary(page, instances, "mean", true);
      summary(page, instances, "standard deviation", false);
    }
    page.close().close().close();
  }

  private static void row(Markup page, Instance instance) {
    page.open("tr", "class", instance.best() ? "best" : "each");
    page.open("th", "scope", "row", "class", "name").text(instance.name());
    if (instance.best()) {
      page.text(" ").element("span", "best", "class", "badge yes");
    }
    page.close();
    for (FigureName name : SHOWN) {
      Figure figure = instance.evaluation().figure(name);
      if (figure instanceof Figure.Undefined undefined) {
        page.element("td", "undefined: " + undefined.reason(), "class", "undefined");
      } else {
        page.element("td", FigureText.value(figure), "class", "n");
      }
    }
    Integer kept = instance.keptEpoch();
    page.element("td", kept == null ? "-" : Numbers.count(kept), "class", "n").close();
  }

  private static void summary(Markup page, List<Instance> all, String label, boolean mean) {
    page.open("tr", "class", mean ? "sum" : "spread").element("th", label, "scope", "row");
    for (FigureName name : SHOWN) {
      List<Double> values = new ArrayList<>();
      for (Instance instance : all) {
        Double value = instance.evaluation().figure(name).valueOrNull();
        if (value != null) {
          values.add(value);
        }
      }
      if (values.size() < 2) {
        page.element("td", "fewer than two values", "class", "undefined");
      } else {
        double centre = values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
        String some = values.size() < all.size() ? " (" + values.size() + ")" : "";
        page.element(
            "td", Numbers.figure(mean ? centre : deviation(values, centre)) + some, "class", "n");
      }
    }
    page.element("td", "", "class", "n").close();
  }

  /** The standard deviation of a sample, over n - 1. */
  private static double deviation(List<Double> values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.size() - 1));
  }
}
