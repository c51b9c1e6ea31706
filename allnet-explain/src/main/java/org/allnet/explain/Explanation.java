package org.allnet.explain;

import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.explanation.ExplanationMethod;
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
    ExplanationMethod method,
    String label,
    MapResult result,
    CellRegions regions,
    @Nullable HeatFractions heat,
    boolean signed) {

  /** The fact of a network's last map: how many places it has on a side. */
  public static final String PLACES = "placesPerSide";

  /** {@return whether no place speaks for the class} */
  public boolean isEmpty() {
    return heat == null;
  }

  /**
   * {@return whether the map is of a single place, so that it tells nothing of where the model
   * looked}
   */
  public boolean isPlaceless() {
    return result.facts().getOrDefault(PLACES, 0.0) == 1;
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
