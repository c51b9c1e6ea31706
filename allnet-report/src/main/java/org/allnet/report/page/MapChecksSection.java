package org.allnet.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.allnet.evaluation.explanation.Estimate;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.report.content.ReportedMaps;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;
import org.jspecify.annotations.Nullable;

/** Whether the maps can be believed: the metrics behind the verdict. */
final class MapChecksSection implements Section {

  @Override
  public String id() {
    return "map-checks";
  }

  @Override
  public String heading() {
    return "Checks of the explanation";
  }

  @Override
  public String missing(RunReport report) {
    ReportedMaps maps = report.results().maps();
    if (!maps.absent().isEmpty()) {
      return maps.absent();
    }
    return maps.checks().isEmpty()
        ? "the maps of this model were not checked: the training was too short for it, or an earlier version's"
        : "";
  }

  @Override
  public void write(Markup page, RunReport report) {
    Map<String, MapCheck> checks = report.results().maps().checks();
    page.open("ul");
    checks.forEach(
        (model, check) ->
            page.element("li", (checks.size() == 1 ? "" : model + ": ") + check.verdict() + "."));
    page.close();
    page.element(
        "p",
        "Measured at the end of the training, on images that the model was not trained on. In brackets are 95 % intervals by bootstrap over subjects, or over images if subjects are unknown.",
        "class",
        "note");
    page.open("div", "class", "scroll").open("table", "class", "sticky").open("thead").open("tr");
    page.element("th", "measured", "scope", "col");
    checks.keySet().forEach(model -> page.element("th", model, "scope", "col"));
    page.close().close().open("tbody");
    row(page, checks, "images", check -> check.counted());
    rows(checks).forEach((name, value) -> row(page, checks, name, value));
    page.close().close().close();
    page.element(
        "p",
        "Randomised layers: rank correlation of maps with those of a model whose last layers are random; it should fall, and a map that stays (0.5 or more at the end) shows the image, not the model. Deletion and insertion: how much more the probability of the class changes than if pixels go or come in the order of a map that knows nothing; the interval should be above 0. Heat on the cell: the fraction of what speaks for the class, beside the part of the image that the cell covers.",
        "class",
        "note");
  }

  /** The metrics by their names; networks of one run have the same layers. */
  private static Map<String, Function<MapCheck, String>> rows(Map<String, MapCheck> checks) {
    Map<String, Function<MapCheck, String>> rows = new LinkedHashMap<>();
    MapCheck first = checks.values().iterator().next();
    for (int i = 0; i < first.randomisation().size(); i++) {
      int step = i;
      rows.put(
          "random from the last layer to " + first.randomisation().get(step).layer(),
          check ->
              check.randomisation().size() <= step
                  ? ""
                  : shown(check.randomisation().get(step).absolute(), false));
    }
    for (int i = 0; i < first.comparisons().size(); i++) {
      int one = i;
      MapCheck.Comparison comparison = first.comparisons().get(one);
      rows.put(
          comparison.curve().key() + " beside " + comparison.than().words(),
          check ->
              check.comparisons().size() <= one
                  ? ""
                  : shown(check.comparisons().get(one).advantage(), true));
    }
    rows.put(
        "heat on the cell",
        check -> {
          MapCheck.Heat heat = check.heat();
          return heat == null
              ? "no map has any"
              : shown(heat.cell(), false) + covers(heat.cellArea());
        });
    rows.put(
        "heat on the nucleus",
        check -> {
          MapCheck.Heat heat = check.heat();
          return heat == null || heat.nucleus() == null || heat.nucleusArea() == null
              ? "not known"
              : shown(heat.nucleus(), false) + covers(heat.nucleusArea());
        });
    return rows;
  }

  private static String covers(double area) {
    return String.format(Locale.ROOT, ", it covers %.3f", area);
  }

  private static String shown(@Nullable Estimate estimate, boolean difference) {
    return estimate == null ? "none, the maps are even" : estimate.describe(difference);
  }

  private static void row(
      Markup page, Map<String, MapCheck> checks, String name, Function<MapCheck, String> value) {
    List<String> cells = new ArrayList<>();
    checks.values().forEach(check -> cells.add(value.apply(check)));
    page.open("tr").element("th", name, "scope", "row", "class", "name");
    cells.forEach(cell -> page.element("td", cell));
    page.close();
  }
}
