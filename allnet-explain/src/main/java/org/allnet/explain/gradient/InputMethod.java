package org.allnet.explain.gradient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.ImageToExplain;
import org.allnet.explain.map.MapLayout;
import org.allnet.explain.map.MapMethod;
import org.allnet.explain.map.MapResult;
import org.allnet.explain.map.RawMap;
import org.allnet.inference.explained.Explainable;
import org.allnet.inference.prediction.PreparedInput;

/**
 * Integrated gradients of a model: the weighted sum of those of its networks, each laid back on the
 * image. A network's attributions are taken through its test-time views, so that they belong to the
 * image as it lies. At a pixel the attributions of its channels are summed; of an image with its
 * segmented copy each picture's are kept apart, too.
 *
 * @param gradients how they are computed
 */
public record InputMethod(IntegratedGradients gradients) implements MapMethod {

  private static final int RGB = 3;
  private static final List<String> PICTURES = List.of("image", "segmented");

  @Override
  public boolean isSigned() {
    return true;
  }

  @Override
  public List<MapResult> explain(Explainable model, List<ImageToExplain> images) {
    return images.stream().map(image -> result(model, image)).toList();
  }

  private MapResult result(Explainable model, ImageToExplain image) {
    AttributionMap sum = AttributionMap.zero(image.regions().height(), image.regions().width());
    List<RawMap> raw = new ArrayList<>();
    double logit = 0;
    double baselineLogit = 0;
    double attributed = 0;
    for (PreparedInput input : model.prepare(image.pixels())) {
      IntegratedGradients.Attributions found = gradients.explain(model, input, image.label());
      MapLayout layout = new MapLayout(input.frame(), input.size());
      int pictures = input.channels() / RGB;
      for (int picture = 0; picture < pictures; picture++) {
        float[] values = summed(found.values(), picture * RGB, input.size() * input.size());
        sum = sum.plus(layout.ofInput(values), input.weight());
        String name =
            "network-" + (input.network() + 1) + (pictures == 1 ? "" : "-" + PICTURES.get(picture));
        raw.add(new RawMap(name, List.of(input.size(), input.size()), values));
      }
      logit += input.weight() * found.logit();
      baselineLogit += input.weight() * found.baselineLogit();
      attributed += input.weight() * found.sum();
    }
    Map<String, Double> facts = new LinkedHashMap<>();
    facts.put("attributed", attributed);
    facts.put("baselineLogit", baselineLogit);
    facts.put("completenessError", logit - baselineLogit - attributed);
    return new MapResult(sum, raw, logit, facts);
  }

  private static float[] summed(float[] values, int channel, int plane) {
    float[] sums = new float[plane];
    for (int at = 0; at < plane; at++) {
      for (int c = channel; c < channel + RGB; c++) {
        sums[at] += values[c * plane + at];
      }
    }
    return sums;
  }
}
