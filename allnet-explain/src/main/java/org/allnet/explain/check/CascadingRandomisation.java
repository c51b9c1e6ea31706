package org.allnet.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.allnet.explain.map.AttributionMap;

/**
 * How alike an image's map and the maps of the same model with randomised layers are: the model
 * parameter randomisation test in its cascading form (Adebayo et al. 2018, arXiv 1810.03292,
 * section 3.1). Layers are randomised from the last one down, each step in addition to those before
 * it. A map that explains the model must change; a map that stays was drawn by the image alone.
 *
 * <p>The paper gives Spearman's rank correlation both of the maps with their signs and of their
 * absolute values, because signed maps are commonly shown either way. Both are here.
 *
 * @param evenOriginal whether the map of the trained model is even within the area, so that there
 *     is nothing to compare
 * @param steps the correlations after each layer, the last layer of the network first
 */
public record CascadingRandomisation(boolean evenOriginal, List<Step> steps) {

  /**
   * Checks that there is a step.
   *
   * @throws IllegalArgumentException if there is none
   */
  public CascadingRandomisation {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("no layer was randomised");
    }
  }

  /**
   * The state after a layer was randomised too.
   *
   * @param layer the layer
   * @param signed Spearman's correlation of the maps; empty if one of them is even
   * @param absolute Spearman's correlation of their absolute values; empty if one of them is even
   */
  public record Step(String layer, OptionalDouble signed, OptionalDouble absolute) {}

  /**
   * Compares maps.
   *
   * @param original the map of the trained model
   * @param area (height, width) the pixels that count, such as the cell's
   * @param layers the layers, the last of the network first
   * @param randomised gives the map of the model whose first so many of the layers (index + 1) are
   *     randomised; called with 0, 1, ... in this order
   * @return the correlations
   */
  public static CascadingRandomisation of(
      AttributionMap original,
      boolean[] area,
      List<String> layers,
      IntFunction<AttributionMap> randomised) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      AttributionMap map = randomised.apply(i);
      steps.add(
          new Step(
              layers.get(i),
              RankCorrelation.spearman(original, map, area, false),
              RankCorrelation.spearman(original, map, area, true)));
    }
    return new CascadingRandomisation(isEven(original, area), steps);
  }

  private static boolean isEven(AttributionMap map, boolean[] area) {
    float[] values = map.values();
    double[] within = new double[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (area[i]) {
        within[count++] = values[i];
      }
    }
    return Arrays.stream(within, 0, count).distinct().limit(2).count() < 2;
  }

  /** {@return the state after the last step: all layers are randomised} */
  public Step complete() {
    return steps.get(steps.size() - 1);
  }
}
