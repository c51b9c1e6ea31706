package org.allnet.explain.check;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.allnet.explain.map.AttributionMap;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * Spearman's rank correlation of two maps: Pearson's correlation of their ranks, equal values
 * sharing the mean of their ranks.
 */
public final class RankCorrelation {

  private RankCorrelation() {}

  /**
   * Returns the correlation within an area. Outside of the cell every map is 0, and these common
   * zeros would make any two maps look alike.
   *
   * @param one a map
   * @param other a map of the same size
   * @param area (height, width) the pixels that count
   * @param absolute whether values are compared without their sign
   * @return the correlation, in [-1,1]; empty if one of the maps is even within the area, or the
   *     area has fewer than 3 pixels
   * @throws IllegalArgumentException if the sizes differ
   */
  public static OptionalDouble spearman(
      AttributionMap one, AttributionMap other, boolean[] area, boolean absolute) {
    if (one.height() != other.height()
        || one.width() != other.width()
        || area.length != one.height() * one.width()) {
      throw new IllegalArgumentException(
          "%s and %s in an area of %d pixels".formatted(one, other, area.length));
    }
    double[] first = within(one, area, absolute);
    double[] second = within(other, area, absolute);
    if (first.length < 3 || even(first) || even(second)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(new SpearmansCorrelation().correlation(first, second));
  }

  private static double[] within(AttributionMap map, boolean[] area, boolean absolute) {
    float[] values = map.values();
    double[] kept = new double[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (area[i]) {
        // Adding 0 makes 0 of -0: they are one value and share a rank.
        kept[count++] = absolute ? Math.abs(values[i]) : values[i] + 0.0;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static boolean even(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }
}
