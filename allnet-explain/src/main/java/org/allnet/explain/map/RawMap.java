package org.allnet.explain.map;

import java.util.List;

/**
 * Attributions at the resolution at which they came about, nothing cut off.
 *
 * @param name what they are of, such as {@code network-1}; letters, digits and hyphens
 * @param shape the length of each axis
 * @param values row by row. Not copied: treat it as read-only
 */
public record RawMap(String name, List<Integer> shape, float[] values) {

  /**
   * Copies the shape and checks it.
   *
   * @throws IllegalArgumentException if the product of its lengths is not the number of values
   */
  public RawMap {
    shape = List.copyOf(shape);
    if (shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact)
        != values.length) {
      throw new IllegalArgumentException(
          "%s: %d values for a shape of %s".formatted(name, values.length, shape));
    }
  }
}
