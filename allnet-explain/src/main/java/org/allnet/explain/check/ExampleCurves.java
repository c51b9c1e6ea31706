package org.allnet.explain.check;

import java.util.Map;
import java.util.Objects;
import org.allnet.evaluation.explanation.TrivialMap;
import org.jspecify.annotations.Nullable;

/**
 * The curves of one example image.
 *
 * @param image its name
 * @param person whose cell it is; absent if that is not known
 * @param own the curves of the method's map
 * @param trivial the curves of each trivial map
 */
public record ExampleCurves(
    String image, @Nullable String person, CurvePair own, Map<TrivialMap, CurvePair> trivial) {

  /**
   * Checks that all trivial maps are there.
   *
   * @throws IllegalArgumentException if one is missing
   */
  public ExampleCurves {
    trivial = Map.copyOf(trivial);
    if (trivial.size() != TrivialMap.values().length) {
      throw new IllegalArgumentException(image + " has curves of " + trivial.keySet() + " alone");
    }
  }

  /**
   * Returns the curves of a trivial map.
   *
   * @param map which
   */
  public CurvePair of(TrivialMap map) {
    return Objects.requireNonNull(trivial.get(map));
  }
}
