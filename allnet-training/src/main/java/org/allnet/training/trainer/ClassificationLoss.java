package org.allnet.training.trainer;

import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.training.trainer.BatchSource.Batch;
import org.allnet.training.trainer.loss.Loss;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The loss of classes, with those of auxiliary heads and of the box around a cell if there are any.
 *
 * @param loss the loss of the classes
 * @param classWeights what each class counts, or null if all count the same; not owned
 */
record ClassificationLoss(Loss loss, @Nullable Tensor classWeights) {

  /** Weight of an auxiliary head's loss (Szegedy et al. 2016). */
  private static final double AUXILIARY = 0.4;

  /**
   * Returns the mean loss of a batch.
   *
   * @param outputs what the network says of it
   * @param batch the batch
   * @return a number that gradients flow through, for the caller's scope to free
   */
  Tensor of(Outputs outputs, Batch batch) {
    Tensor sum = loss.of(outputs.logits(), batch.targets(), classWeights);
    for (Tensor auxiliary : outputs.auxiliary()) {
      Tensor more = loss.of(auxiliary, batch.targets(), classWeights);
      sum = sum.add(more, new Scalar(AUXILIARY));
    }
    Tensor box = outputs.marks().get(Point.BOX);
    Tensor boxes = batch.boxes();
    if (box != null && boxes != null) {
      Tensor where = torch.sigmoid(box).mul(new Scalar(2.0)).sub(new Scalar(1.0));
      sum = sum.add(where.sub(boxes).abs().mean());
    }
    return sum;
  }
}
