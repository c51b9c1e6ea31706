package org.allnet.inference.model;

import java.util.Locale;
import org.allnet.data.RunException;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Weights as 16-bit numbers, of which the greatest is 65504: beyond it they would be infinite. */
public final class HalfWeights {

  private HalfWeights() {}

  /**
   * Returns a tensor in float16.
   *
   * @param name the tensor's, for messages
   * @param weights float32, on any device
   * @return the same in the processor's memory, row by row; the caller's scope frees it
   * @throws RunException if a weight is too large for a 16-bit number
   */
  public static Tensor of(String name, Tensor weights) {
    Tensor own = weights.detach().to(Tensors.cpu(), ScalarType.Float);
    Tensor half = own.to(Tensors.cpu(), ScalarType.Half).contiguous();
    if (half.isinf().any().item_bool() && !own.isinf().any().item_bool()) {
      throw new RunException(
          String.format(
              Locale.ROOT,
              "the weights %s reach %.0f, and the greatest 16-bit number is 65504; keep 32-bit weights",
              name,
              own.abs().max().item_float()));
    }
    return half;
  }
}
