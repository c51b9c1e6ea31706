package org.allnet.explain.gradient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.explain.Explanation;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.ImageToExplain;
import org.allnet.explain.map.MapLayout;
import org.allnet.explain.map.MapMethod;
import org.allnet.explain.map.MapResult;
import org.allnet.explain.map.RawMap;
import org.allnet.inference.explained.Explainable;
import org.allnet.inference.prediction.LastMap;

/**
 * Class activation maps of a model: the weighted sum of the maps of its networks and views, each
 * laid back on the image.
 *
 * @param kind which maps
 */
public record ActivationMethod(ClassActivation kind) implements MapMethod {

  @Override
  public boolean isSigned() {
    return false;
  }

  @Override
  public List<MapResult> explain(Explainable model, List<ImageToExplain> images) {
    List<List<LastMap>> maps =
        model.lastMaps(
            images.stream().map(ImageToExplain::pixels).toList(),
            images.stream().map(ImageToExplain::label).toList());
    List<MapResult> results = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      results.add(result(model, images.get(i), maps.get(i)));
    }
    return results;
  }

  private MapResult result(Explainable model, ImageToExplain image, List<LastMap> maps) {
    AttributionMap sum = AttributionMap.zero(image.regions().height(), image.regions().width());
    Map<Integer, List<float[]>> own = new LinkedHashMap<>();
    double logit = 0;
    double attributed = 0;
    double elsewhere = 0;
    for (LastMap map : maps) {
      LastMap.Look look = map.look();
      float[] values = kind.of(map);
      MapLayout layout = new MapLayout(model.frame(image.pixels()), look.inputSize());
      sum = sum.plus(layout.ofPlaces(values, map.places(), look.view()), look.weight());
      own.computeIfAbsent(look.network(), network -> new ArrayList<>()).add(values);
      logit += look.weight() * map.logit();
      elsewhere += look.weight() * map.token().attributed();
      for (float value : values) {
        attributed += look.weight() * value;
      }
    }
    List<RawMap> raw = new ArrayList<>();
    own.forEach((network, views) -> raw.add(raw(network, views)));
    Map<String, Double> facts = new LinkedHashMap<>();
    facts.put(
        Explanation.PLACES,
        (double) maps.stream().mapToInt(map -> map.places().rows()).max().orElse(0));
    if (kind == ClassActivation.HIRES_CAM) {
      facts.put("attributed", attributed);
      if (maps.stream().anyMatch(map -> map.token().there())) {
        facts.put("classToken", elsewhere);
      }
      facts.put("biases", logit - attributed - elsewhere);
    }
    return new MapResult(sum, raw, logit, facts);
  }

  /** The maps of all views of a network, each as that view lies. */
  private static RawMap raw(int network, List<float[]> views) {
    int places = views.get(0).length;
    int rows = (int) Math.round(Math.sqrt(places));
    float[] all = new float[places * views.size()];
    for (int view = 0; view < views.size(); view++) {
      System.arraycopy(views.get(view), 0, all, view * places, places);
    }
    return new RawMap("network-" + (network + 1), List.of(views.size(), rows, rows), all);
  }
}
