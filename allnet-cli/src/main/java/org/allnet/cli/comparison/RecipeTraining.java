package org.allnet.cli.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.allnet.benchmark.RunTiming;
import org.allnet.cli.network.FoldMapChecker;
import org.allnet.cli.network.RunOutputs;
import org.allnet.cli.network.TrainingMixin;
import org.allnet.cli.network.TrainingProgress;
import org.allnet.cli.terminal.FailureLine;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Version;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.report.assembly.ReportContext;
import org.allnet.training.run.MapChecker;
import org.allnet.training.run.RunCost;
import org.allnet.training.run.RunFolder;
import org.allnet.training.run.RunOptions;
import org.allnet.training.run.RunResult;
import org.allnet.training.run.TrainingRun;
import org.jspecify.annotations.Nullable;

/** Trains recipes one after the other on the same split, each in a folder of its own. */
final class RecipeTraining {

  private final TrainingMixin training;
  private final DatasetOptions dataset;
  private final List<String> given;
  private final Consumer<String> status;
  private final Work work;

  /** What is done for one recipe, from its first epoch to its report. */
  @FunctionalInterface
  interface Work {

    /**
     * Returns what the recipe took, once its predictions are in its folder.
     *
     * @param options its run's
     * @param folder its run's
     * @param listener is told how it goes
     * @throws IOException if its files can't be read or written
     */
    RunCost train(RunOptions options, Path folder, TrainingProgress listener) throws IOException;
  }

  RecipeTraining(
      TrainingMixin training,
      DatasetOptions dataset,
      List<String> given,
      ReportContext context,
      Consumer<String> status) {
    this(
        training,
        dataset,
        given,
        status,
        (options, folder, listener) ->
            run(options, folder, new FoldMapChecker(status), listener, context));
  }

  RecipeTraining(
      TrainingMixin training,
      DatasetOptions dataset,
      List<String> given,
      Consumer<String> status,
      Work work) {
    this.training = training;
    this.dataset = dataset;
    this.given = given;
    this.status = status;
    this.work = work;
  }

  private static RunCost run(
      RunOptions options,
      Path folder,
      MapChecker maps,
      TrainingProgress listener,
      ReportContext context) {
    long started = System.nanoTime();
    RunResult result =
        Files.exists(folder.resolve(BegunRecipes.BEGUN))
            ? TrainingRun.resume(folder, Version.withCommit(), maps, listener)
            : TrainingRun.begin(
                options, folder, Version.withCommit(), context.command(), maps, listener);
    RunCost cost = RunTiming.measure(result, (System.nanoTime() - started) / 1e9);
    RunOutputs.write(result, context);
    return cost;
  }

  /**
   * What became of a recipe.
   *
   * @param recipe its name
   * @param folder its run
   * @param transductive whether its answers depend on the batch
   * @param cost what it took, absent if it failed
   * @param failure why it failed, absent if it did not
   */
  record Trained(
      String recipe,
      Path folder,
      boolean transductive,
      @Nullable RunCost cost,
      @Nullable String failure) {

    boolean finished() {
      return failure == null;
    }

    /** {@return the same recipe, whose run turned out to be of no use} */
    Trained failed(String reason) {
      return new Trained(recipe, folder, transductive, null, reason);
    }
  }

