package org.allnet.report.plot;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.allnet.evaluation.curve.Curve.BandPoint;
import org.allnet.evaluation.curve.Curve.Point;

/**
 * A plot as inline SVG. Colours, dashes and fonts come from the page's style sheet by class: {@code
 * s1} to {@code s6} for series, {@code band}, {@code rule}, {@code axis}, {@code tick}, so that
 * light, dark and print share one drawing. It scales with its column; its text is meant to be read
 * at 300 to 500 CSS pixels of width. Values outside the axes are drawn at the border. Not for
 * several threads at once.
 */
public final class Plot {

  /** Width of the drawing in its own units. */
  public static final int WIDTH = 400;

  /** Left end of the x axis. */
  public static final int LEFT = 48;

  /** Right end of the x axis. */
  public static final int RIGHT = 388;

  /** Upper end of the y axis. */
  public static final int TOP = 12;

  /** How many series the style sheet tells apart. */
  public static final int SERIES = 6;

  private static final int BELOW = 44;

  private final String title;
  private final String description;
  private final Axis x;
  private final Axis y;
  private final int bottom;
  private final Markup content = new Markup();

  /**
   * Begins a plot.
   *
   * @param title its name, for those who hear the page
   * @param description what it shows, one or two sentences
   * @param x the horizontal axis
   * @param y the vertical axis
   * @param height height of the drawing area between the axes, in units
   */
  public Plot(String title, String description, Axis x, Axis y, int height) {
    this.title = title;
    this.description = description;
    this.x = x;
    this.y = y;
    this.bottom = TOP + height;
  }

  /**
   * The class of a series.
   *
   * @param index from 0; classes are used again after {@value #SERIES}
   * @return {@code s1} to {@code s6}
   */
  public static String series(int index) {
    return "s" + (1 + Math.floorMod(index, SERIES));
  }

