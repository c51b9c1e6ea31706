package org.allnet.training.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitOrigin;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.MachineMemory;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.training.recipe.Recipe;

/** What can be wrong before the first epoch and is not known before images are read. */
final class ChecksBeforeTraining {

  private ChecksBeforeTraining() {}

  /**
   * Refuses a run that can't be.
   *
   * @param split how its images are split
   * @param origin where the split came from
   * @param data its data set
   * @param options what it does
   * @param device where it computes
   * @throws org.allnet.data.AllNetException if there is something wrong, naming it
   */
  static void check(
      Split split,
      SplitOrigin origin,
      PreparedData data,
      RunOptions options,
      ComputeDevice device) {
    ClassSet classes = data.dataset().classes();
    SplitCheck.check(split, data.dataset().labelled(), data.groups(), origin);
    data.earlier().check(split, options.foldModels(split), data);
    Recipe recipe = options.recipe();
    List<NetworkOptions> networks = recipe.networks(classes.size());
    need(split, data, options, device).check(recipe.name(), MachineMemory.of(device));
    if (recipe.correction().isOn() && recipe.correction().bySubject()) {
      requireSubjects(split);
    }
    int batch = options.recipe().training().batch();
    for (int fold = 1; fold <= options.foldModels(split); fold++) {
      Split own = FoldTraining.inner(split, fold, data, options).rest();
      FoldTraining.folds(split, fold, data, options);
      if (networks.isEmpty()) {
        continue;
      }
      FoldSamples.copies(own, fold, 1, classes, options);
      int images = FoldSamples.of(own, fold, classes, options).training().size();
      if (batch > images) {
        OptionValue given = OptionName.BATCH.with(batch);
        throw new OptionException(
            given,
            Sentence.of(
                "%s is larger than the %s of fold model %d; use a smaller batch",
                given, Counted.of(images, "training image"), fold));
      }
    }
  }

  /** Returns the memory that training a fold model of a run needs at least. */
  static MemoryNeed need(Split split, PreparedData data, RunOptions options, ComputeDevice device) {
    Recipe recipe = options.recipe();
    return MemoryNeed.of(
        recipe,
        data.dataset().classes().size(),
        options.mode(),
        device.isCuda() && recipe.input().crop() > 0
            ? 2 * data.images().store().bytes() // the whole images and their middles
            : data.images().store().bytes(),
        together(split, options),
        IntStream.rangeClosed(1, options.foldModels(split))
            .map(fold -> split.training(fold).size())
            .max()
            .orElse(0));
  }

  private static void requireSubjects(Split split) {
    for (Place place : split.places()) {
      if (place.person() == null) {
        throw OptionException.ofSetting(
            "correction-batch",
            "subject",
            "correction-batch = subject: the subject of %s is unknown; add a subjects.csv (image,subject) or use correction-batch = all"
                .formatted(place.image()));
      }
    }
  }

  /** The most images of a fold or of the hold-out that correct each other. */
  private static int together(Split split, RunOptions options) {
    int foldModels = options.foldModels(split);
    int most = 0;
    for (int fold = Split.HOLD_OUT; fold <= foldModels; fold++) {
      List<Place> places = fold == Split.HOLD_OUT ? split.holdOut() : split.validation(fold);
      Map<String, Integer> batches = new HashMap<>();
      for (Place place : places) {
        String person = Objects.requireNonNullElse(place.person(), "");
        batches.merge(options.recipe().correction().bySubject() ? person : "", 1, Integer::sum);
      }
      most = batches.values().stream().reduce(most, Math::max);
    }
    return most;
  }
}
