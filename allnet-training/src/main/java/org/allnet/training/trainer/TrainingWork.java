package org.allnet.training.trainer;

import java.util.List;

/**
 * All the training of a run, for telling how long it takes.
 *
 * @param recipe the system's name
 * @param foldModels how many fold models are trained
 * @param epochs epochs of each of their networks
 * @param costs operations for one image of each network of a fold model, in their order; empty if
 *     there is none
 */
public record TrainingWork(String recipe, int foldModels, int epochs, List<Double> costs) {

  /** Copies {@code costs}, so that nothing changes it from outside. */
  public TrainingWork {
    costs = List.copyOf(costs);
  }

  /** {@return operations of a fold model for one image that is seen once in each epoch} */
  public double work() {
    return epochs * costs.stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * What is left to train, if all epochs of a network take the same time and networks take time as
   * they take operations.
   *
   * @param fold the fold model that is trained, from 1
   * @param network its network that is trained, from 1
   * @param epochsDone epochs of that network that are done
   * @return in epochs of that network
   */
  public double epochsLeft(int fold, int network, int epochsDone) {
    double own = costs.get(network - 1);
    double all = costs.stream().mapToDouble(Double::doubleValue).sum();
    double later = costs.stream().skip(network).mapToDouble(Double::doubleValue).sum();
    return epochs - epochsDone + epochs * (later + (foldModels - fold) * all) / own;
  }

  /**
   * What an epoch of a network costs, in images that are trained on: those that are validated and
   * those that batch-norm statistics are recomputed over go forward alone, which is a third.
   *
   * @param trainingImages images of an epoch
   * @param validationImages images that it is validated on
   */
  public static double trainedAlike(int trainingImages, int validationImages) {
    int statistics = Math.min(TrainingLoop.STATISTICS_IMAGES, trainingImages);
    return trainingImages + (validationImages + statistics) / 3.0;
  }
}
