package org.allnet.evaluation.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mean over images with its 95 % interval over people.
 *
 * @param value the mean, finite
 * @param low the lower end; absent if there is no interval
 * @param high the upper end; absent likewise
 */
public record Estimate(double value, @Nullable Double low, @Nullable Double high) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not finite, or one end is there without the other
   */
  public Estimate {
    if (!Double.isFinite(value)
        || (low == null) != (high == null)
        || low != null && high != null && !(low <= high && Double.isFinite(high - low))) {
      throw new IllegalArgumentException("a mean of %s from %s to %s".formatted(value, low, high));
    }
  }

  /** {@return it for a reader, three digits, with its sign if it is a difference} */
  public String describe(boolean difference) {
    String form = difference ? "%+.3f" : "%.3f";
    String mean = String.format(Locale.ROOT, form, value);
    return low == null
        ? mean
        : mean + String.format(Locale.ROOT, " (" + form + " to " + form + ")", low, high);
  }

  ObjectNode toJson(String name) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put(name, value);
    if (low != null && high != null) {
      node.put("low", low).put("high", high);
    }
    return node;
  }

  /**
   * Reads a mean.
   *
   * @throws IllegalArgumentException if the node has none
   */
  static Estimate of(JsonNode node, String name) {
    JsonNode low = node.path("low");
    JsonNode high = node.path("high");
    return new Estimate(
        number(node, name),
        low.isNumber() ? low.doubleValue() : null,
        high.isNumber() ? high.doubleValue() : null);
  }

  /**
   * Reads a number.
   *
   * @throws IllegalArgumentException if there is none
   */
  static double number(JsonNode node, String name) {
    if (!node.path(name).isNumber()) {
      throw new IllegalArgumentException(name + " is no number");
    }
    return node.path(name).doubleValue();
  }
}
