package org.allnet.inference.network.architecture;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.allnet.data.RunException;
import org.allnet.inference.engine.layer.Layers.Point;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a pass gives, float32; owned by the scope it was made in.
 *
 * @param logits (batch, classes)
 * @param auxiliary logits of auxiliary heads, in training only
 * @param marks values that the design marks, with a batch axis in front
 * @param byHand values whose gradients are sent back by hand, in the order they were made
 * @param together is run behind the engine's backward pass, if processes compute the batch
 *     together; else null
 */
public record Outputs(
    Tensor logits,
    List<Tensor> auxiliary,
    Map<Point, Tensor> marks,
    List<ByHand> byHand,
    @Nullable Runnable together) {

  /** Copies its lists and maps, so that nothing changes them from outside. */
  public Outputs {
    auxiliary = List.copyOf(auxiliary);
    marks = Map.copyOf(marks);
    byHand = List.copyOf(byHand);
  }

  /**
   * A value that the engine takes for a beginning.
   *
   * @param leaf the value
   * @param back is given its gradient and sends it on
   */
  record ByHand(Tensor leaf, Consumer<Tensor> back) {}

  /**
   * Computes the gradients of everything that is trained.
   *
   * @param loss one number, made from these outputs
   * @throws RunException if processes compute the batch together and another is gone
   */
  public void backward(Tensor loss) {
    loss.backward();
    if (together != null) {
      together.run();
    }
    for (int i = byHand.size() - 1; i >= 0; i--) {
      Tensor gradient = byHand.get(i).leaf().grad();
      if (gradient.defined()) {
        byHand.get(i).back().accept(gradient);
      }
    }
  }
}
