package org.allnet.network.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.network.augmentation.AugmentationPlan;
import org.allnet.network.augmentation.Sample;
import org.allnet.network.seed.Seeds;

/**
 * What an instance trains and validates on.
 *
 * <p>By subject, the training folds alone are augmented and validation sees originals. By image, as
 * the paper did, everything that is not held out is augmented first and the folds are cut
 * afterwards, so that relatives of a validation image are trained on.
 *
 * @param training the training images and what is done to each
 * @param validation the validation images and what is done to each
 */
record InstanceSamples(List<Sample> training, List<Sample> validation) {

  static InstanceSamples of(Split split, int instance, ClassSet classes, RunOptions options) {
    if (split.protocol() == Protocol.IMAGE && options.recipe().perClass() > 0) {
      return cutAfterAugmentation(split, instance, classes, options);
    }
    List<Sample> validation = new ArrayList<>();
    for (Place place : split.validation(instance)) {
      validation.add(Sample.original(place.image(), classes.indexOf(place.label())));
    }
    return new InstanceSamples(
        drawn(split.training(instance), classes, options, options.seed()), validation);
  }

  /**
   * What the copies of an instance's networks train on: all of its training images, or a part.
   *
   * @param split the split
   * @param instance the instance, from 1
   * @param copies how many copies there are of each network
   * @param classes the classes
   * @param options the run's
   * @return a list of samples for each copy
   */
  static List<List<Sample>> copies(
      Split split, int instance, int copies, ClassSet classes, RunOptions options) {
    List<List<Sample>> all = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      long seed = Seeds.of(options.seed(), instance, copy);
      List<Place> places = split.training(instance);
      all.add(
          switch (options.recipe().resample()) {
            case NONE -> of(split, instance, classes, options).training();
            case BOOTSTRAP ->
                drawn(Resampling.bootstrap(places, seed), classes, options, options.seed());
            case INNER_FOLDS ->
                drawn(
                    Resampling.without(places, copy, copies, Seeds.of(options.seed(), instance)),
                    classes,
                    options,
                    options.seed());
          });
    }
    return all;
  }

  /** Originals, balanced as the recipe says; an image that was drawn twice stands there twice. */
  private static List<Sample> drawn(
      List<Place> places, ClassSet classes, RunOptions options, long seed) {
    int perClass = options.recipe().perClass();
    if (options.recipe().ders()) {
      int[] counts = new int[classes.size()];
      places.forEach(place -> counts[classes.indexOf(place.label())]++);
      perClass = Arrays.stream(counts).max().orElse(0);
    }
    return AugmentationPlan.balance(places, classes, perClass, seed).samples();
  }

  private static InstanceSamples cutAfterAugmentation(
      Split split, int instance, ClassSet classes, RunOptions options) {
    List<Place> places =
        split.places().stream().filter(place -> place.fold() != Split.HOLD_OUT).toList();
    List<Sample> samples =
        new ArrayList<>(
            AugmentationPlan.balance(places, classes, options.recipe().perClass(), options.seed())
                .samples());
    Collections.shuffle(samples, new Random(options.seed()));
    List<Sample> training = new ArrayList<>();
    List<Sample> validation = new ArrayList<>();
    int[] dealt = new int[classes.size()];
    for (Sample sample : samples) {
      int fold = 1 + dealt[sample.label()]++ % split.folds();
      (fold == instance ? validation : training).add(sample);
    }
    return new InstanceSamples(training, validation);
  }
}
