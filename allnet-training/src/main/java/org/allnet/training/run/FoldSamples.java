package org.allnet.training.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.seed.Seeds;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.training.augmentation.AugmentationPlan;
import org.allnet.training.augmentation.Balance;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.augmentation.Transform;
import org.allnet.training.recipe.TrainingImages;
import org.allnet.training.recipe.TrainingImages.Resample;

/**
 * What a fold model trains and validates on.
 *
 * <p>One division serves everything: the fold of an original in the split says which fold model
 * validates, calibrates and reports on it, and that model never trains on it as itself. Training
 * folds alone are augmented, unless the protocol is {@link Protocol#IMAGE_AUGMENTED_BEFORE_SPLIT}:
 * then every image that is not held out is augmented first and the copies are assigned to folds by
 * themselves, so that siblings of a validation image are trained on. Copies that fall into the
 * validation fold are not used.
 *
 * @param training the training images and what is done to each
 * @param validation the validation images, as they are
 */
record FoldSamples(List<Sample> training, List<Sample> validation) {

  static FoldSamples of(Split split, int number, ClassSet classes, RunOptions options) {
    List<Sample> validation = new ArrayList<>();
    for (Place place : split.validation(number)) {
      validation.add(Sample.original(place.image(), classes.indexOf(place.label())));
    }
    return new FoldSamples(
        split.protocol() == Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT
            ? augmentedBeforeSplit(split, number, classes, options)
            : balanced(split.training(number), classes, options),
        validation);
  }

  /**
   * Refuses a recipe that does not go with a split, whatever its images are.
   *
   * @param protocol the split's
   * @param options the run's
   * @throws OptionException if the images are augmented before the split and the recipe resamples
   *     or does not balance
   */
  static void requirePossible(Protocol protocol, RunOptions options) {
    if (protocol != Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT) {
      return;
    }
    TrainingImages images = options.recipe().images();
    if (images.resample() != Resample.NONE) {
      throw OptionException.ofSetting(
          "resample",
          images.resample().name().toLowerCase(Locale.ROOT),
          "recipe %s: resample '%s' draws from the training folds, which images that were augmented before the split have already mixed; leave it out, or take another split"
              .formatted(options.recipe().name(), options.recipe().values().get("resample")));
    }
    if (!images.ders() && images.balance().images() == 0) {
      OptionValue before = OptionName.AUGMENT.with("before-split");
      throw options.splitFile() == null
          ? new OptionException(
              before,
              Sentence.of(
                  "%s needs images to augment; say how many with %s", before, OptionName.PER_CLASS))
          : OptionException.ofKey(
              "split",
              options.splitFile(),
              Sentence.of(
                  "%s: its protocol is %s, and recipe %s augments no images; say how many with %s, or take another split",
                  options.splitFile(),
                  protocol.key(),
                  options.recipe().name(),
                  OptionName.PER_CLASS.with("N")));
    }
  }

  /**
   * Counts what a fold model trains on at most.
   *
   * @param labelled all labelled images
   * @param classes the classes
   * @param options the run's
   * @return how many samples all of them would give
   */
  static int most(List<CellImage> labelled, ClassSet classes, RunOptions options) {
    List<Place> places =
        labelled.stream()
            .map(image -> new Place(image.name(), String.valueOf(image.label()), null, "", 1))
            .toList();
    return balanced(places, classes, options).size();
  }

  /**
   * What the copies of a fold model's networks train on: all of its training images, or a part.
   *
   * @param split the split
   * @param number the fold model, from 1
   * @param copies how many copies there are of each network
   * @param classes the classes
   * @param options the run's
   * @return a list of samples for each copy
   * @throws OptionException if the images are augmented before the split and the recipe resamples
   *     or does not balance
   */
  static List<List<Sample>> copies(
      Split split, int number, int copies, ClassSet classes, RunOptions options) {
    requirePossible(split.protocol(), options);
    Resample resample = options.recipe().images().resample();
    List<List<Sample>> all = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      long seed = Seeds.of(options.seed(), number, copy);
      List<Place> places = split.training(number);
      all.add(
          switch (resample) {
            case NONE -> of(split, number, classes, options).training();
            case BOOTSTRAP -> balanced(EnsembleDraw.bootstrap(places, seed), classes, options);
            case INNER_FOLDS ->
                balanced(
                    EnsembleDraw.without(places, copy, copies, Seeds.of(options.seed(), number)),
                    classes,
                    options);
          });
    }
    return all;
  }

  /** Originals, balanced as the recipe says; an image that was drawn twice is in it twice. */
  private static List<Sample> balanced(List<Place> places, ClassSet classes, RunOptions options) {
    return AugmentationPlan.balance(
            places, classes, balance(places, classes, options), options.seed())
        .samples();
  }

  private static Balance balance(List<Place> places, ClassSet classes, RunOptions options) {
    if (!options.recipe().images().ders()) {
      return options.recipe().images().balance();
    }
    int[] counts = new int[classes.size()];
    places.forEach(place -> counts[classes.indexOf(place.label())]++);
    return new Balance(Arrays.stream(counts).max().orElse(0), 0);
  }

  private static List<Sample> augmentedBeforeSplit(
      Split split, int number, ClassSet classes, RunOptions options) {
    requirePossible(split.protocol(), options);
    List<Place> places =
        split.places().stream().filter(place -> place.fold() != Split.HOLD_OUT).toList();
    Map<String, Integer> folds = new HashMap<>();
    places.forEach(place -> folds.put(place.image(), place.fold()));
    List<Sample> samples = new ArrayList<>(balanced(places, classes, options));
    Collections.shuffle(samples, new Random(options.seed()));
    List<Sample> training = new ArrayList<>();
    int[] assigned = new int[classes.size()];
    for (Sample sample : samples) {
      int fold =
          sample.operation() == Transform.ORIGINAL
              ? folds.getOrDefault(sample.image(), Split.HOLD_OUT)
              : 1 + assigned[sample.label()]++ % split.folds();
      if (fold != number) {
        training.add(sample);
      }
    }
    return training;
  }
}
