package org.allnet.report.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.IntervalNotes;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.report.plot.Markup;
import org.allnet.report.text.Numbers;

/** Metrics as text and table cells: a number, or the reason why there is none. */
final class MetricText {

  private MetricText() {}

  static String value(MetricValue metric) {
    return metric instanceof MetricValue.Value value ? Numbers.metric(value.value()) : "undefined";
  }

  static String interval(Interval interval) {
    return Numbers.metric(interval.low()) + " to " + Numbers.metric(interval.high());
  }

  /** The interval, or the reason why the metric or its interval is absent. */
  static String intervalOrReason(MetricValue metric) {
    if (metric instanceof MetricValue.Undefined undefined) {
      return undefined.reason();
    }
    MetricValue.Value value = (MetricValue.Value) metric;
    if (value.interval() != null) {
      return interval(value.interval());
    }
    return value.noInterval() == null ? "no interval" : "no interval: " + value.noInterval();
  }

  /** The interval, or that there is none; {@link #methodsNote} says once why. */
  static String intervalOrNone(MetricValue metric) {
    return metric instanceof MetricValue.Value value && value.interval() == null
        ? "no interval"
        : intervalOrReason(metric);
  }

  /** Value and interval in one short text. */
  static String both(MetricValue metric) {
    if (metric instanceof MetricValue.Value value && value.interval() != null) {
      return Numbers.metric(value.value()) + " (" + interval(value.interval()) + ")";
    }
    return value(metric);
  }

  /** A table cell with value and interval; an undefined metric carries its reason. */
  static void cell(Markup page, String label, MetricValue metric) {
    if (metric instanceof MetricValue.Undefined undefined) {
      page.open("td", "class", "undefined", "data-label", label);
      page.text("undefined: " + undefined.reason()).close();
    } else {
      MetricValue.Value value = (MetricValue.Value) metric;
      page.open("td", "class", "n", "data-label", label).text(value(value));
      if (value.interval() != null) {
        page.text(" ").element("span", interval(value.interval()), "class", "range");
      }
      page.close();
    }
  }

  /**
   * How the intervals of an evaluation were made, and why some are absent, with their metrics.
   *
   * @param further whether intervals by other methods are shown too; they take images as
   *     independent, and of few people that is far from true
   */
  static void methodsNote(Markup page, Evaluation evaluation, boolean further) {
    IntervalNotes notes = new IntervalNotes();
    evaluation.metrics().forEach((metric, value) -> notes.add(metric.label(), value));
    if (notes.lines().isEmpty()) {
      page.element("p", "No intervals were worked out for these metrics.", "class", "note");
    }
    notes.lines().forEach(line -> page.element("p", sentence(line), "class", "note"));
    for (Map.Entry<Metric, MetricValue> entry : evaluation.metrics().entrySet()) {
      if (entry.getValue() instanceof MetricValue.Value value) {
        for (Interval other : further ? value.further() : List.<Interval>of()) {
          page.element(
              "p",
              entry.getKey().label()
                  + " also "
                  + interval(other)
                  + " by "
                  + other.method().words()
                  + ".",
              "class",
              "note");
        }
      }
    }
  }

  private static String sentence(String line) {
    return line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1) + ".";
  }
}
