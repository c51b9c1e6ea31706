package org.allnet.training.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.presumed.PhotographedRuns;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOrigin;
import org.allnet.data.split.Splitter;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.MachineMemory;
import org.allnet.inference.model.PretrainedWeights;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.training.recipe.Recipe;

/**
 * What can be wrong with a run and is known before its images are read. Reading and comparing the
 * images of a large data set takes minutes.
 */
final class ChecksBeforeReading {

  private ChecksBeforeReading() {}

  /**
   * Refuses a run that can't be, or an option of it that can do nothing.
   *
   * @param options the run's
   * @param opened its data set, of which no image was read
   * @param device where it computes
   * @throws org.allnet.data.AllNetException if there is something wrong, naming it
   */
  static void check(RunOptions options, Dataset opened, ComputeDevice device) {
    ClassSet classes = opened.classes();
    Recipe recipe = options.recipe();
    DecisionRule.check(options.rule(), classes);
    if (!recipe.networks().isEmpty()
        && !device.isCuda()
        && recipe.training().precision() == Precision.TF32) {
      OptionValue given = OptionName.PRECISION.with(Precision.TF32.key());
      throw new OptionException(
          given,
          Sentence.of(
              "%s can't act on a processor, which computes in fp32; leave it out, or use %s",
              given, OptionName.DEVICE.with("cuda")));
    }
    if (recipe.correction().isOn() && classes.size() != 2) {
      throw new OptionException(
          OptionName.RECIPE.with(recipe.name()),
          Sentence.of(
              "recipe %s: the neighbourhood correction knows two classes, the data set has %d; merge some by %s",
              recipe.name(), classes.size(), OptionName.CLASSES));
    }
    FoldSamples.requirePossible(split(options, opened), options);
    List<NetworkOptions> networks = recipe.networks(classes.size());
    if (!networks.isEmpty()) {
      int most = FoldSamples.most(opened.labelled(), classes, options);
      recipe.training().requireBatch(Counted.of(most, "image"));
    }
    networks.forEach(NetworkPlan::new);
    // Without the images: what does not fit then fits even less with them.
    MemoryNeed.of(recipe, classes.size(), options.mode(), 0, 1, 0)
        .check(recipe.name(), MachineMemory.of(device));
    pretrained(recipe, networks);
  }

  /** Checks the split as far as it is known; returns its protocol. */
  private static Protocol split(RunOptions options, Dataset opened) {
    if (options.dataset().grouping() != null) {
      PhotographedRuns.requireNoSubjects(opened);
    }
    String file = options.splitFile();
    if (file != null) {
      Split given = SplitFile.read(Path.of(file)).inNamesOf(opened);
      boolean augmented = options.split().protocol() == Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT;
      if (augmented && !given.protocol().imageLevel()) {
        OptionValue before = OptionName.AUGMENT.with("before-split");
        throw new OptionException(
            before,
            Sentence.of(
                "%s goes with a split by image; %s is by subject: leave one of them out",
                before, file));
      }
      SplitCheck.checkPlaces(
          given, given.withPresumedSubjects(opened).labelled(), SplitOrigin.of(Path.of(file)));
      return augmented ? options.split().protocol() : given.protocol();
    }
    if (options.dataset().grouping() == null) {
      Splitter.checkPossible(opened, options.split());
    }
    return options.split().protocol();
  }

  /** Networks that are alike begin with the same file. */
  private static void pretrained(Recipe recipe, List<NetworkOptions> networks) {
    Map<NetworkOptions, Path> checked = new HashMap<>();
    for (int number = 1; number <= networks.size(); number++) {
      NetworkOptions network = networks.get(number - 1);
      Path file = recipe.networks().pretrained(number);
      if (file != null && !file.equals(checked.put(network, file))) {
        PretrainedWeights.check(file, new NetworkPlan(network));
      }
    }
  }
}
