package org.allnet.evaluation.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one fold model learned.
 *
 * @param name the fold model's name
 * @param epochs in their order
 * @param keptEpoch the epoch whose weights were kept, absent if unknown
 */
public record LearningCurve(String name, List<Epoch> epochs, @Nullable Integer keptEpoch) {

  /**
   * One epoch; what was not measured is absent. A value that is no finite number is not drawn.
   *
   * @param number from 1
   * @param loss mean training loss
   * @param validationLoss mean loss on validation images
   * @param validationAuroc AUROC on validation images
   */
  public record Epoch(
      int number,
      @Nullable Double loss,
      @Nullable Double validationLoss,
      @Nullable Double validationAuroc) {}

  /** Copies {@code epochs}, so that nothing changes it from outside. */
  public LearningCurve {
    epochs = List.copyOf(epochs);
  }
}
