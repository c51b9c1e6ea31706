package org.allnet.explain;

import org.allnet.explain.gradient.IntegratedGradients;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained, and how.
 *
 * @param method the method; absent for the model's default
 * @param label the class that is explained; absent for each image's predicted class, or its most
 *     probable one if it is referred
 * @param gradients how integrated gradients are computed
 */
public record ExplanationOptions(
    @Nullable Method method, @Nullable String label, IntegratedGradients gradients) {

  /** The model's default method, and each image's predicted class. */
  public static final ExplanationOptions DEFAULTS =
      new ExplanationOptions(null, null, IntegratedGradients.DEFAULTS);
}
