package org.allnet.network.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.network.augmentation.AugmentationPlan;
import org.allnet.network.augmentation.Sample;
import org.allnet.network.training.TrainingOptions;

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

  static InstanceSamples of(Split split, int instance, ClassSet classes, TrainingOptions options) {
    if (split.protocol() == Protocol.IMAGE && options.perClass() > 0) {
      return cutAfterAugmentation(split, instance, classes, options);
    }
    List<Sample> training =
        AugmentationPlan.balance(
                split.training(instance), classes, options.perClass(), options.seed())
            .samples();
    List<Sample> validation = new ArrayList<>();
    for (Place place : split.validation(instance)) {
      validation.add(Sample.original(place.image(), classes.indexOf(place.label())));
    }
    return new InstanceSamples(training, validation);
  }

  private static InstanceSamples cutAfterAugmentation(
      Split split, int instance, ClassSet classes, TrainingOptions options) {
    List<Place> places =
        split.places().stream().filter(place -> place.fold() != Split.HOLD_OUT).toList();
    List<Sample> samples =
        new ArrayList<>(
            AugmentationPlan.balance(places, classes, options.perClass(), options.seed())
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
