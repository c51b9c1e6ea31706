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
import java.util.stream.Stream;
import org.allnet.cli.network.FoldMapChecker;
import org.allnet.cli.network.RunOutputs;
import org.allnet.cli.network.TrainingMixin;
import org.allnet.cli.network.TrainingProgress;
import org.allnet.cli.terminal.FailureLine;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Version;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.allnet.report.assembly.ReportContext;
import org.allnet.training.recipe.RecipeKey;
import org.allnet.training.run.MapChecker;
import org.allnet.training.run.RunCost;
import org.allnet.training.run.RunFolder;
import org.allnet.training.run.RunOptions;
import org.allnet.training.run.RunResult;
import org.allnet.training.run.TrainingRun;
import org.jspecify.annotations.Nullable;

/** Trains recipes one after the other on the same split, each in a folder of its own. */
final class RecipeTraining {

  private static final String SPLIT = "split.csv";
  private static final String PREDICTIONS = "predictions.csv";
  private static final String BEGUN = "run.json";

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
      ReportContext making,
      Consumer<String> status) {
    this(
        training,
        dataset,
        given,
        status,
        (options, folder, listener) ->
            run(options, folder, new FoldMapChecker(status), listener, making));
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
      ReportContext making) {
    long started = System.nanoTime();
    RunResult result =
        Files.exists(folder.resolve(BEGUN))
            ? TrainingRun.resume(folder, Version.withCommit(), maps, listener)
            : TrainingRun.begin(
                options, folder, Version.withCommit(), making.command(), maps, listener);
    RunCost cost = RunCost.measure(result, (System.nanoTime() - started) / 1e9);
    RunOutputs.write(result, making);
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
   * Trains.
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
        throw new OptionException("--recipes name '" + own.recipe().name() + "' twice");
      }
      options.add(own);
    }
    Path split = out.resolve(SPLIT);
    if (!resume && Files.exists(out) && !isEmpty(out)) {
      throw new OptionException(
          OptionName.OUT.with(out),
          Sentence.of(
              "%s: holds files already; choose another %s, or go on with %s",
              out, OptionName.OUT, OptionName.RESUME));
    }
    List<Path> begun = splits(out);
    options.stream()
        .map(RunOptions::splitFile)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(given -> begun.forEach(then -> requireSamePlaces(Path.of(given), then)));
    Map<String, String> unusable = new HashMap<>();
    for (RunOptions own : options) {
      String name = own.recipe().name();
      try {
        refuseOther(own, out.resolve(name));
      } catch (InputException e) {
        unusable.put(name, FailureLine.of(e));
      }
    }
    requireOneSplit(options.stream().map(own -> own.recipe().name()), unusable, out);
    // a recipe that was stopped looks at its images itself
    try (StepProgress reading = new StepProgress(bars)) {
      RunFolder.requireSameData(
          options.stream()
              .filter(own -> !unusable.containsKey(own.recipe().name()))
              .map(own -> out.resolve(own.recipe().name()))
              .filter(folder -> Files.exists(folder.resolve(PREDICTIONS)))
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

  /** The splits of a comparison that was begun: the common one, and those of its runs. */
  private static List<Path> splits(Path out) {
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(out)) {
      return Stream.concat(
              Stream.of(out.resolve(SPLIT)),
              files
                  .filter(folder -> Files.exists(folder.resolve(BEGUN)))
                  .map(folder -> folder.resolve(SPLIT))
                  .sorted())
          .filter(Files::isRegularFile)
          .toList();
    } catch (IOException e) {
      throw new InputException(out + ": can't be listed (" + ForeignFailure.words(e) + ")", e);
    }
  }

  /** Refuses a split file that says something else than when the comparison was begun with it. */
  private static void requireSamePlaces(Path given, Path begun) {
    Map<String, Integer> folds = new HashMap<>();
    Split old = SplitFile.read(begun);
    SplitFile.read(given)
        .withNames(begun, old.images())
        .places()
        .forEach(place -> folds.put(place.image(), place.fold()));
    for (Split.Place place : old.places()) {
      Integer fold = folds.get(place.image());
      if (fold == null || fold != place.fold()) {
        throw InputException.in(
            given,
            "is another split than this comparison was begun with (%s is %s %s); put the old file back, or choose another --out"
                .formatted(
                    place.image(), fold == null ? "missing, and is in" : "elsewhere in", begun));
      }
    }
  }

  /** Refuses a split that recipes would be begun with beside others that began with another one. */
  private static void requireOneSplit(
      Stream<String> recipes, Map<String, String> unusable, Path out) {
    Path split = out.resolve(SPLIT);
    if (!Files.exists(split)) {
      return;
    }
    recipes
        .filter(name -> !unusable.containsKey(name))
        .map(out::resolve)
        .filter(folder -> Files.exists(folder.resolve(BEGUN)))
        .forEach(
            folder -> {
              try (RunFolder begun = RunFolder.open(folder)) {
                begun.requireSameSplit(split);
              }
            });
  }

  /**
   * A recipe that was begun goes on as it began: this command has to say the same.
   *
   * @throws OptionException if it says something else
   * @throws InputException if the recipe's folder can't be opened, or it is finished and its split
   *     is another since, which is that recipe's affair
   */
  private void refuseOther(RunOptions own, Path folder) {
    if (!Files.exists(folder.resolve(BEGUN))) {
      return;
    }
    List<String> others;
    try (RunFolder begun = RunFolder.open(folder)) {
      RunOptions then = begun.options();
      others = new ArrayList<>(own.differences(then).stream().map(RecipeTraining::typed).toList());
      if (given.contains("--device") && !own.device().equals(then.device())) {
        others.add("--device %s instead of %s".formatted(own.device().key(), then.device().key()));
      }
      if (given.contains("--threads") && own.threads() != then.threads()) {
        others.add("--threads %d instead of %d".formatted(own.threads(), then.threads()));
      }
      requireSameFolder(own, begun);
      if (others.isEmpty() && Files.exists(folder.resolve(PREDICTIONS))) {
        begun.requireSameSplit(folder.resolve(SPLIT));
      }
      if (others.isEmpty() && own.splitFile() != null) {
        begun.requireSameSplit(Path.of(own.splitFile()));
      }
    }
    if (!others.isEmpty()) {
      throw new OptionException(
          "compare: recipe %s began otherwise and can't change: %s; repeat its command with --resume, or choose another --out"
              .formatted(own.recipe().name(), String.join(", ", others)));
    }
  }

  /** The same words may lead to other images from another working folder. */
  private static void requireSameFolder(RunOptions own, RunFolder begun) {
    Path typed = Path.of(own.data());
    Path then = begun.data();
    try {
      if (Files.isSameFile(typed, then)) {
        return;
      }
    } catch (IOException e) {
      throw InputException.in(typed, "can't be compared with " + then + "; check both", e);
    }
    OptionValue given = OptionName.DATA.with(typed);
    throw new OptionException(
        given,
        Sentence.of(
            "%s leads to %s from here, and recipe %s was begun on %s; go on from the folder where it was begun, or choose another %s",
            given, typed.toAbsolutePath().normalize(), own.recipe().name(), then, OptionName.OUT));
  }

  /** A difference as it is typed, or written in a recipe if that is the only way to say it. */
  private static String typed(RunOptions.Difference difference) {
    String key = difference.key();
    boolean keyAlone = RecipeKey.named(key).isPresent() && OptionName.named(key).isEmpty();
    return "%s%s instead of %s"
        .formatted(keyAlone ? key + " = " : "--" + key + " ", difference.now(), difference.begun());
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
      if (Files.exists(folder.resolve(PREDICTIONS))) {
        status.accept(name + ": is trained already");
        return new Trained(name, folder, transductive, RunCost.read(folder), null);
      }
      status.accept("recipe " + name);
      RunCost cost = work.train(options, folder, new TrainingProgress(folder, status, bars));
      if (!Files.exists(split)) {
        Files.copy(folder.resolve(SPLIT), split);
      }
      return new Trained(name, folder, transductive, cost, null);
    } catch (Throwable e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new RunException(
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
