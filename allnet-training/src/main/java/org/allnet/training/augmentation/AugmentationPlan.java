package org.allnet.training.augmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Split;

/**
 * The training set after balancing, as data: which sources, which operations, which parameters.
 * Pixels are made of it by {@link Augmenter}. Immutable.
 *
 * @param samples class by class; within a class the originals sorted by name, then the new ones
 */
public record AugmentationPlan(List<Sample> samples) {

  /** Copies {@code samples}, so that nothing changes it from outside. */
  public AugmentationPlan {
    samples = List.copyOf(samples);
  }

  /**
   * Balances a training set. A class with fewer originals than asked for keeps them all and is
   * filled up with new images; draws go round the sources and round the five operations so that
   * each is used equally often to within one round, except that a source is mirrored the same way
   * only once. A class with more originals than asked for keeps a seeded choice of them. The
   * magnitudes, which the paper does not give: rotation uniform in [-180, 180) degrees, brightness
   * factor in [0.8, 1.2), blur sigma in [0.5, 1.5) pixels.
   *
   * @param training the originals, in any order: the plan does not depend on it
   * @param classes the classes, in the order of the labels
   * @param balance how many images each class has afterwards
   * @param seed what everything is drawn from
   * @return the plan
   * @throws OptionException if an image's class is unknown
   * @throws InputException if a class has no training image
   */
  public static AugmentationPlan balance(
      List<Split.Place> training, ClassSet classes, Balance balance, long seed) {
    List<Sample> samples = new ArrayList<>();
    List<List<String>> sources = sources(training, classes);
    int[] afterwards = balance.perClass(sources.stream().mapToInt(List::size).toArray());
    for (int label = 0; label < classes.size(); label++) {
      SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (label + 1));
      List<String> originals = sources.get(label);
      int perClass = afterwards[label];
      if (perClass < originals.size()) {
        originals = new ArrayList<>(Shuffle.of(originals, random).subList(0, perClass));
        originals.sort(Comparator.naturalOrder());
      }
      for (String image : originals) {
        samples.add(Sample.original(image, label));
      }
      if (perClass > originals.size()) {
        samples.addAll(Draws.of(originals, label, perClass - originals.size(), random));
      }
    }
    return new AugmentationPlan(samples);
  }

  private static List<List<String>> sources(List<Split.Place> training, ClassSet classes) {
    List<List<String>> sources = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      sources.add(new ArrayList<>());
    }
    for (Split.Place place : training) {
      sources.get(classes.indexOf(place.label())).add(place.image());
    }
    for (int label = 0; label < classes.size(); label++) {
      if (sources.get(label).isEmpty()) {
        throw new InputException(
            Sentence.of(
                "class '%s' has no training image; add images of it, merge it by %s, or split otherwise",
                classes.names().get(label), OptionName.CLASSES));
      }
      sources.get(label).sort(Comparator.naturalOrder());
    }
    return sources;
  }

  /**
   * What the balancing did, for people.
   *
   * @param training what {@link #balance} was given
   * @param classes the same classes
   * @return a line for each class: originals, how many of them are left out, how many images are
   *     new
   */
  public List<String> notes(List<Split.Place> training, ClassSet classes) {
    int[] given = new int[classes.size()];
    for (Split.Place place : training) {
      given[classes.indexOf(place.label())]++;
    }
    int[] kept = new int[classes.size()];
    int[] added = new int[classes.size()];
    for (Sample sample : samples) {
      (sample.operation() == Transform.ORIGINAL ? kept : added)[sample.label()]++;
    }
    List<String> notes = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      String leftOut =
          given[label] == kept[label]
              ? ""
              : ", " + (given[label] - kept[label]) + " of them left out";
      notes.add(
          "class '%s': %s%s, %d new"
              .formatted(
                  classes.names().get(label),
                  Counted.of(given[label], "original"),
                  leftOut,
                  added[label]));
    }
    return List.copyOf(notes);
  }
}
