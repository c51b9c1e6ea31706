package org.allnet.inference.engine.device;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One large product of two float32 matrices: the rate at which a machine does it bounds what any
 * network of convolutions and dense layers can reach there without a shortcut. Not thread-safe;
 * holds native memory until closed.
 */
public final class MatrixProduct implements AutoCloseable {

  private final int side;
  private final Tensor left;
  private final Tensor right;
  private final Tensor product;

  /**
   * Prepares two square matrices of ones and halves.
   *
   * @param side rows and columns
   * @param device where to multiply
   */
  public MatrixProduct(int side, ComputeDevice device) {
    this.side = side;
    try (PointerScope scope = new PointerScope()) {
      long[] shape = {side, side};
      left =
          Tensors.handOut(
              torch.ones(shape, Tensors.options(ScalarType.Float, device.torch())), null);
      right = Tensors.handOut(left.div(new org.bytedeco.pytorch.Scalar(2.0)), null);
      product = Tensors.handOut(torch.empty_like(left), null);
    }
  }

  /** {@return multiplications and additions of one product} */
  public double flops() {
    return 2.0 * side * side * side;
  }

  /**
   * Multiplies once and waits for the result.
   *
   * @return an element of the product, half the side
   */
  public float run() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.mm_out(product, left, right);
      return product.select(0, 0).select(0, 0).item_float();
    }
  }

  @Override
  public void close() {
    left.close();
    right.close();
    product.close();
  }
}
