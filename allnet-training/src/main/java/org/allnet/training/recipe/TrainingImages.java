package org.allnet.training.recipe;

import org.allnet.training.augmentation.Balance;

/**
 * Which images networks are trained on.
 *
 * @param resample what each copy of a network trains on
 * @param balance how many images each class has after balancing by augmentation
 * @param ders whether smaller classes are oversampled with enhanced copies
 */
public record TrainingImages(Resample resample, Balance balance, boolean ders) {

  /** What each copy of a network trains on. */
  public enum Resample {
    /** All training images. */
    NONE,
    /** As many subjects, drawn with replacement (Breiman 1996). */
    BOOTSTRAP,
    /** All but one part of the training images, another one for each copy. */
    INNER_FOLDS
  }
}
