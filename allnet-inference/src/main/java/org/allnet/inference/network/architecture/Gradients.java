package org.allnet.inference.network.architecture;

import java.util.List;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * How a logit of each image depends on a value; float32, owned by the scope it was made in.
 *
 * @param logits (batch, classes)
 * @param value the value, with a batch axis in front
 * @param gradient the gradient of each image's own logit by its part of the value, of its shape
 */
public record Gradients(Tensor logits, Tensor value, Tensor gradient) {

  /**
   * Sends a batch back. Images of a batch do not see each other in inference, so that the gradient
   * of the sum of their logits holds the gradient of each.
   *
   * @param logits (batch, classes), recorded
   * @param value what they were recorded from
   * @param classes the class of each image, from 0
   */
  static Gradients of(Tensor logits, Tensor value, List<Integer> classes) {
    long[] chosen = classes.stream().mapToLong(Integer::longValue).toArray();
    Tensor index = Tensors.ofLongs(chosen, logits.device(), chosen.length, 1);
    Tensor sum = logits.gather(1, index).sum();
    TensorVector gradients = torch.grad(new TensorVector(sum), new TensorVector(value));
    // What a vector hands out lives as long as the vector: this is a handle of its own.
    return new Gradients(logits.detach(), value.detach(), new Tensor(gradients.get(0)).detach());
  }

  /** Keeps all of it alive beyond the innermost scope. */
  Gradients handedOut(@Nullable PointerScope outer) {
    Tensors.handOut(logits, outer);
    Tensors.handOut(value, outer);
    Tensors.handOut(gradient, outer);
    return this;
  }
}
