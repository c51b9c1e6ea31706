package org.allnet.evaluation.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says once for many metrics how their intervals were made, and why some have none. If there are
 * several methods, all but that of most metrics name the metrics that they are of. Not for several
 * threads at once.
 */
public final class IntervalNotes {

  private final Map<IntervalMethod, List<String>> methods = new LinkedHashMap<>();
  private final Map<IntervalMethod, Integer> mostLeftOut = new LinkedHashMap<>();
  private final Map<String, List<String>> reasons = new LinkedHashMap<>();
  private final List<String> outside = new ArrayList<>();

  /** Starts without a metric. */
  public IntervalNotes() {}

  /**
   * Takes in a metric.
   *
   * @param label what it is called
   * @param metric its value and interval
   * @return these notes
   */
  public IntervalNotes add(String label, MetricValue metric) {
    if (metric instanceof MetricValue.Value value) {
      if (value.interval() != null) {
        addMethod(label, value.interval().method());
        if (!value.interval().contains(value.value()) && !outside.contains(label)) {
          outside.add(label);
        }
      } else if (value.noInterval() != null) {
        put(reasons, value.noInterval(), label);
      }
    }
    return this;
  }

  /** Methods that differ only in the number of resamples left out count as one. */
  private void addMethod(String label, IntervalMethod method) {
    if (method instanceof IntervalMethod.PercentileBootstrap bootstrap) {
      put(methods, bootstrap.complete(), label);
      mostLeftOut.merge(bootstrap.complete(), bootstrap.leftOut(), Math::max);
    } else {
      put(methods, method, label);
    }
  }

  private static <K> void put(Map<K, List<String>> map, K key, String label) {
    List<String> labels = map.computeIfAbsent(key, k -> new ArrayList<>());
    if (!labels.contains(label)) {
      labels.add(label);
    }
  }

  /**
   * {@return the notes, the method of most metrics behind the others; empty if no interval was
   * asked for}
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<Map.Entry<IntervalMethod, List<String>>> byNumber = new ArrayList<>(methods.entrySet());
    byNumber.sort(
        (a, b) -> Integer.compare(a.getValue().size(), b.getValue().size())); // stable for equals
    int last = byNumber.size() - 1;
    for (int i = 0; i <= last; i++) {
      IntervalMethod method = byNumber.get(i).getKey();
      int most = mostLeftOut.getOrDefault(method, 0);
      lines.add(
          (i == last
                  ? (last == 0 ? "95 % intervals: " : "other 95 % intervals: ")
                  : "95 % interval of " + String.join(", ", byNumber.get(i).getValue()) + ": ")
              + method.words()
              + (most == 0
                  ? ""
                  : String.format(
                      Locale.ROOT, ", at most %,d of them without a value left out", most)));
    }
    reasons.forEach(
        (reason, labels) ->
            lines.add("no interval for " + String.join(", ", labels) + ": " + reason));
    if (!outside.isEmpty()) {
      lines.add(
          "the interval of %s leaves its value out: resamples repeat images, which makes this metric larger or smaller than on the images themselves"
              .formatted(String.join(", ", outside)));
    }
    return lines;
  }
}
