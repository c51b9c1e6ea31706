package org.allnet.explain;

import org.allnet.data.image.CellPixels;
import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.map.CellRegions;
import org.allnet.explain.map.MapResult;
import org.allnet.explain.picture.Overlay;
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

  /**
   * Returns a small overlay without a scale, for a page that explains the colours.
   *
   * @param image the image that is explained
   * @return a PNG file
   */
  public byte[] thumbnail(CellPixels image) {
    return new Overlay(image, regions, result.map(), signed).thumbnail();
  }
}
