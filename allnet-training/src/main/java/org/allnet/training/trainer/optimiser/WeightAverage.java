package org.allnet.training.trainer.optimiser;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A running average of weights, which often evaluates better than the weights themselves (Polyak
 * and Juditsky 1992). It keeps a fraction of itself at each step: the one given, but at first only
 * (1 + t) / (10 + t) after t steps of the weight. Not thread-safe.
 */
public final class WeightAverage implements AutoCloseable {

  private final double kept;
  private final Map<String, Tensor> weights;
  private final Map<String, Tensor> averages = new LinkedHashMap<>();
  private boolean exchanged;

  /**
   * Begins with the weights as they are.
   *
   * @param weights what is averaged, by name; not owned
   * @param kept fraction of itself that the average keeps, 0 to below 1
   */
  public WeightAverage(Map<String, Tensor> weights, double kept) {
    this.weights = weights;
    this.kept = kept;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      weights.forEach(
          (name, weight) -> averages.put(name, Tensors.handOut(weight.detach().clone(), null)));
    }
  }

  /** {@return the averages by name; owned by this} */
  public Map<String, Tensor> averages() {
    return averages;
  }

  /**
   * Takes the weights in after a step.
   *
   * @param steps how many steps have moved each weight, by its name
   */
  public void add(ToLongFunction<String> steps) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      averages.forEach(
          (name, average) -> {
            long step = steps.applyAsLong(name);
            double fraction = Math.min(kept, (1.0 + step) / (10.0 + step));
            average.lerp_(
                Objects.requireNonNull(weights.get(name)).detach(), new Scalar(1 - fraction));
          });
    }
  }

  /** Changes weights and averages about; the second time puts them back. */
  public void exchange() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      averages.forEach(
          (name, average) -> {
            Tensor weight = Objects.requireNonNull(weights.get(name)).detach();
            Tensor held = weight.clone();
            weight.copy_(average);
            average.copy_(held);
          });
    }
    exchanged = !exchanged;
  }

  /** {@return whether the weights are the averages now} */
  public boolean exchanged() {
    return exchanged;
  }

  @Override
  public void close() {
    averages.values().forEach(Tensor::close);
  }
}
