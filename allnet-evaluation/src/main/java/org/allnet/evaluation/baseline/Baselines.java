package org.allnet.evaluation.baseline;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellPixels;
import org.jspecify.annotations.Nullable;

/**
 * The two systems that every trained network has to beat, fitted on its training images. Kept with
 * a model, so that they can be evaluated wherever the model is.
 *
 * @param majority always predicts the commonest training class
 * @param area a logistic model of the cell's area alone; absent if no training image had pixels
 */
public record Baselines(MajorityClass majority, @Nullable AreaModel area) {

  /**
   * Checks that both are for a number of classes.
   *
   * @param classes how many there are
   * @throws InputException if one is for others, or has numbers that are none
   */
  public void check(int classes) {
    double sum = majority.fractions().stream().mapToDouble(Double::doubleValue).sum();
    if (majority.fractions().size() != classes
        || majority.fractions().stream().anyMatch(fraction -> !(fraction >= 0 && fraction <= 1))
        || !(Math.abs(sum - 1) < 1e-6)) {
      throw new InputException(
          "majority: fractions %s are not those of %d classes"
              .formatted(majority.fractions(), classes));
    }
    if (area != null
        && (area.intercepts().size() != classes - 1
            || area.slopes().size() != classes - 1
            || !(area.deviation() > 0))) {
      throw new InputException(
          "area: it is not for %d classes (%d intercepts, %d slopes, deviation %s)"
              .formatted(
                  classes, area.intercepts().size(), area.slopes().size(), area.deviation()));
    }
  }

  /**
   * Returns both baselines, fitted on training images.
   *
   * @param classes the classes
   * @param training training image to its class, at least one
   * @param pixels the pixels of an image; images without are left out of the area's training
   * @return the fit
   * @throws InputException if there is no training image
   */
  public static Baselines of(
      ClassSet classes,
      Map<String, Integer> training,
      Function<String, Optional<CellPixels>> pixels) {
    Map<String, Double> areas = new HashMap<>();
    training
        .keySet()
        .forEach(image -> pixels.apply(image).ifPresent(p -> areas.put(image, (double) p.area())));
    Map<String, Integer> seen = new LinkedHashMap<>(training);
    seen.keySet().retainAll(areas.keySet());
    return new Baselines(
        MajorityClass.fit(classes, training.values()),
        seen.isEmpty() ? null : AreaModel.fit(classes, seen, areas));
  }
}
