package org.allnet.network.window;

import java.util.function.UnaryOperator;
import org.allnet.network.window.StageGeometry.Pool;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a plain stack: a convolution, possibly a max-pool, then whatever works pixel by
 * pixel.
 *
 * @param weight kernels, (output channels, input channels, side, side); not owned
 * @param bias (output channels), absent where the convolution has none; not owned
 * @param stride step of the convolution
 * @param padding zeros around its input
 * @param pool the max-pool behind it, absent where there is none
 * @param pointwise what follows and works on every pixel alone (ReLU, a batch norm with fixed
 *     statistics); may change its argument in place
 */
public record Stage(
    Tensor weight,
    @Nullable Tensor bias,
    int stride,
    int padding,
    @Nullable Pool pool,
    UnaryOperator<Tensor> pointwise) {

  /** {@return the side of the kernel in pixels} */
  int kernel() {
    return (int) weight.size(2);
  }

  /** The stage's sizes for an input of a given size. */
  StageGeometry geometry(int height, int width) {
    return new StageGeometry(height, width, kernel(), stride, padding, pool);
  }

  /** The multiplications and additions of the convolution for a number of its output pixels. */
  double flops(long convolvedPixels) {
    return 2.0 * weight.numel() * convolvedPixels;
  }

  /**
   * Runs the stage on whole frames.
   *
   * @param input (batch, channel, height, width)
   * @return the output, for the caller's scope to free
   */
  public Tensor run(Tensor input) {
    return run(input, padding);
  }

  /** Runs the stage on an input that has its padding already. */
  Tensor runPadded(Tensor input) {
    return run(input, 0);
  }

  private Tensor run(Tensor input, int zeros) {
    TensorOptional optionalBias = bias == null ? new TensorOptional() : new TensorOptional(bias);
    Tensor x =
        torch.conv2d(
            input,
            weight,
            optionalBias,
            new long[] {stride, stride},
            new long[] {zeros, zeros},
            new long[] {1, 1},
            1);
    if (pool != null) {
      x =
          torch.max_pool2d(
              x,
              new long[] {pool.kernel(), pool.kernel()},
              new long[] {pool.stride(), pool.stride()},
              new long[] {0, 0},
              new long[] {1, 1},
              pool.ceil());
    }
    return pointwise.apply(x);
  }
}
