package org.allnet.training.trainer.optimiser;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Gradient descent with momentum, as PyTorch has it: the velocity keeps a fraction of itself and
 * takes the gradient in, the weight moves by rate times velocity.
 */
public final class Momentum extends Optimiser {

  private final double decay;

  /**
   * Starts with velocities of zero.
   *
   * @param weights what is trained, by name; not owned
   * @param factors what the rate is multiplied by for a tensor
   * @param decay weight decay, added to the gradient
   */
  public Momentum(Map<String, Tensor> weights, Map<String, Double> factors, double decay) {
    super(weights, factors, List.of("velocity"));
    this.decay = decay;
  }

  @Override
  void update(Block block, double rate, double momentum) {
    Tensor w = block.weight();
    Tensor velocity = block.moment(0);
    velocity.mul_(new Scalar(momentum)).add_(block.gradient(), new Scalar(1.0));
    if (decay > 0) {
      velocity.add_(w, new Scalar(decay));
    }
    w.add_(velocity, new Scalar(-rate));
  }
}
