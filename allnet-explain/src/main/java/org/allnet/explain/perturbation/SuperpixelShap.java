package org.allnet.explain.perturbation;

import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.shapley.KernelShap;
import org.allnet.explain.shapley.KernelShapOptions;
import org.allnet.explain.shapley.ShapleyValues;

/**
 * The Shapley values of an image's superpixels. A coalition's value is the class's output if only
 * its superpixels are kept, so that the values sum to {@code f(x) - f(x without any superpixel)}.
 *
 * @param superpixels how the image was cut
 * @param values the value of each superpixel, with its standard error
 */
public record SuperpixelShap(Superpixels superpixels, ShapleyValues values) {

  /**
   * Explains an image by {@link KernelShap}.
   *
   * @param superpixels the players
   * @param output the class's logit by masks
   * @param options how many masks are asked, in what batches, from what seed
   * @return the values
   * @throws InputException if the model answers with a number that is not finite
   * @throws OptionException if the samples are too few for the superpixels
   * @throws RunException if the thread is interrupted
   */
  public static SuperpixelShap explain(
      Superpixels superpixels, MaskedOutput output, KernelShapOptions options) {
    return new SuperpixelShap(
        superpixels,
        KernelShap.of(
            superpixels.count(),
            coalitions -> output.of(coalitions.stream().map(superpixels::mask).toList()),
            options));
  }

  /** {@return the map: each value spread evenly over its superpixel's pixels} */
  public AttributionMap map() {
    return superpixels.spread(values.array());
  }
}
