package org.allnet.inference.prediction;

import org.allnet.inference.network.architecture.MapPlaces;
import org.allnet.inference.view.ViewMatrix;

/**
 * The last map of a network that looked at a view of an image, and the gradient of a class's logit
 * by it. Of a transformer the map is the sequence that the last attention sees, laid out as the
 * image is.
 *
 * @param network the network's number in the model, from 0
 * @param weight what this look counts in the model's logit; those of an image sum to 1
 * @param view where the view has its pixels from
 * @param logit the class's logit in this look
 * @param channels channels of the map
 * @param places where its rows and columns lie in the network's input
 * @param inputSize side of the network's input in pixels
 * @param tokens whether the map is a transformer's
 * @param values (channels, rows, columns). Not copied: treat it as read-only
 * @param gradients of the same shape. Not copied
 * @param elsewhere what a transformer's class token adds to the sum of gradients times values; 0 of
 *     a map
 */
public record LastMap(
    int network,
    double weight,
    ViewMatrix view,
    double logit,
    int channels,
    MapPlaces places,
    int inputSize,
    boolean tokens,
    float[] values,
    float[] gradients,
    double elsewhere) {

  /** Checks the sizes. */
  public LastMap {
    long numbers = (long) channels * places.rows() * places.rows();
    if (values.length != numbers || gradients.length != numbers) {
      throw new IllegalArgumentException(
          "a map of %d channels and %d rows of %d values and %d gradients"
              .formatted(channels, places.rows(), values.length, gradients.length));
    }
  }
}
