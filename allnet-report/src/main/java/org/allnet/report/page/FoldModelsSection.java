package org.allnet.report.page;

import java.util.ArrayList;
import java.util.List;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.content.FoldModel;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** Every fold model by itself, their mean and their spread; the best is marked. */
final class FoldModelsSection implements Section {

  @Override
  public String id() {
    return "foldModels";
  }

  @Override
  public String heading() {
    return "Each trained fold model";
  }

  private static final List<Metric> SHOWN =
      List.of(
          Metric.AUROC,
          Metric.ACCURACY,
          Metric.BALANCED_ACCURACY,
          Metric.SENSITIVITY,
          Metric.SPECIFICITY,
          Metric.PRECISION,
          Metric.F1,
          Metric.WEIGHTED_F1,
          Metric.MCC);

  @Override
  public String missing(RunReport report) {
    return report.system().foldModels().isEmpty() ? "the run has no fold models to tell apart" : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    List<FoldModel> foldModels = report.system().foldModels();
    boolean best = foldModels.stream().anyMatch(FoldModel::best);
    page.element(
        "p",
        "The spread is the standard deviation over the fold models. They share images, so it is not"
            + " an interval."
            + (best
                ? report.setting().tested() == Setting.Tested.HOLD_OUT
                    ? " The marked fold model is the one that the run chose by its validation images."
                    : " The marked fold model is the one that the run chose by these metrics, so its"
                        + " metrics alone would be too good."
                : ""));
    page.open("div", "class", "scroll sticky").open("table").open("thead").open("tr");
    page.element("th", "fold", "scope", "col");
    for (Metric name : SHOWN) {
      page.element("th", name.label(), "scope", "col", "class", "n");
    }
    page.element("th", "kept epoch", "scope", "col", "class", "n").close().close().open("tbody");
    for (FoldModel foldModel : foldModels) {
      row(page, foldModel);
    }
    if (foldModels.size() > 1) {
      summary(page, foldModels, "mean", true);
      summary(page, foldModels, "standard deviation", false);
    }
    page.close().close().close();
  }

  private static void row(Markup page, FoldModel foldModel) {
    page.open("tr", "class", foldModel.best() ? "best" : "each");
    page.open("th", "scope", "row", "class", "name").text(foldModel.name());
    if (foldModel.best()) {
      page.text(" ").element("span", "best", "class", "badge yes");
    }
    page.close();
    for (Metric name : SHOWN) {
      MetricValue metric = foldModel.evaluation().metric(name);
      if (metric instanceof MetricValue.Undefined undefined) {
        page.element("td", "undefined: " + undefined.reason(), "class", "undefined");
      } else {
        page.element("td", MetricText.value(metric), "class", "n");
      }
    }
    Integer kept = foldModel.keptEpoch();
    page.element("td", kept == null ? "-" : Numbers.count(kept), "class", "n").close();
  }

  private static void summary(Markup page, List<FoldModel> all, String label, boolean mean) {
    page.open("tr", "class", mean ? "sum" : "spread").element("th", label, "scope", "row");
    for (Metric name : SHOWN) {
      List<Double> values = new ArrayList<>();
      for (FoldModel foldModel : all) {
        Double value = foldModel.evaluation().metric(name).valueOrNull();
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
            "td", Numbers.metric(mean ? centre : deviation(values, centre)) + some, "class", "n");
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
