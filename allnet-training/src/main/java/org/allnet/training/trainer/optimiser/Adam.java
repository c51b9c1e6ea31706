package org.allnet.training.trainer.optimiser;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Adam (Kingma and Ba 2015) with Keras's constants: 0.999 and 1e-7, and 0.9 unless a schedule moves
 * it. The correction for moments that begin at zero counts the steps of each weight and takes the
 * constants of the step, as PyTorch does. On a GPU by the engine's own step, on the processor by
 * operations on blocks.
 */
public final class Adam extends Optimiser {

  static final double SECOND = 0.999;
  static final double EPSILON = 1e-7;

  private final double decay;
  private final boolean decoupled;
  private final @Nullable FusedAdam fused;

  /**
   * Starts with moments of zero.
   *
   * @param weights what is trained, by name; not owned
   * @param factors what the rate is multiplied by for a tensor
   * @param decay weight decay
   * @param decoupled whether it pulls the weight itself, else it is added to the gradient
   */
  public Adam(
      Map<String, Tensor> weights, Map<String, Double> factors, double decay, boolean decoupled) {
    this(weights, factors, decay, decoupled, weights.values().stream().anyMatch(Tensor::is_cuda));
  }

  /** The same with the engine's own step or without. */
  Adam(
      Map<String, Tensor> weights,
      Map<String, Double> factors,
      double decay,
      boolean decoupled,
      boolean fused) {
    super(weights, factors, List.of("first", "second"));
    this.decay = decay;
    this.decoupled = decoupled;
    this.fused = fused ? new FusedAdam(decay, decoupled) : null;
  }

  @Override
  void update(List<Block> blocks, double rate, double momentum) {
    if (fused == null) {
      super.update(blocks, rate, momentum);
      return;
    }
    blocks.stream()
        .collect(Collectors.groupingBy(Block::factor))
        .forEach((factor, same) -> fused.update(same, rate * factor, momentum));
  }

  @Override
  void update(Block block, double rate, double momentum) {
    double move = -rate / (1 - Math.pow(momentum, block.step()));
    double divisor = 1 / Math.sqrt(1 - Math.pow(SECOND, block.step()));
    Tensor w = block.weight();
    Tensor g = block.gradient();
    if (decay > 0 && decoupled) {
      w.mul_(new Scalar(1 - rate * decay));
    } else if (decay > 0) {
      g = g.add(w, new Scalar(decay));
    }
    Tensor m = block.moment(0);
    Tensor v = block.moment(1);
    m.mul_(new Scalar(momentum)).add_(g, new Scalar(1 - momentum));
    v.mul_(new Scalar(SECOND)).addcmul_(g, g, new Scalar(1 - SECOND));
    Tensor scale = v.sqrt().mul_(new Scalar(divisor)).add_(new Scalar(EPSILON));
    w.addcdiv_(m, scale, new Scalar(move));
  }

  @Override
  void closeOwn() {
    if (fused != null) {
      fused.close();
    }
  }
}
