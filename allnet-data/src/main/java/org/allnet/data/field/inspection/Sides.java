package org.allnet.data.field.inspection;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.allnet.data.field.LabelledBox;

/**
 * How large boxes are: the side of a square of the same area, in pixels. Quantiles are interpolated
 * linearly between the sorted sides.
 *
 * @param low 5 % are below it
 * @param median half of them are below it
 * @param high 95 % are below it
 */
public record Sides(double low, double median, double high) {

  /**
   * Measures boxes.
   *
   * @param boxes any boxes
   * @return their sides; empty if there is no box
   */
  static Optional<Sides> of(Collection<LabelledBox> boxes) {
    if (boxes.isEmpty()) {
      return Optional.empty();
    }
    double[] sides = boxes.stream().mapToDouble(box -> Math.sqrt(box.box().area())).toArray();
    return Optional.of(
        new Sides(quantile(sides, 0.05), quantile(sides, 0.5), quantile(sides, 0.95)));
  }

  static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = part * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
