package org.allnet.network.training.optimiser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.network.device.Lanes;
import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What moves weights by their gradients. Its moments can be saved and put back to the bit. On a
 * processor weights are updated in blocks that stay in its cache, a thread a block. Not
 * thread-safe.
 */
public abstract sealed class Optimiser implements AutoCloseable permits Adam, Momentum {

  /** Elements a block: weight, gradient, moments and a temporary take 2.5 MB. */
  private static final long BLOCK = 1 << 17;

  private final Map<String, Tensor> weights;
  private final Map<String, Double> factors;
  private final List<String> kinds;
  private final Map<String, Tensor> moments = new LinkedHashMap<>();
  private long steps;

  /**
   * Starts with moments of zero.
   *
   * @param weights what is trained, by name; not owned
   * @param factors what the rate is multiplied by for a tensor
   * @param kinds the names of the moments of each weight
   */
  Optimiser(Map<String, Tensor> weights, Map<String, Double> factors, List<String> kinds) {
    this.weights = weights;
    this.factors = Map.copyOf(factors);
    this.kinds = kinds;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      weights.forEach(
          (name, weight) ->
              kinds.forEach(
                  kind ->
                      moments.put(
                          name + "." + kind,
                          Tensors.handOut(weight.detach().clone().zero_(), null))));
    }
  }

  /** {@return the moments by name; owned by this} */
  public final Map<String, Tensor> moments() {
    return moments;
  }

  /** {@return how many steps were done} */
  public final long steps() {
    return steps;
  }

  /** Puts back how many steps were done. */
  public final void resumeAt(long done) {
    steps = done;
  }

  /**
   * Updates every weight by its gradient and drops the gradient.
   *
   * @param rate the learning rate
   */
  public final void step(double rate) {
    steps++;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      update(blocks(), rate, steps);
      weights.values().forEach(weight -> weight.mutable_grad().reset());
    }
  }

  /**
   * Updates blocks in place, here each by itself.
   *
   * @param blocks what to update
   * @param rate the learning rate, without a block's factor
   * @param step which step this is, from 1
   */
  void update(List<Block> blocks, double rate, long step) {
    Lanes.Phase phase =
        new Lanes.Phase(
            blocks.size(),
            number -> {
              Block block = blocks.get(number);
              update(block, rate * block.factor(), step);
            });
    if (weights.values().stream().allMatch(Tensor::is_cpu)) {
      Lanes.phases(List.of(phase));
    } else {
      Lanes.inTurn(List.of(phase));
    }
  }

  /** Updates a block in place at a rate; {@code step} counts from 1. */
  abstract void update(Block block, double rate, long step);

  /** All weights that have a gradient, cut into blocks; a whole weight each on a GPU. */
  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<String, Tensor> named : weights.entrySet()) {
      Tensor weight = named.getValue();
      Tensor gradient = weight.grad();
      double factor = factors.getOrDefault(named.getKey(), 1.0);
      if (!gradient.defined() || factor == 0) {
        continue;
      }
      Tensor flat = flat(weight.detach());
      Tensor slope = flat(like(gradient, weight));
      List<Tensor> own =
          kinds.stream()
              .map(kind -> flat(Objects.requireNonNull(moments.get(named.getKey() + "." + kind))))
              .toList();
      long count = flat.numel();
      long step = weight.is_cpu() ? BLOCK : Math.max(1, count);
      for (long start = 0; start < count; start += step) {
        blocks.add(new Block(flat, slope, own, factor, start, Math.min(step, count - start)));
      }
    }
    return blocks;
  }

  /**
   * A stretch of a weight, with its gradient and moments, each as one row.
   *
   * @param whole the weight
   * @param slope its gradient
   * @param moments its moments
   * @param factor what the rate is multiplied by
   * @param start first element
   * @param length number of elements
   */
  record Block(
      Tensor whole, Tensor slope, List<Tensor> moments, double factor, long start, long length) {

    Tensor weight() {
      return part(whole);
    }

    Tensor gradient() {
      return part(slope);
    }

    Tensor moment(int number) {
      return part(moments.get(number));
    }

    private Tensor part(Tensor row) {
      return length == row.numel() ? row : row.narrow(0, start, length);
    }
  }

  /** A gradient in the weight's memory order. */
  private static Tensor like(Tensor gradient, Tensor weight) {
    return weight.dim() == 4
        ? gradient.contiguous(torch.MemoryFormat.ChannelsLast)
        : gradient.contiguous();
  }

  /** A dense tensor's memory as one row, in the order it lies there. */
  private static Tensor flat(Tensor tensor) {
    return tensor.dim() == 4 ? tensor.permute(0, 2, 3, 1).view(-1) : tensor.view(-1);
  }

  @Override
  public final void close() {
    moments.values().forEach(Tensor::close);
    closeOwn();
  }

  /** Frees what a kind of optimiser holds besides. */
  void closeOwn() {}
}
