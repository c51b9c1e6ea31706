package org.allnet.inference.image.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * The named numbers that describe a cell.
 *
 * @param names what each number is, without repetition
 * @param values the numbers in the order of the names, all finite. Not copied: treat it as
 *     read-only
 */
public record CellFeatures(List<String> names, double[] values) {

  /**
   * Checks that there is a name for each number and that every number is finite.
   *
   * @throws IllegalArgumentException if one has no name, a name has none, or one is not finite
   */
  public CellFeatures {
    names = List.copyOf(names);
    if (names.size() != values.length) {
      throw new IllegalArgumentException(
          "%d names do not fit %d values".formatted(names.size(), values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(names.get(i) + " is " + values[i]);
      }
    }
  }

  /**
   * The number of a name.
   *
   * @param name one of the names
   * @return its number
   * @throws IllegalArgumentException if there is no such name
   */
  public double value(String name) {
    int at = names.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("no feature '" + name + "' among " + names);
    }
    return values[at];
  }

  /** Puts families one after the other. */
  static CellFeatures join(List<CellFeatures> families) {
    List<String> names = new ArrayList<>();
    for (CellFeatures family : families) {
      names.addAll(family.names());
    }
    double[] values = new double[names.size()];
    int at = 0;
    for (CellFeatures family : families) {
      System.arraycopy(family.values(), 0, values, at, family.values().length);
      at += family.values().length;
    }
    return new CellFeatures(names, values);
  }
}
