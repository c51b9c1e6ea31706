package org.allnet.explain;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;

/** The ways to explain an answer. */
public enum Method {
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

  Method(String key, String title) {
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
  public static Method named(String key) {
    return Arrays.stream(values())
        .filter(method -> method.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                OptionException.unknown(
                    OptionName.METHOD,
                    key,
                    Arrays.stream(values()).map(Method::key).collect(Collectors.joining(", "))));
  }
}
