package org.allnet.explain.perturbation;

import java.util.List;

/** What a model says of one class of one image if only a part of the image is kept. */
@FunctionalInterface
public interface MaskedOutput {

  /**
   * Returns the class's output for each mask: its logit for attributions, its probability for
   * deletion and insertion curves.
   *
   * @param masks at least one, all of the image's height and width
   * @return a finite number for each mask, in their order
   */
  double[] of(List<KeptPixels> masks);
}
