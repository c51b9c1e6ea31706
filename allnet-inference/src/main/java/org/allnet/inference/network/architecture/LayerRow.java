package org.allnet.inference.network.architecture;

import java.util.List;

/**
 * One line of an architecture's table.
 *
 * @param layer what the layer is
 * @param shape its output without the batch axis: (channels, height, width) or (features)
 * @param trainable weights that are trained
 * @param fixed numbers kept beside them, such as a batch norm's statistics
 * @param flops multiplications and additions for one image
 */
public record LayerRow(
    String layer, List<Integer> shape, long trainable, long fixed, double flops) {

  /** Copies {@code shape}, so that nothing changes it from outside. */
  public LayerRow {
    shape = List.copyOf(shape);
  }

  /** {@return all numbers that the layer keeps, as Keras counts them} */
  public long parameters() {
    return trainable + fixed;
  }
}
