package org.allnet.network.architecture;

import java.util.List;
import java.util.Map;
import org.allnet.network.layer.Layers.Point;
import org.bytedeco.pytorch.Tensor;

/**
 * What a pass gives, float32; owned by the scope it was made in.
 *
 * @param logits (batch, classes)
 * @param auxiliary logits of auxiliary heads, in training only
 * @param marks values that the design marks, with a batch axis in front
 */
public record Outputs(Tensor logits, List<Tensor> auxiliary, Map<Point, Tensor> marks) {

  /** Copies. */
  public Outputs {
    auxiliary = List.copyOf(auxiliary);
    marks = Map.copyOf(marks);
  }
}
