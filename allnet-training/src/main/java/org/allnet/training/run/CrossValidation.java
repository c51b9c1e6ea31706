package org.allnet.training.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Cross-validation: the model of each fold is trained without it and evaluated on it, and the one
 * with the least loss is chosen. How a fold is trained, and where it is kept, is for {@link Folds}
 * to say.
 *
 * @param folds the folds
 * @param <O> what the model of a fold says of images that it was not trained on
 */
record CrossValidation<O>(Folds<O> folds) {

  /**
   * The folds that are trained.
   *
   * @param <O> what the model of a fold says of images that it was not trained on
   */
  interface Folds<O> {

    /** {@return how many there are, at least one} */
    int count();

    /**
     * Trains the model of a fold, or goes on with it, and asks it.
     *
     * @param fold which, from 1
     * @return what it says of images that it was not trained on
     */
    O outcome(int fold);

    /**
     * Returns how far a model is from the truth on its own fold.
     *
     * @param outcome what it said
     */
    double loss(O outcome);
  }

  /**
   * What came of it.
   *
   * @param outcomes what each model said, in the order of the folds
   * @param chosen the fold, from 1, whose model has the least loss; the first of equals
   * @param <O> what a model says
   */
  record Result<O>(List<O> outcomes, int chosen) {}

  /**
   * Trains and evaluates the models, one after the other.
   *
   * @return what came of it
   */
  Result<O> run() {
    List<O> outcomes = new ArrayList<>();
    int chosen = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int fold = 1; fold <= folds.count(); fold++) {
      O outcome = folds.outcome(fold);
      double loss = folds.loss(outcome);
      if (loss < least) {
        least = loss;
        chosen = fold;
      }
      outcomes.add(outcome);
    }
    return new Result<>(List.copyOf(outcomes), chosen);
  }
}
