package org.allnet.explain.check;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether a method's maps survive the randomisation of the model, over example images.
 *
 * @param compared how many images have a map of the trained model that is not even
 * @param correlation the mean over images of the rank correlation of absolute values after all
 *     layers were randomised. Images whose map became even have none and are left out; empty if all
 *     did
 */
public record RandomisationCheck(int compared, OptionalDouble correlation) {

  /**
   * From this mean correlation on, a map survives. A correlation of 0.5 means that the map of a
   * model without knowledge tells a quarter ({@code 0.5^2}) of the variance of the ranks. Chance
   * does not reach it: maps of 6 x 6 independent places, ALLNet's last maps, correlate by {@code 0
   * +- 1 / sqrt(35) = 0.17} for one image, and the mean over images varies less. Absolute values
   * are compared, because a map whose signs all turn still points to the same places.
   */
  public static final double SURVIVES = 0.5;

  /**
   * Summarises images.
   *
   * @param images the comparisons of the example images
   */
  public static RandomisationCheck of(List<CascadingRandomisation> images) {
    List<CascadingRandomisation> compared =
        images.stream().filter(image -> !image.evenOriginal()).toList();
    return new RandomisationCheck(
        compared.size(),
        compared.stream()
            .map(image -> image.complete().absolute())
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .average());
  }

  /** {@return whether the maps do not depend on what the model has learned} */
  public boolean survives() {
    return correlation.isPresent() && correlation.getAsDouble() >= SURVIVES;
  }
}
