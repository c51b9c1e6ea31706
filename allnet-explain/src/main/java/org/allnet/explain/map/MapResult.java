package org.allnet.explain.map;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a method found of an image.
 *
 * @param map the attributions on the image, above 0 for the class and below 0 against it
 * @param raw the same at the resolutions at which they came about
 * @param logit the class's logit: the weighted mean over the model's networks and views
 * @param facts what else is to be known of the attributions, such as their sum, by name
 */
public record MapResult(
    AttributionMap map, List<RawMap> raw, double logit, Map<String, Double> facts) {

  /** Copies {@code raw} and {@code facts}, so that nothing changes them from outside. */
  public MapResult {
    raw = List.copyOf(raw);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
