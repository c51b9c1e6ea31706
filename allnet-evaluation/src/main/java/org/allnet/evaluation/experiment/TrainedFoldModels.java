package org.allnet.evaluation.experiment;

import java.util.List;

/**
 * The fold models that a training or cross-validation made. Immutable.
 *
 * @param all the trained fold models, at least one
 * @param best the number of the fold model that the run chose
 */
public record TrainedFoldModels(List<FoldOutcome> all, int best) {

  /**
   * Copies the list and checks the number.
   *
   * @throws IllegalArgumentException if the chosen fold model is not among those trained
   */
  public TrainedFoldModels {
    all = List.copyOf(all);
    int number = best;
    if (all.stream().noneMatch(foldModel -> foldModel.number() == number)) {
      throw new IllegalArgumentException("fold model " + best + " is not among those trained");
    }
  }

  /** {@return the fold model that the run chose} */
  public FoldOutcome chosen() {
    return all.stream().filter(i -> i.number() == best).findFirst().orElseThrow();
  }

  /** {@return whether images were held out of all training} */
  public boolean hasHoldOut() {
    return !chosen().holdOut().rows().isEmpty();
  }
}
