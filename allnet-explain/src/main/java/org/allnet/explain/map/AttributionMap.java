package org.allnet.explain.map;

import java.util.Arrays;
import java.util.Objects;

/**
 * How much each place of an image speaks for a class: above 0 for it, below 0 against it. Immutable
 * and thread-safe.
 */
public final class AttributionMap {

  private final int height;
  private final int width;
  private final float[] values;

  /**
   * A map.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param values (height, width) row by row, finite; copied
   * @throws IllegalArgumentException if there are not height x width finite values
   */
  public AttributionMap(int height, int width, float[] values) {
    if (height < 1 || width < 1 || values.length != (long) height * width) {
      throw new IllegalArgumentException(
          "a map of %d x %d of %d values".formatted(height, width, values.length));
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("a map with a value that is not finite");
      }
    }
    this.height = height;
    this.width = width;
    this.values = values.clone();
  }

  /**
   * Returns a map without any attribution.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   */
  public static AttributionMap zero(int height, int width) {
    return new AttributionMap(height, width, new float[Math.multiplyExact(height, width)]);
  }

  /** {@return the number of rows} */
  public int height() {
    return height;
  }

  /** {@return the number of columns} */
  public int width() {
    return width;
  }

  /** {@return the values (height, width), row by row; a copy} */
  public float[] values() {
    return values.clone();
  }

  /**
   * Returns one value.
   *
   * @param row from 0
   * @param column from 0
   */
  public float at(int row, int column) {
    return values[Objects.checkIndex(row, height) * width + Objects.checkIndex(column, width)];
  }

  /** {@return the sum of all values} */
  public double sum() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /**
   * Returns the sum of this map and a part of another.
   *
   * @param other a map of the same height and width
   * @param weight what it is multiplied by
   * @throws IllegalArgumentException if the sizes differ
   */
  public AttributionMap plus(AttributionMap other, double weight) {
    if (other.height != height || other.width != width) {
      throw new IllegalArgumentException("the sum of " + this + " and " + other);
    }
    float[] sums = values.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (float) (weight * other.values[i]);
    }
    return new AttributionMap(height, width, sums);
  }

  /** {@return the greatest distance of a value from 0} */
  public double greatest() {
    double greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  /** {@return the same map with 0 for each value below 0} */
  public AttributionMap positive() {
    float[] kept = values.clone();
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Math.max(0, kept[i]);
    }
    return new AttributionMap(height, width, kept);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttributionMap map
        && map.height == height
        && map.width == width
        && Arrays.equals(map.values, values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "AttributionMap[%d x %d]".formatted(height, width);
  }
}
