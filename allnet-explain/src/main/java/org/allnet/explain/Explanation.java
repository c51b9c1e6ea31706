package org.allnet.explain;

import org.allnet.explain.map.CellRegions;
import org.allnet.explain.map.HeatFractions;
import org.allnet.explain.map.MapResult;

/**
 * Why a model says what it says of an image: where it looked.
 *
 * @param method how this was found out
 * @param label the class that is explained
 * @param result the attributions
 * @param regions the image's cell
 * @param heat where the positive attributions are
 * @param signed whether attributions below 0 speak against the class
 */
public record Explanation(
    Method method,
    String label,
    MapResult result,
    CellRegions regions,
    HeatFractions heat,
    boolean signed) {

  /** {@return whether no place speaks for the class} */
  public boolean isEmpty() {
    return result.map().positive().greatest() == 0;
  }
}
