package org.allnet.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.evaluation.curve.Curve.Point;
import org.allnet.report.plot.Axis;
import org.allnet.report.plot.Plot;

/** How the cost of inference grows, drawn. */
public final class CostPlots {

  private static final Map<String, String> TITLES =
      Map.of(
          "window", "Side of the foreground, pixels",
          "batch", "Images in a batch",
          "threads", "Threads");

  /** The drawings need nothing else: what a page's style sheet would say is put into them. */
  private static final String STYLE =
      "<style>text{font:12px sans-serif;fill:#444}.grid{stroke:#ddd}.axis{stroke:#444}"
          + ".line{fill:none;stroke-width:2}.line.s1{stroke:#1f5fa8}.line.s2{stroke:#c05621}"
          + ".dot.s1{fill:#1f5fa8}.dot.s2{fill:#c05621}</style>";

  /** What the cost can grow along; a drawing for each. */
  public static final List<String> ALONG = List.of("window", "batch", "threads");

  private CostPlots() {}

  /**
   * Draws costs against what grows.
   *
   * @param costs what was measured
   * @return SVG documents by what grows: {@code window}, {@code batch}, {@code threads}
   */
  public static Map<String, String> draw(List<CostPoint> costs) {
    Map<String, String> drawings = new LinkedHashMap<>();
    for (String along : ALONG) {
      List<CostPoint> points = costs.stream().filter(cost -> cost.along().equals(along)).toList();
      if (!points.isEmpty()) {
        drawings.put(along, draw(along, points));
      }
    }
    return drawings;
  }

  private static String draw(String along, List<CostPoint> costs) {
    List<Double> xs = new ArrayList<>(List.of(0.0));
    List<Double> ys = new ArrayList<>(List.of(0.0));
    for (CostPoint cost : costs) {
      xs.add((double) cost.x());
      ys.add(millis(cost));
    }
    Plot plot =
        new Plot(
            "Time of an image by " + along,
            "Median time of inference in milliseconds an image: ALLNet on foreground windows"
                + " (blue) and on whole frames (orange).",
            Axis.around(TITLES.getOrDefault(along, along), xs),
            Axis.around("Milliseconds an image", ys),
            200);
    int series = 0;
    for (Competitor system : List.of(Competitor.ALLNET, Competitor.EXACT)) {
      List<Point> points = new ArrayList<>();
      for (CostPoint cost : costs) {
        if (cost.system() == system) {
          points.add(new Point(cost.x(), millis(cost)));
        }
      }
      String style = Plot.series(series++);
      if (!points.isEmpty()) {
        plot.line(style, points, system.key());
        points.forEach(point -> plot.dot(style, point, 3, system.key()));
      }
    }
    String svg = plot.svg();
    int head = svg.indexOf('>') + 1;
    return svg.substring(0, head) + STYLE + svg.substring(head);
  }

  private static double millis(CostPoint cost) {
    return 1000 * cost.secondsPerImage();
  }
}
