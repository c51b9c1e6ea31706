package org.allnet.export.program;

import java.util.List;
import org.allnet.inference.engine.pixel.PixelOperations;
import org.allnet.inference.view.ViewMatrix;

/**
 * What a model's steps are written for. The operations on pixels and on networks' layers have their
 * own interfaces; these join them.
 *
 * @param <V> images (batch, channels, height, width) or rows (batch, classes)
 */
public interface ProgramTarget<V> {

  /** {@return the operations in which segmentation and normalisation are written} */
  PixelOperations<V> pixels();

  /** Images with the channels of others behind their own. */
  V stacked(V images, V others);

  /**
   * Images turned or mirrored, black where they do not reach.
   *
   * @param images (batch, channels, side, side)
   * @param matrix where the pixels come from
   */
  V view(V images, ViewMatrix matrix);

  /**
   * The logits of a network.
   *
   * @param number which of the model's, from 0
   * @param images normalised images
   * @return (batch, classes)
   */
  V network(int number, V images);

  /** The mean of rows. */
  V mean(List<V> rows);

  /**
   * The logarithm of a mean of probabilities, whose softmax is that mean.
   *
   * @param logits (batch, classes) each
   * @param weights what each counts; they sum to 1
   */
  V mixture(List<V> logits, List<Double> weights);
}
