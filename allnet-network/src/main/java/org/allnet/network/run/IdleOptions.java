package org.allnet.network.run;

import org.allnet.data.OptionException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.operating.DecisionRule;
import org.allnet.network.architecture.Precision;

/** The options of a run that can do nothing on its data or device. */
final class IdleOptions {

  private IdleOptions() {}

  /**
   * Refuses them.
   *
   * @param options the run's
   * @param classes the classes of its data
   * @param cuda whether it computes on a GPU
   * @throws OptionException if there is one, naming it
   */
  static void check(RunOptions options, ClassSet classes, boolean cuda) {
    DecisionRule.check(options.rule(), classes);
    boolean networks = options.recipe().architectures() > 0;
    if (networks && !cuda && options.training().precision() == Precision.TF32) {
      throw new OptionException(
          "--precision tf32 can't act on a processor, where it is fp32; leave it out, or use --device cuda");
    }
  }
}
