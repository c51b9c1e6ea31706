package org.allnet.explain;

import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.map.CellRegions;
import org.allnet.explain.map.MapResult;
import org.jspecify.annotations.Nullable;

/**
 * Why a model says what it says of an image: where it looked.
 *
 * @param method how this was found out
 * @param label the class that is explained
 * @param result the attributions
 * @param regions the image's cell
 * @param heat where the positive attributions are; absent if no place speaks for the class
 * @param signed whether attributions below 0 speak against the class
 */
public record Explanation(
    Method method,
    String label,
    MapResult result,
    CellRegions regions,
    @Nullable HeatFractions heat,
    boolean signed) {

  /** {@return whether no place speaks for the class} */
  public boolean isEmpty() {
    return heat == null;
  }
}
