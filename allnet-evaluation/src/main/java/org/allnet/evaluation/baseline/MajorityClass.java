package org.allnet.evaluation.baseline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * Predicts for every image the most frequent class of the training images, with the training
 * fractions as probabilities.
 *
 * @param fractions the fraction of each among the training images, summing to 1
 */
public record MajorityClass(List<Double> fractions) {

  /** Copies {@code fractions}, so that nothing changes it from outside. */
  public MajorityClass {
    fractions = List.copyOf(fractions);
  }

  /**
   * Counts the training images.
   *
   * @param classes the classes
   * @param trainingLabels the class of each training image, at least one
   * @return the baseline
   * @throws InputException if there is no training image
   */
  public static MajorityClass fit(ClassSet classes, Collection<Integer> trainingLabels) {
    if (trainingLabels.isEmpty()) {
      throw new InputException("majority class: no training image");
    }
    int[] counts = new int[classes.size()];
    trainingLabels.forEach(label -> counts[label]++);
    List<Double> fractions = new ArrayList<>();
    for (int count : counts) {
      fractions.add((double) count / trainingLabels.size());
    }
    return new MajorityClass(fractions);
  }

  /**
   * Predicts the same for each image.
   *
   * @param classes the classes that it was fitted for
   * @param images whose names, subjects, labels and folds to take
   * @return a prediction for each, all the same
   */
  public Predictions predict(ClassSet classes, List<Prediction> images) {
    return new Predictions(classes, images.stream().map(row -> row.with(fractions)).toList());
  }
}
