package org.allnet.inference.prediction;

import org.allnet.inference.network.architecture.MapPlaces;
import org.allnet.inference.view.ViewMatrix;

/**
 * The last map of a network that looked at a view of an image, and the gradient of a class's logit
 * by it. Of a transformer the map is the sequence that the last attention sees, laid out as the
 * image is.
 *
 * @param look which network looked at which view
 * @param logit the class's logit in this look
 * @param places where the map's rows and columns lie in the network's input
 * @param values (channels, height, width). Not copied: treat it as read-only
 * @param gradients of the same shape. Not copied
 * @param token what a transformer's class token adds
 */
public record LastMap(
    Look look,
    double logit,
    MapPlaces places,
    float[] values,
    float[] gradients,
    ClassToken token) {

  /**
   * A network's look at a view of an image.
   *
   * @param network the network's number in the model, from 0
   * @param weight what this look counts in the model's logit; those of an image sum to 1
   * @param view where the view has its pixels from
   * @param inputSize side of the network's input in pixels
   */
  public record Look(int network, double weight, ViewMatrix view, int inputSize) {}

  /**
   * The class token of a transformer, which lies at no place of its map.
   *
   * @param there whether there is one: the map is a transformer's
   * @param attributed what it adds to the sum of gradients times values; 0 if there is none
   */
  public record ClassToken(boolean there, double attributed) {

    /** The map of a convolutional network has none. */
    public static final ClassToken NONE = new ClassToken(false, 0);
  }

  /**
   * Checks how many values and gradients there are.
   *
   * @throws IllegalArgumentException if there are not as many gradients as values, or the values
   *     are no whole number of channels of a square map
   */
  public LastMap {
    int rows = places.rows();
    if (values.length % (rows * rows) != 0 || gradients.length != values.length) {
      throw new IllegalArgumentException(
          "a map of %d rows of %d values and %d gradients"
              .formatted(rows, values.length, gradients.length));
    }
  }

  /** {@return channels of the map} */
  public int channels() {
    return values.length / (places.rows() * places.rows());
  }
}
