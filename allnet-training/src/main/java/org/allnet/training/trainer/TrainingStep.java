package org.allnet.training.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.group.ProcessGroup;
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
    return run(network, optimiser, input, loss, BatchPart.whole((int) input.images().size(0)));
  }

  /**
   * The same with a part of a batch, whose other parts other processes compute at the same time:
   * gradients and losses are those of the whole batch in all of them.
   *
   * @param network what is trained; its trainable tensors record gradients
   * @param optimiser over those tensors
   * @param input what the network sees of this part
   * @param loss what this part adds to what is made small
   * @param part which part it is
   * @return the loss of the whole batch before the step, one number, for the caller's scope to free
   * @throws org.allnet.data.RunException if another process is gone
   */
  Tensor run(
      Network network,
      Optimiser optimiser,
      ImageBatch input,
      Function<Outputs, Tensor> loss,
      BatchPart part) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope scope = new PointerScope()) {
      Outputs outputs = network.train(input.images(), input.footprints(), precision, seed, part);
      Tensor small = loss.apply(outputs);
      outputs.backward(small);
      Tensor whole = small.detach();
      if (!part.group().isAlone()) {
        whole = whole.clone();
        sum(network, whole, part.group());
      }
      optimiser.step(rate, momentum);
      return Tensors.handOut(whole, outer);
    }
  }

  private static void sum(Network network, Tensor loss, ProcessGroup group) {
    List<Tensor> sums = new ArrayList<>();
    sums.add(loss);
    for (Tensor weight : network.trainable().values()) {
      Tensor gradient = weight.grad();
      if (gradient.defined()) {
        sums.add(gradient);
      }
    }
    group.sum(sums);
  }
}
