package org.allnet.training.trainer;

import java.util.function.Function;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.training.trainer.optimiser.Optimiser;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * One step of training: forward, loss, backward, optimiser.
 *
 * @param rate the learning rate
 * @param momentum fraction of itself that the optimiser's first moment keeps
 * @param precision what layers are computed in
 * @param seed what dropout draws from
 */
record TrainingStep(double rate, double momentum, Precision precision, long seed) {

  /**
   * Changes the network's weights by one step and returns the loss before it.
   *
   * @param network what is trained; its trainable tensors record gradients
   * @param optimiser over those tensors
   * @param input what the network sees
   * @param loss what is made small
   * @return the loss before the step, one number, for the caller's scope to free
   */
  Tensor run(
      Network network, Optimiser optimiser, ImageBatch input, Function<Outputs, Tensor> loss) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope scope = new PointerScope()) {
      Outputs outputs = network.train(input.images(), input.footprints(), precision, seed);
      Tensor small = loss.apply(outputs);
      outputs.backward(small);
      optimiser.step(rate, momentum);
      return Tensors.handOut(small.detach(), outer);
    }
  }
}
