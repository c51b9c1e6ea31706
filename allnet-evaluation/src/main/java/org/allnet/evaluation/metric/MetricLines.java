package org.allnet.evaluation.metric;

import java.util.Locale;

/**
 * Metrics as text lines. How their intervals were made, and why some have none, is said once at the
 * end instead of on every line. Not for several threads at once.
 */
public final class MetricLines {

  private final StringBuilder text = new StringBuilder();
  private final IntervalNotes notes = new IntervalNotes();
  private String section = "";

  /** Starts without a line. */
  public MetricLines() {}

  /**
   * Adds a line as it is. One that is not indented names what the indented metrics below it are of.
   *
   * @param line the line
   * @return these lines
   */
  public MetricLines line(String line) {
    if (!line.startsWith(" ")) {
      section = line;
    }
    text.append(line).append('\n');
    return this;
  }

  /**
   * Adds the line of a metric.
   *
   * @param indent what is before it
   * @param label what it is
   * @param metric the metric
   * @return these lines
   */
  public MetricLines metric(String indent, String label, MetricValue metric) {
    notes.add(indent.isEmpty() || section.isEmpty() ? label : label + " of " + section, metric);
    String shown = metric.describeBriefly();
    int width = 28 - indent.length();
    text.append(String.format(Locale.ROOT, "%s%-" + width + "s %s\n", indent, label, shown));
    return this;
  }

  /** {@return all lines, ended by a line feed each, and behind them the notes on intervals} */
  public String withNotes() {
    StringBuilder all = new StringBuilder(text);
    notes.lines().forEach(line -> all.append(line).append('\n'));
    return all.toString();
  }
}
