package org.allnet.inference.engine.window;

import java.util.List;
import java.util.Objects;
import org.allnet.inference.engine.layer.Pool;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a plain stack: a convolution, possibly a max-pool, and before and behind it whatever
 * works pixel by pixel.
 *
 * @param weight kernels, (output channels, input channels, side, side); not owned
 * @param bias (output channels), absent if the convolution has none; not owned
 * @param stride step of the convolution
 * @param padding zeros around its input
 * @param beforePool what works on every pixel alone (ReLU, a batch norm with fixed statistics)
 *     between convolution and pool; may change its argument in place
 * @param pool the max-pool, without padding, absent if there is none
 * @param afterPool the same behind the pool
 */
public record Stage(
    Tensor weight,
    @Nullable Tensor bias,
    int stride,
    int padding,
    PixelStep beforePool,
    @Nullable Pool pool,
    PixelStep afterPool) {

  /** The pointwise step of a plain stage. */
  public static final PixelStep RELU = Tensor::relu_;

  /** No step. */
  public static final PixelStep NOTHING = maps -> maps;

  /** A stage with everything pointwise behind the pool, if there are fewer pixels. */
  public Stage(
      Tensor weight,
      @Nullable Tensor bias,
      int stride,
      int padding,
      @Nullable Pool pool,
      PixelStep afterPool) {
    this(weight, bias, stride, padding, NOTHING, pool, afterPool);
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
   * @param input (batch, channels, height, width)
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
    Tensor x = beforePool.apply(convolved(input, zeros));
    if (pool != null) {
      x =
          torch.max_pool2d(
              x, side(pool.kernel()), side(pool.stride()), side(0), side(1), pool.ceil());
    }
    return afterPool.apply(x);
  }

  private Tensor convolved(Tensor input, int zeros) {
    TensorOptional optionalBias = bias == null ? new TensorOptional() : new TensorOptional(bias);
    return torch.conv2d(input, weight, optionalBias, side(stride), side(zeros), side(1), 1);
  }

  private static long[] side(int both) {
    return new long[] {both, both};
  }

  /**
   * What a plain stage keeps of a run.
   *
   * @param input its input, padded
   * @param output its output: pooled, then ReLU
   * @param places where each maximum was, absent if there is no pool
   * @param convolvedShape shape of what was pooled
   */
  record Kept(Tensor input, Tensor output, @Nullable Tensor places, long[] convolvedShape) {

    /** {@return its tensors} */
    List<Tensor> tensors() {
      return places == null ? List.of(input, output) : List.of(input, output, places);
    }
  }

  /**
   * The gradients of a plain stage.
   *
   * @param input of its padded input, absent if nobody asked
   * @param weight of the kernels
   * @param bias of the bias
   */
  record Gradients(@Nullable Tensor input, Tensor weight, Tensor bias) {}

  /** {@return whether its only pointwise step is a ReLU at its end} */
  boolean isPlain() {
    return beforePool == NOTHING && afterPool == RELU && bias != null;
  }

  /** Runs a plain stage on an input that has its padding already, and keeps what gradients need. */
  Kept keep(Tensor input) {
    Tensor convolved = convolved(input, 0);
    long[] shape = convolved.sizes().vec().get();
    if (pool == null) {
      return new Kept(input, convolved.relu_(), null, shape);
    }
    T_TensorTensor_T pooled =
        torch.max_pool2d_with_indices(
            convolved, side(pool.kernel()), side(pool.stride()), side(0), side(1), pool.ceil());
    // What a tuple hands out lives as long as the tuple: these are handles of their own.
    return new Kept(input, new Tensor(pooled.get0()).relu_(), new Tensor(pooled.get1()), shape);
  }

  /**
   * Sends a gradient back through a plain stage.
   *
   * @param kept what it kept
   * @param ofOutput the gradient of its output
   * @param inputToo whether the gradient of its input is wanted
   * @return the gradients
   */
  Gradients back(Kept kept, Tensor ofOutput, boolean inputToo) {
    Tensor gradient = torch.threshold_backward(ofOutput, kept.output(), new Scalar(0.0));
    if (pool != null) {
      // Of what was pooled only the shape is asked for.
      Tensor shape = Canvas.empty(weight, kept.convolvedShape());
      gradient =
          torch.max_pool2d_with_indices_backward(
              gradient,
              shape,
              side(pool.kernel()),
              side(pool.stride()),
              side(0),
              side(1),
              pool.ceil(),
              Objects.requireNonNull(kept.places()));
    }
    try (BoolPointer wanted = new BoolPointer(3)) {
      wanted.put(0, inputToo).put(1, true).put(2, true);
      T_TensorTensorTensor_T all =
          torch.convolution_backward(
              gradient,
              kept.input(),
              weight,
              new long[] {weight.size(0)},
              side(stride),
              side(0),
              side(1),
              false,
              side(0),
              1,
              wanted);
      return new Gradients(
          inputToo ? new Tensor(all.get0()) : null, new Tensor(all.get1()), new Tensor(all.get2()));
    }
  }
}
