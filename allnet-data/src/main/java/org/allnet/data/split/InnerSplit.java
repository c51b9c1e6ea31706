package org.allnet.data.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;

/**
 * A part of a fold model's training images that its networks do not train on, for what has to be
 * measured on images that are neither trained on nor evaluated.
 *
 * @param rest the split without the part: its training images are those that networks train on, its
 *     validation and hold-out images are all there
 * @param part the images that were cut off; each group is here or in the rest, never in both
 */
public record InnerSplit(Split rest, List<Place> part) {

  /** The part is one of so many like it, or the largest there can be if there are fewer groups. */
  private static final int PARTS = 5;

  private static final int FEWEST = 2;

  /** Copies {@code part}, so that nothing changes it from outside. */
  public InnerSplit {
    part = List.copyOf(part);
  }

  /**
   * Returns a split of which nothing is cut off.
   *
   * @param split the split
   */
  public static InnerSplit whole(Split split) {
    return new InnerSplit(split, List.of());
  }

  /**
   * Cuts about a fifth of the training images off, stratified by class. Subject groups stay whole
   * under {@link Protocol#SUBJECT}, identical images under every protocol.
   *
   * @param split the split
   * @param fold the fold model, from 1
   * @param dataset the data set
   * @param groups what belongs together in it
   * @param seed what the part is drawn from
   * @return the part and the rest; both have images of every class
   * @throws OptionException if a class has fewer than two groups among the training images
   */
  public static InnerSplit cut(
      Split split, int fold, Dataset dataset, SubjectGroups groups, long seed) {
    TrainingGroups training = TrainingGroups.of(split, fold, dataset, groups);
    int[][] counts = training.counts();
    int parts = Math.min(PARTS, training.scarcest(fold, "an inner part to measure on", FEWEST));
    int[] sides = training.sides(parts, seed);
    int side = smallest(sides, counts, parts);
    List<Place> part = new ArrayList<>();
    for (int group = 0; group < sides.length; group++) {
      if (sides[group] == side) {
        part.addAll(training.members().get(group));
      }
    }
    Set<Place> cut = new HashSet<>(part);
    return new InnerSplit(
        new Split(
            split.protocol(),
            split.folds(),
            split.seed(),
            split.places().stream().filter(place -> !cut.contains(place)).toList()),
        part);
  }

  /** The side with fewest images among those that have every class, as the other sides then do. */
  private static int smallest(int[] sides, int[][] counts, int parts) {
    int smallest = 0;
    int fewest = Integer.MAX_VALUE;
    for (int side = 1; side <= parts; side++) {
      int images = 0;
      int[] own = new int[counts[0].length];
      int[] others = new int[counts[0].length];
      for (int group = 0; group < sides.length; group++) {
        for (int label = 0; label < own.length; label++) {
          (sides[group] == side ? own : others)[label] += counts[group][label];
          images += sides[group] == side ? counts[group][label] : 0;
        }
      }
      boolean complete = Arrays.stream(own).allMatch(n -> n > 0);
      complete &= Arrays.stream(others).allMatch(n -> n > 0);
      if (complete && images < fewest) {
        fewest = images;
        smallest = side;
      }
    }
    if (smallest == 0) {
      throw new OptionException(
          Sentence.of(
              "no part with every class can be cut from the training images of a fold model without dividing a subject group; use more %s or a smaller %s",
              OptionName.FOLDS, OptionName.HOLD_OUT));
    }
    return smallest;
  }
}
