package org.allnet.network.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.network.device.Lanes;
import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma and Ba 2015) with Keras's constants: 0.9, 0.999 and 1e-7. Its moments can be saved
 * and put back to the bit. On a processor weights are updated in blocks that stay in its cache, a
 * thread a block.
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
      List<Block> blocks = blocks();
      Lanes.each(blocks.size(), number -> blocks.get(number).update(-firstScale, 1 / secondScale));
      weights.values().forEach(weight -> weight.mutable_grad().reset());
    }
  }

  /** All weights that have a gradient, cut into blocks; a whole weight each on a GPU. */
  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<String, Tensor> named : weights.entrySet()) {
      Tensor weight = named.getValue();
      Tensor gradient = weight.grad();
      if (!gradient.defined()) {
        continue;
      }
      Tensor flat = flat(weight.detach());
      Tensor slope = flat(like(gradient, weight));
      Tensor first = flat(Objects.requireNonNull(moments.get(named.getKey() + ".first")));
      Tensor second = flat(Objects.requireNonNull(moments.get(named.getKey() + ".second")));
      long count = flat.numel();
      long step = weight.is_cuda() ? count : BLOCK;
      for (long start = 0; start < count; start += step) {
        blocks.add(new Block(flat, slope, first, second, start, Math.min(step, count - start)));
      }
    }
    return blocks;
  }

  /** A stretch of a weight, with its gradient and moments, all as one row. */
  private record Block(
      Tensor weight, Tensor gradient, Tensor first, Tensor second, long start, long length) {

    void update(double move, double divisor) {
      Tensor g = gradient.narrow(0, start, length);
      Tensor m = first.narrow(0, start, length);
      Tensor v = second.narrow(0, start, length);
      m.mul_(new Scalar(FIRST)).add_(g, new Scalar(1 - FIRST));
      v.mul_(new Scalar(SECOND)).addcmul_(g, g, new Scalar(1 - SECOND));
      Tensor scale = v.sqrt().mul_(new Scalar(divisor)).add_(new Scalar(EPSILON));
      weight.narrow(0, start, length).addcdiv_(m, scale, new Scalar(move));
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
