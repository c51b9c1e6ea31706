package org.allnet.evaluation.prediction;

/**
 * What a model says of whether it may answer about an image at all, whatever its probabilities are.
 *
 * @param key why it refuses the image, a word for programs such as {@code poor-image}; empty if it
 *     accepts it
 * @param reason why, for a reader; empty if it accepts it
 */
public record Refusal(String key, String reason) {

  /** The image is accepted. */
  public static final Refusal NONE = new Refusal("", "");

  /** {@return whether the image is refused} */
  public boolean isRefused() {
    return !key.isEmpty();
  }
}
