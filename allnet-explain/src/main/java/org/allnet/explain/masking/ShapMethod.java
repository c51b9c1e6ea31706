package org.allnet.explain.masking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.explain.gradient.Baseline;
import org.allnet.explain.map.ImageToExplain;
import org.allnet.explain.map.MapMethod;
import org.allnet.explain.map.MapResult;
import org.allnet.explain.map.RawMap;
import org.allnet.explain.map.RgbImage;
import org.allnet.explain.perturbation.MaskedOutput;
import org.allnet.explain.perturbation.Slic;
import org.allnet.explain.perturbation.SuperpixelShap;
import org.allnet.explain.perturbation.Superpixels;
import org.allnet.explain.shapley.KernelShapOptions;
import org.allnet.inference.explained.Explainable;

/**
 * {@link SuperpixelShap} of a model: the cell is cut into superpixels, whose Shapley values add up
 * to the logit less that of an image without any of them.
 *
 * @param baseline what is in place of superpixels that are taken away
 * @param slic how the cell is cut
 * @param options how Shapley values are estimated
 */
public record ShapMethod(Baseline baseline, Slic slic, KernelShapOptions options)
    implements MapMethod {

  @Override
  public boolean isSigned() {
    return true;
  }

  @Override
  public List<MapResult> explain(Explainable model, List<ImageToExplain> images) {
    List<MapResult> results = new ArrayList<>();
    for (ImageToExplain image : images) {
      Superpixels parts = slic.cut(onBlack(image));
      MaskedOutput logit = new MaskedModel(model, image.pixels(), baseline).logit(image.label());
      SuperpixelShap found = SuperpixelShap.explain(parts, logit, options);
      double[] values = found.values().array();
      double attributed = 0;
      float[] raw = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        attributed += values[i];
        raw[i] = (float) values[i];
      }
      float[] labels = new float[parts.labels().length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = parts.labels()[i];
      }
      Map<String, Double> facts = new LinkedHashMap<>();
      facts.put("attributed", attributed);
      facts.put("baselineLogit", found.values().empty());
      facts.put("superpixels", (double) parts.count());
      results.add(
          new MapResult(
              found.map(),
              List.of(
                  new RawMap("values", List.of(raw.length), raw),
                  new RawMap("superpixels", List.of(parts.height(), parts.width()), labels)),
              found.values().full(),
              facts));
    }
    return results;
  }

  /** The cell alone: what is black is no part of any superpixel. */
  private static RgbImage onBlack(ImageToExplain image) {
    RgbImage whole = RgbImage.of(image.pixels());
    boolean[] cell = image.regions().cell();
    float[] rgb = whole.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = cell[i / 3] ? rgb[i] : 0;
    }
    return new RgbImage(whole.height(), whole.width(), rgb);
  }
}
