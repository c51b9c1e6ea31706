package org.allnet.report.page;

import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.report.content.ReportedMaps;
import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;

/** Where the model looked, on the mean of each class. */
final class MapsSection implements Section {

  @Override
  public String id() {
    return "maps";
  }

  @Override
  public String heading() {
    return "Where the model looked";
  }

  @Override
  public String missing(RunReport report) {
    ReportedMaps maps = report.results().maps();
    return maps.absent().isEmpty() && maps.means().isEmpty()
        ? "no evaluated image has a map"
        : maps.absent();
  }

  @Override
  public void write(Markup page, RunReport report) {
    ReportedMaps maps = report.results().maps();
    page.element(
        "p",
        "Mean map of each class by %s: what in the images of a class speaks for that class. Every image counts alike, and is explained by a model that was not trained on it."
            .formatted(maps.method()));
    page.element(
        "p",
        "The cells are not registered: they differ in place, size and turn, and were not laid on each other. So a mean map shows which part of the images counts, such as their middle or their border. It can't show which part of a cell counts. The mean image is below it in grey; the white line is where half of the images have their cell.",
        "class",
        "note");
    doubts(page, maps);
    page.open("ul", "class", "cells maps");
    for (ReportedMaps.MeanMap mean : maps.means()) {
      page.open("li");
      page.empty(
          "img",
          "src",
          "data:image/png;base64," + Base64.getEncoder().encodeToString(mean.png()),
          "alt",
          "Mean map of class " + mean.label());
      page.element("b", mean.label());
      mean.found().forEach(line -> page.element("span", line).empty("br"));
      page.close();
    }
    page.close();
    maps.limits().forEach(line -> page.element("p", line, "class", "note"));
    page.element(
        "p",
        "A map describes the model, not the disease. Maps of single cells are under Cells.",
        "class",
        "note");
  }

  private static String failing(ReportedMaps maps) {
    return maps.checks().entrySet().stream()
        .filter(model -> model.getValue().fails())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  /** Says before any map that it is not to be believed, or that nobody knows. */
  static void doubts(Markup page, ReportedMaps maps) {
    if (maps.anyFails()) {
      page.element(
          "p",
          "%s fails for %s: its maps are shown, but should not be believed. See the checks of the explanation."
              .formatted(maps.method(), failing(maps)),
          "class",
          "warning");
    }
    if (!maps.unchecked().isEmpty()) {
      page.element(
          "p",
          "Whether maps can be believed was not checked for %s."
              .formatted(String.join(", ", maps.unchecked())),
          "class",
          "note");
    }
  }
}
