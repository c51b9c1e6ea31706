package org.allnet.explain.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.explain.gradient.Baseline;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.ImageToExplain;
import org.allnet.explain.map.MapMethod;
import org.allnet.explain.map.MapResult;
import org.allnet.explain.map.RawMap;
import org.allnet.explain.perturbation.KeptPixels;
import org.allnet.explain.perturbation.MaskedOutput;
import org.allnet.explain.perturbation.Occlusion;
import org.allnet.inference.explained.Explainable;

/**
 * {@link Occlusion} of a model, with a window of an eighth of the cell's frame that moves by half
 * of it.
 *
 * @param baseline what is in place of what is taken away
 */
public record OcclusionMethod(Baseline baseline) implements MapMethod {

  private static final int WINDOWS = 8;
  private static final int LEAST_WINDOW = 2;
  private static final int BATCH = 8;

  @Override
  public boolean isSigned() {
    return true;
  }

  @Override
  public List<MapResult> explain(Explainable model, List<ImageToExplain> images) {
    List<MapResult> results = new ArrayList<>();
    for (ImageToExplain image : images) {
      int height = image.regions().height();
      int width = image.regions().width();
      int window = Math.min(height, width) / WINDOWS;
      if (window < LEAST_WINDOW) {
        throw new InputException(
            "an image of %d x %d pixels is too small to be occluded part by part; it takes %d a side"
                .formatted(height, width, WINDOWS * LEAST_WINDOW));
      }
      MaskedOutput logit = new MaskedModel(model, image.pixels(), baseline).logit(image.label());
      AttributionMap map =
          new Occlusion(window, window / 2, BATCH)
              .explain(height, width, image.regions().cell(), logit);
      results.add(
          new MapResult(
              map,
              List.of(new RawMap("image", List.of(height, width), map.values())),
              logit.of(List.of(KeptPixels.all(height, width)))[0],
              Map.of("window", (double) window)));
    }
    return results;
  }
}
