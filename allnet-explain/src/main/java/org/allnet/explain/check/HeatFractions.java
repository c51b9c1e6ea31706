package org.allnet.explain.check;

import java.util.Optional;
import java.util.OptionalDouble;
import org.allnet.explain.map.AttributionMap;
import org.jspecify.annotations.Nullable;

/**
 * How a map's positive heat is spread over the cell, its nucleus and the background. The fraction
 * of the image that each of them covers is beside it: a map without any knowledge has as much heat
 * on a part as the part is large.
 *
 * @param cell the fraction of the heat on the cell, nucleus included, in [0,1]
 * @param nucleus the fraction on the nucleus; empty if it is not known
 * @param background the fraction outside of the cell: {@code 1 - cell}
 * @param cellArea the fraction of the image's pixels that the cell covers
 * @param nucleusArea the fraction that the nucleus covers; empty if it is not known
 */
public record HeatFractions(
    double cell,
    OptionalDouble nucleus,
    double background,
    double cellArea,
    OptionalDouble nucleusArea) {

  /**
   * Returns the fractions of a map.
   *
   * @param map the map; values below 0 count as 0
   * @param cell (height, width) the pixels of the cell, nucleus included
   * @param nucleus the pixels of the nucleus; those outside of the cell do not count. Absent if it
   *     is not known
   * @return the fractions; empty if the map has no value above 0
   * @throws IllegalArgumentException if a mask has another size
   */
  public static Optional<HeatFractions> of(
      AttributionMap map, boolean[] cell, boolean @Nullable [] nucleus) {
    float[] heat = map.values();
    if (cell.length != heat.length || nucleus != null && nucleus.length != heat.length) {
      throw new IllegalArgumentException("a mask of another size than " + map);
    }
    double all = 0;
    double onCell = 0;
    double onNucleus = 0;
    long cellPixels = 0;
    long nucleusPixels = 0;
    for (int i = 0; i < heat.length; i++) {
      double value = Math.max(0, heat[i]);
      all += value;
      if (cell[i]) {
        onCell += value;
        cellPixels++;
        if (nucleus != null && nucleus[i]) {
          onNucleus += value;
          nucleusPixels++;
        }
      }
    }
    if (!(all > 0)) {
      return Optional.empty();
    }
    double pixels = heat.length;
    return Optional.of(
        new HeatFractions(
            onCell / all,
            nucleus == null ? OptionalDouble.empty() : OptionalDouble.of(onNucleus / all),
            1 - onCell / all,
            cellPixels / pixels,
            nucleus == null ? OptionalDouble.empty() : OptionalDouble.of(nucleusPixels / pixels)));
  }
}
