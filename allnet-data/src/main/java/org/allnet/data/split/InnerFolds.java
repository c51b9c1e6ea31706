package org.allnet.data.split;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;

/**
 * Folds of a fold model's training images, for what has to be measured on images that were left out
 * of a fit, by a model that is fitted quickly enough to be fitted several times.
 *
 * @param folds the fold of each training image, from 1, by its name; images of a group share one
 */
public record InnerFolds(Map<String, Integer> folds) {

  private static final int MOST = 5;

  private static final int FEWEST = 2;

  /** Copies {@code folds}, so that nothing changes it from outside. */
  public InnerFolds {
    folds = Map.copyOf(folds);
  }

  /**
   * Divides the training images into five folds, or into as many as the scarcest class has groups.
   * Stratified by class. Subject groups stay whole under {@link Protocol#SUBJECT}, identical images
   * under every protocol.
   *
   * @param split the split
   * @param fold the fold model, from 1
   * @param dataset the data set
   * @param groups what belongs together in it
   * @param seed what the folds are drawn from
   * @return the folds; without any one of them every class is still there
   * @throws OptionException if a class has fewer than two groups among the training images
   */
  public static InnerFolds of(
      Split split, int fold, Dataset dataset, SubjectGroups groups, long seed) {
    TrainingGroups training = TrainingGroups.of(split, fold, dataset, groups);
    String purpose = "fitting probabilities on left-out images";
    int[] sides = training.sides(Math.min(MOST, training.scarcest(fold, purpose, FEWEST)), seed);
    for (int label = 0; label < training.classes().size(); label++) {
      Set<Integer> having = new HashSet<>();
      for (int group = 0; group < sides.length; group++) {
        if (training.counts()[group][label] > 0) {
          having.add(sides[group]);
        }
      }
      if (having.size() < FEWEST) {
        throw new OptionException(
            Sentence.of(
                "the training images of fold model %d can't be divided so that '%s' is in two parts without dividing a subject group; use more %s or a smaller %s",
                fold, training.classes().get(label), OptionName.FOLDS, OptionName.HOLD_OUT));
      }
    }
    Map<String, Integer> folds = new HashMap<>();
    for (int group = 0; group < sides.length; group++) {
      for (Place place : training.members().get(group)) {
        folds.put(place.image(), sides[group]);
      }
    }
    return new InnerFolds(folds);
  }

  /**
   * Returns the fold of an image.
   *
   * @param image the name of a training image
   * @throws NullPointerException if the image is none of them
   */
  public int of(String image) {
    return Objects.requireNonNull(folds.get(image), image);
  }
}
