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
   * Returns the mean loss of a batch; of a part of one, what it adds to the mean of all.
   *
   * @param outputs what the network says of it
   * @param batch the batch
   * @return a number that gradients flow through, for the caller's scope to free
   */
  Tensor of(Outputs outputs, Batch batch) {
    Tensor sum = classes(outputs.logits(), batch);
    for (Tensor auxiliary : outputs.auxiliary()) {
      Tensor more = classes(auxiliary, batch);
      sum = sum.add(more, new Scalar(AUXILIARY));
    }
    Tensor box = outputs.marks().get(Point.BOX);
    Tensor boxes = batch.boxes();
    if (box != null && boxes != null) {
      Tensor where = torch.sigmoid(box).mul(new Scalar(2.0)).sub(new Scalar(1.0));
      Tensor mean = where.sub(boxes).abs().mean();
      Tensor together = batch.together();
      sum =
          sum.add(
              together == null
                  ? mean
                  : mean.mul(new Scalar((double) boxes.size(0) / together.size(0))));
    }
    return sum;
  }

  /** A mean over images, or over what their classes count. */
  private Tensor classes(Tensor logits, Batch batch) {
    Tensor mean = loss.of(logits, batch.targets(), classWeights);
    Tensor together = batch.together();
    if (together == null) {
      return mean;
    }
    return classWeights == null
        ? mean.mul(new Scalar((double) batch.targets().size(0) / together.size(0)))
        : mean.mul(batch.targets().mul(classWeights).sum().div(together.mul(classWeights).sum()));
  }
}
