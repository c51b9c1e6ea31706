package org.allnet.training.trainer.optimiser;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Method;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * The engine's own Adam, which reads and writes each number once, and takes all weights in one
 * call. It is not among the functions that Java can call, but the engine's script language knows
 * it. Not thread-safe; holds native memory until closed.
 */
final class FusedAdam implements AutoCloseable {

  private static final String SCRIPT =
      """
      def %s(self, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],
             step: List[Tensor], rate: float, first: float, second: float, epsilon: float,
             decay: float):
          torch.%s(w, g, m, v, [], step, lr=rate, beta1=first, beta2=second,
                   weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)
      """;

  private static final String NAME = "update";

  private final double decay;
  private final JitModule module;
  private final Method method;

  /**
   * Compiles the script.
   *
   * @param decay weight decay
   * @param decoupled whether it pulls the weight itself, else it is added to the gradient
   */
  FusedAdam(double decay, boolean decoupled) {
    this.decay = decay;
    try (PointerScope scope = new PointerScope()) {
      JitModule made = new JitModule(new QualifiedName("allnet"));
      made.define(SCRIPT.formatted(NAME, decoupled ? "_fused_adamw_" : "_fused_adam_"));
      this.method = Tensors.handOut(made.get_method(new BytePointer(NAME)), null);
      this.module = Tensors.handOut(made, null);
    }
  }

  /**
   * Updates blocks in place.
   *
   * @param blocks whose weights, gradients and moments are each one row, at least one
   * @param rate the learning rate of all of them
   * @param first fraction of itself that the first moment keeps
   */
  void update(List<Optimiser.Block> blocks, double rate, double first) {
    Map<Long, Tensor> counts = new HashMap<>();
    for (Optimiser.Block block : blocks) {
      counts.computeIfAbsent(block.step(), step -> count(step, block));
    }
    method.run(
        new IValueVector(
            list(blocks, Optimiser.Block::weight),
            list(blocks, Optimiser.Block::gradient),
            list(blocks, block -> block.moment(0)),
            list(blocks, block -> block.moment(1)),
            list(blocks, block -> Objects.requireNonNull(counts.get(block.step()))),
            new IValue(rate),
            new IValue(first),
            new IValue(Adam.SECOND),
            new IValue(Adam.EPSILON),
            new IValue(decay)));
  }

  /** A count as the engine wants it: one number on the device of the weights. */
  private static Tensor count(long step, Optimiser.Block block) {
    Tensor count = torch.empty(new long[] {1}, block.weight().options(), null);
    return count.fill_(new Scalar((double) step));
  }

  private static IValue list(List<Optimiser.Block> blocks, Function<Optimiser.Block, Tensor> part) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    blocks.forEach(block -> list.push_back(new IValue(part.apply(block))));
    return new IValue(list);
  }

  @Override
  public void close() {
    method.close();
    module.close();
  }
}
