package org.allnet.network.training;

import org.allnet.network.architecture.Network;
import org.allnet.network.architecture.Precision;
import org.allnet.network.training.BatchSource.Batch;
import org.allnet.network.training.optimiser.Optimiser;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One step of training: forward, cross-entropy, backward, Adam. */
final class TrainingStep {

  private TrainingStep() {}

  /**
   * Does it.
   *
   * @param network what is trained; its trainable tensors record gradients
   * @param optimiser over those tensors
   * @param batch what to learn from
   * @param rate the learning rate
   * @param seed what dropout draws from
   * @return the mean cross-entropy before the step
   */
  static double run(Network network, Optimiser optimiser, Batch batch, double rate, long seed) {
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = network.train(batch.images(), batch.windows(), Precision.FP32, seed).logits();
      Tensor loss = torch.cross_entropy_loss(logits, batch.labels());
      loss.backward();
      optimiser.step(rate);
      return loss.item_float();
    }
  }
}
