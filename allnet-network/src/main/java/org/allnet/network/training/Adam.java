package org.allnet.network.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma and Ba 2015) with Keras's constants: 0.9, 0.999 and 1e-7. Its moments can be saved
 * and put back to the bit. A large weight is updated in blocks that stay in the processor's cache.
 */
final class Adam implements AutoCloseable {

  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-7;

  /** Elements a block: weight, gradient, moments and a temporary take 2.5 MB. */
  private static final long BLOCK = 1 << 17;

  private final Map<String, Tensor> weights;
  private final Map<String, Tensor> moments = new LinkedHashMap<>();
  private long steps;

  /**
   * Starts with moments of zero.
   *
   * @param weights what is trained, by name; not owned
   */
  Adam(Map<String, Tensor> weights) {
    this.weights = weights;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      weights.forEach(
          (name, weight) -> {
            moments.put(name + ".first", Tensors.handOut(weight.detach().clone().zero_(), null));
            moments.put(name + ".second", Tensors.handOut(weight.detach().clone().zero_(), null));
          });
    }
  }

  /** {@return the moments by name; owned by this} */
  Map<String, Tensor> moments() {
    return moments;
  }

  long steps() {
    return steps;
  }

  /** Puts back how many steps were done. */
  void resumeAt(long done) {
    steps = done;
  }

  /**
   * Updates every weight by its gradient and clears the gradient.
   *
   * @param rate the learning rate
   */
  void step(double rate) {
    steps++;
    double firstScale = rate / (1 - Math.pow(FIRST, steps));
    double secondScale = Math.sqrt(1 - Math.pow(SECOND, steps));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Scalar keepFirst = new Scalar(FIRST);
      Scalar addFirst = new Scalar(1 - FIRST);
      Scalar keepSecond = new Scalar(SECOND);
      Scalar addSecond = new Scalar(1 - SECOND);
      Scalar divisor = new Scalar(1 / secondScale);
      Scalar epsilon = new Scalar(EPSILON);
      Scalar move = new Scalar(-firstScale);
      for (Map.Entry<String, Tensor> named : weights.entrySet()) {
        Tensor weight = named.getValue();
        Tensor gradient = weight.grad();
        if (!gradient.defined()) {
          continue;
        }
        Tensor first = Objects.requireNonNull(moments.get(named.getKey() + ".first"));
        Tensor second = Objects.requireNonNull(moments.get(named.getKey() + ".second"));
        Tensor flatWeight = flat(weight.detach());
        Tensor flatGradient = flat(like(gradient, weight));
        Tensor flatFirst = flat(first);
        Tensor flatSecond = flat(second);
        long count = flatWeight.numel();
        for (long start = 0; start < count; start += BLOCK) {
          try (PointerScope block = new PointerScope()) {
            long length = Math.min(BLOCK, count - start);
            Tensor g = flatGradient.narrow(0, start, length);
            Tensor m = flatFirst.narrow(0, start, length);
            Tensor v = flatSecond.narrow(0, start, length);
            m.mul_(keepFirst).add_(g, addFirst);
            v.mul_(keepSecond).addcmul_(g, g, addSecond);
            Tensor scale = v.sqrt().mul_(divisor).add_(epsilon);
            flatWeight.narrow(0, start, length).addcdiv_(m, scale, move);
          }
        }
        weight.mutable_grad().zero_();
      }
    }
  }

  /** A gradient in the weight's memory order. */
  private static Tensor like(Tensor gradient, Tensor weight) {
    return weight.dim() == 4
        ? gradient.contiguous(org.bytedeco.pytorch.global.torch.MemoryFormat.ChannelsLast)
        : gradient.contiguous();
  }

  /** A dense tensor's memory as one row, in the order it lies there. */
  private static Tensor flat(Tensor tensor) {
    return tensor.dim() == 4 ? tensor.permute(0, 2, 3, 1).view(-1) : tensor.view(-1);
  }

  @Override
  public void close() {
    moments.values().forEach(Tensor::close);
  }
}
