package org.allnet.inference.learner;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.allnet.data.Interruption;
import org.allnet.data.RunException;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.dtree.impurity.LabelImpurity;
import org.tribuo.math.Parameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.Tensor;

/**
 * Fits that end if the calling thread is interrupted. The library of learners knows no interrupts:
 * it is waited for, and a fit that nobody waits for any more stops by itself when the library asks
 * for something.
 */
final class Interruptible {

  private Interruptible() {}

  /**
   * Fits on a thread of its own.
   *
   * @param fit what to do
   * @return its result
   * @throws RunException if the calling thread is interrupted; it stays marked as interrupted
   */
  static <T> T call(Supplier<T> fit) {
    FutureTask<T> task = new FutureTask<>(fit::get);
    Thread thread = new Thread(task, "learner");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw RunException.interrupted("interrupted while fitting a learner", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  /**
   * Ends a fit that is no longer wanted.
   *
   * @throws RunException if the present thread was interrupted
   */
  static void check() {
    Interruption.ofThisThread().check("fitting a learner");
  }

  /** The Gini index of trees, which is asked for at every split. */
  static final class Splits implements LabelImpurity {

    private final GiniIndex gini = new GiniIndex();

    @Override
    public double impurityNormed(double[] input) {
      check();
      return gini.impurityNormed(input);
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
      return gini.getProvenance();
    }
  }

  /** An optimiser that is asked for at every step. */
  static final class Steps implements StochasticGradientOptimiser {

    private final StochasticGradientOptimiser optimiser;

    Steps(StochasticGradientOptimiser optimiser) {
      this.optimiser = optimiser;
    }

    @Override
    public void initialise(Parameters parameters) {
      optimiser.initialise(parameters);
    }

    @Override
    public Tensor[] step(Tensor[] updates, double weight) {
      check();
      return optimiser.step(updates, weight);
    }

    @Override
    public void finalise() {
      optimiser.finalise();
    }

    @Override
    public void reset() {
      optimiser.reset();
    }

    @Override
    public StochasticGradientOptimiser copy() {
      return new Steps(optimiser.copy());
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
      return optimiser.getProvenance();
    }
  }
}
