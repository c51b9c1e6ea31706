package org.allnet.report.page;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.allnet.evaluation.curve.BandMethod;
import org.allnet.evaluation.curve.Curve;
import org.allnet.report.plot.Markup;
import org.allnet.report.plot.Plot;

/** What all plots of the page share: legend, caption, bands. */
final class Drawing {

  private Drawing() {}

  static boolean anyPoints(List<Curve> curves) {
    return curves.stream().anyMatch(curve -> !curve.points().isEmpty());
  }

  static void bands(Plot plot, List<Curve> curves) {
    for (int i = 0; i < curves.size(); i++) {
      if (hasBand(curves.get(i))) {
        plot.band(Plot.series(i), curves.get(i).band(), curves.get(i).name() + ", 95 % band");
      }
    }
  }

  /** Whether a band can be seen: one without any width is hidden by its curve. */
  private static boolean hasBand(Curve curve) {
    return curve.band().stream().anyMatch(at -> at.high() > at.low());
  }

  /** How the bands were made, as a sentence with a space before it; empty if there are none. */
  static String bandNote(List<Curve> curves) {
    String methods =
        curves.stream()
            .filter(Drawing::hasBand)
            .map(Curve::bandMethod)
            .filter(Objects::nonNull)
            .distinct()
            .map(BandMethod::words)
            .collect(Collectors.joining("; "));
    return methods.isEmpty() ? "" : " Shaded: 95 % band, " + methods + ".";
  }

  /** A plot with its legend, by series from the first, and its caption. */
  static void metric(Markup page, Plot plot, List<String> series, String title, String caption) {
    page.open("figure").raw(plot.svg());
    if (!series.isEmpty()) {
      page.open("ul", "class", "legend");
      for (int i = 0; i < series.size(); i++) {
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
        page.empty("path", "class", "line " + Plot.series(i), "d", "M1 5H27").close();
        page.text(series.get(i)).close();
      }
      page.close();
    }
    page.open("figcaption").element("b", title).text(caption).close().close();
  }
}