  /**
   * Trains a system of each recipe.
   *
   * @param recipes names or files
   * @param data the data set
   * @param out where the runs go
   * @param resume whether to go on with what is there
   * @param bars starts a bar for a task and a number of images
   * @return what became of each
   * @throws OptionException if a recipe is none, or the folder holds runs and is not to be gone on
   *     with
   * @throws org.allnet.data.InputException if the images of a finished recipe have changed since,
   *     or the split that recipes share
   */
  List<Trained> train(
      List<String> recipes,
      Path data,
      Path out,
      boolean resume,
      BiFunction<String, Integer, Progress> bars) {
    List<RunOptions> options = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String recipe : recipes) {
      RunOptions own = training.options(recipe.strip(), data, dataset, true);
      if (!names.add(own.recipe().name())) {
        String name = own.recipe().name();
        throw OptionException.ofSetting(
            "recipes", name, "--recipes name '%s' twice".formatted(name));
      }
      options.add(own);
    }
    Path split = out.resolve(BegunRecipes.SPLIT);
    if (!resume && Files.exists(out) && !isEmpty(out)) {
      throw new OptionException(
          OptionName.OUT.with(out),
          Sentence.of(
              "%s: holds files already; choose another %s, or go on with %s",
              out, OptionName.OUT, OptionName.RESUME));
    }
    BegunRecipes begunRecipes = new BegunRecipes(out, given);
    List<Path> begun = begunRecipes.splits();
    options.stream()
        .map(RunOptions::splitFile)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(
            given -> begun.forEach(then -> BegunRecipes.requireSamePlaces(Path.of(given), then)));
    Map<String, String> unusable = new HashMap<>();
    for (RunOptions own : options) {
      String name = own.recipe().name();
      try {
        begunRecipes.refuseOther(own);
      } catch (InputException e) {
        unusable.put(name, FailureLine.of(e));
      }
    }
    begunRecipes.requireOneSplit(
        options.stream()
            .map(own -> own.recipe().name())
            .filter(name -> !unusable.containsKey(name)));
    // a recipe that was stopped looks at its images itself
    try (StepProgress reading = new StepProgress(bars)) {
      RunFolder.requireSameData(
          options.stream()
              .filter(own -> !unusable.containsKey(own.recipe().name()))
              .map(own -> out.resolve(own.recipe().name()))
              .filter(folder -> Files.exists(folder.resolve(BegunRecipes.PREDICTIONS)))
              .toList(),
          reading);
    }
    List<Trained> trained = new ArrayList<>();
    for (RunOptions own : options) {
      String name = own.recipe().name();
      String failure = unusable.get(name);
      if (failure != null) {
        status.accept(name + ": failed: " + failure);
        trained.add(
            new Trained(name, out.resolve(name), own.recipe().correction().isOn(), null, failure));
        continue;
      }
      RunOptions shared = Files.exists(split) && own.splitFile() == null ? own.splitBy(split) : own;
      trained.add(one(name, shared, out.resolve(name), split, bars));
    }
    return trained;
  }

  /**
   * One recipe. Whatever goes wrong with it, an error of the tensor engine or of Java itself
   * included, is its own affair and leaves the others to their training; an interrupt is meant for
   * all of them.
   */
  @SuppressWarnings("CatchingThrowable")
  private Trained one(
      String name,
      RunOptions options,
      Path folder,
      Path split,
      BiFunction<String, Integer, Progress> bars) {
    boolean transductive = options.recipe().correction().isOn();
    try {
      if (Files.exists(folder.resolve(BegunRecipes.PREDICTIONS))) {
        status.accept(name + ": is trained already");
        return new Trained(name, folder, transductive, RunCost.read(folder), null);
      }
      status.accept("recipe " + name);
      RunCost cost = work.train(options, folder, new TrainingProgress(folder, status, bars));
      if (!Files.exists(split)) {
        Files.copy(folder.resolve(BegunRecipes.SPLIT), split);
      }
      return new Trained(name, folder, transductive, cost, null);
    } catch (Throwable e) {
      if (Thread.currentThread().isInterrupted()) {
        throw RunException.interrupted(
            "compare: interrupted in recipe %s; what was finished is kept, go on with --resume"
                .formatted(name),
            e);
      }
      String failure = FailureLine.of(e);
      status.accept(name + ": failed: " + failure);
      return new Trained(name, folder, transductive, null, failure);
    }
  }

  private static boolean isEmpty(Path folder) {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      return false; // then it is refused as one that holds files
    }
  }
}
