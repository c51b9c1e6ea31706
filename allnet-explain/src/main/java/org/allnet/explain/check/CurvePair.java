package org.allnet.explain.check;

import java.util.EnumMap;
import java.util.Map;
import org.allnet.evaluation.explanation.PerturbationKind;
import org.allnet.evaluation.explanation.TrivialMap;
import org.allnet.explain.check.PerturbationCurve.Options;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.RgbImage;
import org.allnet.explain.perturbation.MaskedOutput;

/**
 * Both curves of a map.
 *
 * @param deletion the output while the most relevant pixels are taken away
 * @param insertion the output while the most relevant pixels are put in
 */
public record CurvePair(PerturbationCurve deletion, PerturbationCurve insertion) {

  /**
   * Works out the curves of a map.
   *
   * @param map how relevant each pixel is
   * @param area (height, width) the pixels that go, such as the cell's
   * @param output the class's probability by masks
   * @param options how many steps
   * @return the curves
   * @throws org.allnet.data.InputException if the area is empty or an output is not finite
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  public static CurvePair of(
      AttributionMap map, boolean[] area, MaskedOutput output, Options options) {
    return new CurvePair(
        PerturbationCurve.of(PerturbationKind.DELETION, map, area, output, options),
        PerturbationCurve.of(PerturbationKind.INSERTION, map, area, output, options));
  }

  /**
   * Works out the curves of the trivial maps of an image. They are the same for every method that
   * explains the same class of the image.
   *
   * @param image the image
   * @param area (height, width) the pixels that go, such as the cell's
   * @param output the class's probability by masks
   * @param options how many steps
   * @return the curves of each trivial map
   * @throws org.allnet.data.InputException if the area is empty or an output is not finite
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  public static Map<TrivialMap, CurvePair> trivial(
      RgbImage image, boolean[] area, MaskedOutput output, Options options) {
    Map<TrivialMap, CurvePair> curves = new EnumMap<>(TrivialMap.class);
    for (TrivialMap map : TrivialMap.values()) {
      curves.put(map, of(TrivialMaps.of(map, image, area, options.seed()), area, output, options));
    }
    return curves;
  }

  /**
   * Returns how much better than another map's a curve of this one is.
   *
   * @param other the other map's curves
   * @param kind which curve
   * @return the difference of the areas, above 0 if this one is better
   */
  public double advantageOver(CurvePair other, PerturbationKind kind) {
    return kind == PerturbationKind.DELETION
        ? other.deletion.area() - deletion.area()
        : insertion.area() - other.insertion.area();
  }
}
