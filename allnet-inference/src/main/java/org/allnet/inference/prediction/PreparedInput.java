package org.allnet.inference.prediction;

import org.allnet.inference.image.input.InputFrame;

/**
 * An image as a network sees it.
 *
 * @param network the network's number in the model, from 0
 * @param weight what the network counts in the model's logit; those of all networks sum to 1
 * @param channels 3, or 6 if a segmented copy is stacked on the image
 * @param size side in pixels
 * @param frame which square of the image this is
 * @param values (channels, size, size) in [0,1]. Not copied: treat it as read-only
 */
public record PreparedInput(
    int network, double weight, int channels, int size, InputFrame frame, float[] values) {

  /** {@return how many numbers it has} */
  public int length() {
    return values.length;
  }
}
