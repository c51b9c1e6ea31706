package org.allnet.inference.network.architecture;

import java.util.List;

/**
 * The name and shape of one tensor of a network, known without making it.
 *
 * @param name its name in the model file
 * @param shape its shape
 * @param trainable whether it is trained; else it is a statistic
 */
public record TensorSpec(String name, List<Long> shape, boolean trainable) {

  /** Copies {@code shape}, so that nothing changes it from outside. */
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** {@return the number of elements} */
  public long elements() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  /** {@return the shape as the tensor engine takes it} */
  public long[] sizes() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
