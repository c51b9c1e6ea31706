package org.allnet.evaluation.metric;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One metric: a number, or the reason why there is none. Never a NaN, and never a 0 that stands for
 * a division by zero.
 */
public sealed interface MetricValue permits MetricValue.Value, MetricValue.Undefined {

  /**
   * A metric that has a value.
   *
   * @param value the value, finite
   * @param interval its 95 % interval, absent if none was asked for or none exists
   * @param noInterval why an interval that was asked for is absent
   * @param further intervals by other methods, such as DeLong's of the AUROC; mostly empty
   */
  record Value(
      double value,
      @Nullable Interval interval,
      @Nullable String noInterval,
      List<Interval> further)
      implements MetricValue {

    /**
     * Copies the further intervals and checks the value.
     *
     * @throws IllegalArgumentException if the value is not finite
     */
    public Value {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("metric of value " + value);
      }
      further = List.copyOf(further);
    }

    /**
     * A metric with at most one interval.
     *
     * @param value the value, finite
     * @param interval its 95 % interval, absent if there is none
     */
    public Value(double value, @Nullable Interval interval) {
      this(value, interval, null, List.of());
    }
  }

  /**
   * A metric that does not exist for these predictions.
   *
   * @param reason why, for a reader: {@code no image of class 'all'}
   */
  record Undefined(String reason) implements MetricValue {}

  /** {@return the value if there is one, else null} */
  default @Nullable Double valueOrNull() {
    return this instanceof Value defined ? Double.valueOf(defined.value()) : null;
  }

  /**
   * The metric as JSON: {@code value}, with an interval also {@code low}, {@code high} and {@code
   * method}; {@code noInterval} with the reason if an interval could not be made; {@code further},
   * a list of intervals by other methods; or {@code undefined} with the reason alone.
   *
   * @return a new node
   */
  default ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (this instanceof Undefined undefined) {
      return node.put("undefined", undefined.reason());
    }
    Value defined = (Value) this;
    node.put("value", defined.value());
    if (defined.interval() != null) {
      putInterval(node, defined.interval());
    } else if (defined.noInterval() != null) {
      node.put("noInterval", defined.noInterval());
    }
    if (!defined.further().isEmpty()) {
      var list = node.putArray("further");
      defined.further().forEach(interval -> putInterval(list.addObject(), interval));
    }
    return node;
  }

  private static void putInterval(ObjectNode node, Interval interval) {
    node.put("low", interval.low());
    node.put("high", interval.high());
    node.put("method", interval.method().words());
  }

  /** {@return the metric for a reader: {@code 0.912 (0.880 to 0.941)} or {@code - (reason)}} */
  default String describe() {
    if (this instanceof Undefined undefined) {
      return "- (" + undefined.reason() + ")";
    }
    Value defined = (Value) this;
    String text = String.format(Locale.ROOT, "%.4f", defined.value());
    if (defined.interval() != null) {
      return text
          + String.format(
              Locale.ROOT, " (%.4f to %.4f)", defined.interval().low(), defined.interval().high());
    }
    return defined.noInterval() == null
        ? text
        : text + " (no interval: " + defined.noInterval() + ")";
  }

  /**
   * {@return the metric for a cell or a line whose notes are elsewhere: as {@link #describe()},
   * without the reason for a missing interval}
   */
  default String describeBriefly() {
    return this instanceof Value value && value.interval() == null && value.noInterval() != null
        ? String.format(Locale.ROOT, "%.4f (no interval)", value.value())
        : describe();
  }
}
