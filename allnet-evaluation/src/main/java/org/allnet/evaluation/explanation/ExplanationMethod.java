package org.allnet.evaluation.explanation;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;

/** The ways to explain an answer. */
public enum ExplanationMethod {
  /** Class activation map with channels weighed by their mean gradient. */
  GRAD_CAM("grad-cam", "Grad-CAM"),
  /** Class activation map of gradients times values, place by place. */
  HIRES_CAM("hirescam", "HiResCAM"),
  /** Gradients from a baseline to the image, pixel by pixel. */
  INTEGRATED_GRADIENTS("integrated-gradients", "Integrated gradients"),
  /** A window is taken away at one place after the other. */
  OCCLUSION("occlusion", "Occlusion"),
  /** Shapley values of superpixels. */
  SHAP("shap", "Kernel SHAP over superpixels"),
  /** Shapley values of the features that learners see. */
  FEATURES("features", "Shapley values of features");

  private final String key;
  private final String title;

  ExplanationMethod(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** {@return its name in options and files} */
  public String key() {
    return key;
  }

  /** {@return its name in print} */
  public String title() {
    return title;
  }

  /**
   * Finds it by name.
   *
   * @param key a name
   * @throws OptionException if there is none of that name
   */
  public static ExplanationMethod named(String key) {
    return ofKey(key)
        .orElseThrow(
            () ->
                OptionException.unknown(
                    OptionName.METHOD,
                    key,
                    Arrays.stream(values())
                        .map(ExplanationMethod::key)
                        .collect(Collectors.joining(", "))));
  }

  /**
   * Finds it by its name in files.
   *
   * @param key a name
   * @return the method; empty if there is none of that name
   */
  public static Optional<ExplanationMethod> ofKey(String key) {
    return Arrays.stream(values()).filter(method -> method.key.equals(key)).findFirst();
  }
}
