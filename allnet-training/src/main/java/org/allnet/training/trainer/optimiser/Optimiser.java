package org.allnet.training.trainer.optimiser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What moves weights by their gradients. Each weight counts its own steps, so that one that was
 * frozen begins like a new one when it thaws. Moments and counts can be saved and put back to the
 * bit. On a processor weights are updated in blocks that stay in its cache, a thread a block. Not
 * thread-safe.
 */
public abstract sealed class Optimiser implements AutoCloseable permits Adam, Momentum {

  /** Elements a block: weight, gradient, moments and a temporary take 2.5 MB. */
  private static final long BLOCK = 1 << 17;

  private final Map<String, Tensor> weights;
  private final Map<String, Double> factors;
  private final List<String> kinds;
  private final Map<String, Tensor> moments = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
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
    weights.keySet().forEach(name -> counts.put(name, 0L));
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

  /** {@return how many steps were done, whichever weights they moved} */
  public final long steps() {
    return steps;
  }

  /**
   * {@return how many steps moved a weight: those in which it had a gradient}
   *
   * @param name the weight's name
   */
  public final long steps(String name) {
    return Objects.requireNonNull(counts.get(name), name);
  }

  /** {@return how many steps moved each weight, by name} */
  public final Map<String, Long> counts() {
    return new LinkedHashMap<>(counts);
  }

  /**
   * Puts back how many steps were done.
   *
   * @param done all of them
   * @param each those that moved each weight, by name
   * @throws IllegalArgumentException if a weight has no count, or one above {@code done}
   */
  public final void resumeAt(long done, Map<String, Long> each) {
    for (String name : counts.keySet()) {
      Long count = each.get(name);
      if (count == null || count < 0 || count > done) {
        throw new IllegalArgumentException("steps of " + name + ": " + count + " of " + done);
      }
      counts.put(name, count);
    }
    steps = done;
  }

  /**
   * Updates every weight that has a gradient and drops the gradient.
   *
   * @param rate the learning rate
   * @param momentum fraction of itself that the first moment keeps, 0 to below 1
   */
  public final void step(double rate, double momentum) {
    steps++;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      update(blocks(), rate, momentum);
      weights.values().forEach(weight -> weight.mutable_grad().reset());
    }
  }

  /**
   * Updates blocks in place, here each by itself.
   *
   * @param blocks what to update
   * @param rate the learning rate, without a block's factor
   * @param momentum fraction of itself that the first moment keeps
   */
  void update(List<Block> blocks, double rate, double momentum) {
    ParallelTasks.Phase phase =
        new ParallelTasks.Phase(
            blocks.size(),
            number -> {
              Block block = blocks.get(number);
              update(block, rate * block.factor(), momentum);
            });
    if (weights.values().stream().allMatch(Tensor::is_cpu)) {
      ParallelTasks.phases(List.of(phase));
    } else {
      ParallelTasks.inTurn(List.of(phase));
    }
  }

  /** Updates a block in place at a rate, its first moment keeping a fraction of itself. */
  abstract void update(Block block, double rate, double momentum);

  /** Counts and cuts into blocks all weights that have a gradient; whole weights on a GPU. */
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
      Tensor flatGradient = flat(like(gradient, weight));
      List<Tensor> own =
          kinds.stream()
              .map(kind -> flat(Objects.requireNonNull(moments.get(named.getKey() + "." + kind))))
              .toList();
      long step = counts.merge(named.getKey(), 1L, Long::sum);
      long count = flat.numel();
      long length = weight.is_cpu() ? BLOCK : Math.max(1, count);
      for (long start = 0; start < count; start += length) {
        blocks.add(
            new Block(
                flat, flatGradient, own, factor, step, start, Math.min(length, count - start)));
      }
    }
    return blocks;
  }

  /**
   * A stretch of a weight, with its gradient and moments, each as one row.
   *
   * @param whole the weight
   * @param wholeGradient its gradient
   * @param moments its moments
   * @param factor what the rate is multiplied by
   * @param step which of the weight's own steps this is, from 1
   * @param start first element
   * @param length number of elements
   */
  record Block(
      Tensor whole,
      Tensor wholeGradient,
      List<Tensor> moments,
      double factor,
      long step,
      long start,
      long length) {

    Tensor weight() {
      return part(whole);
    }

    Tensor gradient() {
      return part(wholeGradient);
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
