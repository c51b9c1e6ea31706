package org.allnet.network.window;

import java.util.function.UnaryOperator;
import org.allnet.network.layer.Pool;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a plain stack: a convolution, possibly a max-pool, and before and behind it whatever
 * works pixel by pixel.
 *
 * @param weight kernels, (output channels, input channels, side, side); not owned
 * @param bias (output channels), absent where the convolution has none; not owned
 * @param stride step of the convolution
 * @param padding zeros around its input
 * @param beforePool what works on every pixel alone (ReLU, a batch norm with fixed statistics)
 *     between convolution and pool; may change its argument in place
 * @param pool the max-pool, without padding, absent where there is none
 * @param afterPool the same behind the pool
 */
public record Stage(
    Tensor weight,
    @Nullable Tensor bias,
    int stride,
    int padding,
    UnaryOperator<Tensor> beforePool,
    @Nullable Pool pool,
    UnaryOperator<Tensor> afterPool) {

  /** A stage with everything pointwise behind the pool, where there are fewer pixels. */
  public Stage(
      Tensor weight,
      @Nullable Tensor bias,
      int stride,
      int padding,
      @Nullable Pool pool,
      UnaryOperator<Tensor> afterPool) {
    this(weight, bias, stride, padding, UnaryOperator.identity(), pool, afterPool);
  }

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
    x = beforePool.apply(x);
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
    return afterPool.apply(x);
  }
}
