package org.allnet.network.training.optimiser;

import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Method;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The engine's own Adam, which reads and writes each number once. It is not among the functions
 * that Java can call, but the engine's script language knows it. Not thread-safe; holds native
 * memory until closed.
 */
final class FusedAdam implements AutoCloseable {

  /**
   * The script's compiler takes a list that is written down for a copy and would leave the call
   * out, as nobody looks at what it changes; parts of a tensor it takes for what they are.
   */
  private static final String SCRIPT =
      """
      def %s(self, w: Tensor, g: Tensor, m: Tensor, v: Tensor, step: Tensor, rate: float,
             first: float, second: float, epsilon: float, decay: float):
          torch.%s(
              torch.unbind(w.unsqueeze(0)), torch.unbind(g.unsqueeze(0)),
              torch.unbind(m.unsqueeze(0)), torch.unbind(v.unsqueeze(0)), [],
              torch.unbind(step.unsqueeze(0)), lr=rate, beta1=first, beta2=second,
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
   * Updates a block in place.
   *
   * @param block whose weights, gradients and moments are each one row
   * @param rate the learning rate
   * @param step which step this is, from 1
   */
  void update(Optimiser.Block block, double rate, long step) {
    Tensor weight = block.weight();
    Tensor count = torch.empty(new long[] {1}, weight.options(), null);
    count.fill_(new Scalar((double) step));
    method.run(
        new IValueVector(
            new IValue(weight),
            new IValue(block.gradient()),
            new IValue(block.moment(0)),
            new IValue(block.moment(1)),
            new IValue(count),
            new IValue(rate),
            new IValue(Adam.FIRST),
            new IValue(Adam.SECOND),
            new IValue(Adam.EPSILON),
            new IValue(decay)));
  }

  @Override
  public void close() {
    method.close();
    module.close();
  }
}
