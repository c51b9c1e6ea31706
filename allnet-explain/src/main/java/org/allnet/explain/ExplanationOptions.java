package org.allnet.explain;

import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.explain.gradient.Baseline;
import org.allnet.explain.gradient.IntegratedGradients;
import org.allnet.explain.shapley.KernelShapOptions;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained, and how.
 *
 * @param method the method; absent for the model's default
 * @param label the class that is explained; absent for each image's predicted class, or its most
 *     probable one if it is referred
 * @param baseline what stands for the absence of a cell, or of a part of it
 * @param steps points between baseline and image of integrated gradients, 1 to 10000
 * @param samples masks of an image that Shapley values are estimated from, 4 to 1,000,000
 */
public record ExplanationOptions(
    @Nullable ExplanationMethod method,
    @Nullable String label,
    Baseline baseline,
    int steps,
    int samples) {

  /** The model's default method, and each image's predicted class. */
  public static final ExplanationOptions DEFAULTS =
      new ExplanationOptions(
          null,
          null,
          Baseline.BLACK,
          IntegratedGradients.DEFAULTS.steps(),
          KernelShapOptions.DEFAULTS.samples());

  /**
   * Checks steps and samples.
   *
   * @throws org.allnet.data.OptionException if {@code steps} is not 1 to 10000, or {@code samples}
   *     is not 4 to 1,000,000
   */
  public ExplanationOptions {
    integratedGradients(baseline, steps);
    shap(samples);
  }

  private static IntegratedGradients integratedGradients(Baseline baseline, int steps) {
    return new IntegratedGradients(baseline, steps);
  }

  private static KernelShapOptions shap(int samples) {
    KernelShapOptions defaults = KernelShapOptions.DEFAULTS;
    return new KernelShapOptions(samples, defaults.batch(), defaults.seed());
  }

  /** {@return how integrated gradients are computed} */
  IntegratedGradients integratedGradients() {
    return integratedGradients(baseline, steps);
  }

  /** {@return how Shapley values are estimated} */
  KernelShapOptions shap() {
    return shap(samples);
  }
}