  /**
   * Draws straight lines between points.
   *
   * @param classes CSS classes
   * @param points at least one
   * @param tip what a pointer resting on it reads
   * @return this
   */
  public Plot line(String classes, List<Point> points, String tip) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.isEmpty() ? 'M' : 'L').append(at(point.x(), point.y()));
    }
    return path("line " + classes, path, tip);
  }

  /**
   * Draws a step line: each point's value holds back to the x of the point before it.
   *
   * @param classes CSS classes
   * @param points at least one
   * @param tip what a pointer resting on it reads
   * @return this
   */
  public Plot steps(String classes, List<Point> points, String tip) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      if (path.isEmpty()) {
        path.append('M').append(at(point.x(), point.y()));
      } else {
        path.append('V').append(number(py(point.y()))).append('H').append(number(px(point.x())));
      }
    }
    return path("line " + classes, path, tip);
  }

  /**
   * Draws a band between two lines.
   *
   * @param classes CSS classes
   * @param band from left to right
   * @param tip what a pointer resting on it reads
   * @return this
   */
  public Plot band(String classes, List<BandPoint> band, String tip) {
    StringBuilder path = new StringBuilder();
    for (BandPoint point : band) {
      path.append(path.isEmpty() ? 'M' : 'L').append(at(point.x(), point.high()));
    }
    for (int i = band.size() - 1; i >= 0; i--) {
      path.append('L').append(at(band.get(i).x(), band.get(i).low()));
    }
    return path("band " + classes, path.append('Z'), tip);
  }

  /**
   * Draws a dot.
   *
   * @param classes CSS classes
   * @param point where
   * @param radius in units
   * @param tip what a pointer resting on it reads
   * @return this
   */
  public Plot dot(String classes, Point point, double radius, String tip) {
    content
        .open(
            "circle",
            "class",
            "dot " + classes,
            "cx",
            number(px(point.x())),
            "cy",
            number(py(point.y())),
            "r",
            number(radius))
        .element("title", tip)
        .close();
    return this;
  }

  /**
   * Draws a bar standing on the x axis.
   *
   * @param classes CSS classes
   * @param from its left side
   * @param to its right side
   * @param height its height on the y axis
   * @param tip what a pointer resting on it reads
   * @return this
   */
  public Plot bar(String classes, double from, double to, double height, String tip) {
    double top = py(height);
    content
        .open(
            "rect",
            "class",
            "bar " + classes,
            "x",
            number(px(from)),
            "y",
            number(top),
            "width",
            number(Math.max(0, px(to) - px(from))),
            "height",
            number(bottom - top))
        .element("title", tip)
        .close();
    return this;
  }

  /**
   * Draws a horizontal line of orientation.
   *
   * @param classes CSS classes
   * @param value where on the y axis
   * @param label its name, may be empty
   * @param nameAtRight whether the name is at the right end, else at the left
   * @return this
   */
  public Plot rule(String classes, double value, String label, boolean nameAtRight) {
    String level = number(py(value));
    segment("rule " + classes, number(LEFT), level, number(RIGHT), level);
    if (!label.isEmpty()) {
      double at = nameAtRight ? RIGHT - 2 : LEFT + 4;
      text("rule-label", at, py(value) - 3, nameAtRight ? "end" : "start", label);
    }
    return this;
  }

  /**
   * Draws a vertical line of orientation.
   *
   * @param classes CSS classes
   * @param value where on the x axis
   * @param label its name at the top, may be empty
   * @return this
   */
  public Plot mark(String classes, double value, String label) {
    String at = number(px(value));
    segment("rule " + classes, at, number(TOP), at, number(bottom));
    if (!label.isEmpty()) {
      boolean right = x.place(value) > 0.6;
      text("rule-label", px(value) + (right ? -4 : 4), TOP + 10, right ? "end" : "start", label);
    }
    return this;
  }

  /** {@return the SVG element} */
  public String svg() {
    int height = bottom + BELOW;
    Markup svg = new Markup();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "plot",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "role",
        "img",
        "aria-label",
        title + ". " + description);
    svg.element("title", title).element("desc", description);
    axes(svg);
    svg.open("g").raw(content.toString()).close();
    return svg.close().toString();
  }

  private void axes(Markup svg) {
    svg.open("g", "class", "axes", "aria-hidden", "true");
    for (Iterator<Double> ticks = y.ticks().iterator(); ticks.hasNext(); ) {
      double tick = ticks.next();
      String at = number(py(tick));
      svg.empty(
          "line", "class", "grid", "x1", number(LEFT), "y1", at, "x2", number(RIGHT), "y2", at);
      label(svg, "tick", LEFT - 6, py(tick) + 4, "end", y.tickLabel(tick));
    }
    for (double tick : x.ticks()) {
      String at = number(px(tick));
      svg.empty(
          "line",
          "class",
          "axis",
          "x1",
          at,
          "y1",
          number(bottom),
          "x2",
          at,
          "y2",
          number(bottom + 4.0));
      label(svg, "tick", px(tick), bottom + 17, "middle", x.tickLabel(tick));
    }
    svg.empty(
        "line",
        "class",
        "axis",
        "x1",
        number(LEFT),
        "y1",
        number(bottom),
        "x2",
        number(RIGHT),
        "y2",
        number(bottom));
    label(svg, "axis-label", (LEFT + RIGHT) / 2.0, bottom + 36, "middle", x.label());
    double middle = (TOP + bottom) / 2.0;
    svg.element(
        "text",
        y.label(),
        "class",
        "axis-label",
        "text-anchor",
        "middle",
        "transform",
        "translate(10 " + number(middle) + ") rotate(-90)");
    svg.close();
  }

  private Plot path(String classes, CharSequence path, String tip) {
    content.open("path", "class", classes, "d", path.toString()).element("title", tip).close();
    return this;
  }

  private void segment(String classes, String x1, String y1, String x2, String y2) {
    content.empty("line", "class", classes, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }

  private void text(String classes, double atX, double atY, String anchor, String text) {
    label(content, classes, atX, atY, anchor, text);
  }

  private static void label(
      Markup to, String classes, double atX, double atY, String anchor, String text) {
    to.element(
        "text", text, "class", classes, "x", number(atX), "y", number(atY), "text-anchor", anchor);
  }

  private String at(double valueX, double valueY) {
    return number(px(valueX)) + " " + number(py(valueY));
  }

  private double px(double value) {
    return LEFT + x.place(value) * (RIGHT - LEFT);
  }

  private double py(double value) {
    return bottom - y.place(value) * (bottom - TOP);
  }

  /** A coordinate with at most two places. */
  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
