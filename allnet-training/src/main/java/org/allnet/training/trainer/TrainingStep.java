package org.allnet.training.trainer;

import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.training.trainer.BatchSource.Batch;
import org.allnet.training.trainer.optimiser.Optimiser;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** One step of training: forward, loss, backward, optimiser. */
final class TrainingStep {

  /** Weight of an auxiliary head's loss (Szegedy et al. 2016). */
  private static final double AUXILIARY = 0.4;

  private TrainingStep() {}

  /**
   * Does it.
   *
   * @param network what is trained; its trainable tensors record gradients
   * @param optimiser over those tensors
   * @param batch what to learn from
   * @param options loss and precision
   * @param classWeights what each class counts, or null
   * @param rate the learning rate
   * @param momentum share of itself that the optimiser's first moment keeps
   * @param seed what dropout draws from
   * @return the mean loss before the step, one number, for the caller's scope to free
   */
  static Tensor run(
      Network network,
      Optimiser optimiser,
      Batch batch,
      TrainingOptions options,
      @Nullable Tensor classWeights,
      double rate,
      double momentum,
      long seed) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope scope = new PointerScope()) {
      Outputs outputs =
          network.train(
              batch.input().images(), batch.input().footprints(), options.precision(), seed);
      Tensor loss = options.objective().loss().of(outputs.logits(), batch.targets(), classWeights);
      for (Tensor auxiliary : outputs.auxiliary()) {
        Tensor more = options.objective().loss().of(auxiliary, batch.targets(), classWeights);
        loss = loss.add(more, new Scalar(AUXILIARY));
      }
      Tensor box = outputs.marks().get(Point.BOX);
      Tensor boxes = batch.boxes();
      if (box != null && boxes != null) {
        Tensor where = torch.sigmoid(box).mul(new Scalar(2.0)).sub(new Scalar(1.0));
        loss = loss.add(where.sub(boxes).abs().mean());
      }
      outputs.backward(loss);
      optimiser.step(rate, momentum);
      return Tensors.handOut(loss.detach(), outer);
    }
  }
}
