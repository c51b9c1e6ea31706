package org.allnet.cli.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.allnet.cli.network.EpochTalk;
import org.allnet.cli.network.RunOutputs;
import org.allnet.cli.network.TrainingChoice;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.Version;
import org.allnet.data.AllNetException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.evaluation.report.assembly.Making;
import org.allnet.network.run.CrossValidation;
import org.allnet.network.run.RunCost;
import org.allnet.network.run.RunOptions;
import org.allnet.network.run.RunResult;
import org.jspecify.annotations.Nullable;

/** Trains recipes one after the other on the same split, each in a folder of its own. */
final class RecipeTraining {

  private static final String SPLIT = "split.csv";
  private static final String PREDICTIONS = "predictions.csv";

  private final TrainingChoice training;
  private final DatasetOptions dataset;
  private final Making making;
  private final Consumer<String> talk;

  RecipeTraining(
      TrainingChoice training, DatasetOptions dataset, Making making, Consumer<String> talk) {
    this.training = training;
    this.dataset = dataset;
    this.making = making;
    this.talk = talk;
  }

  /**
   * What became of a recipe.
   *
   * @param recipe its name
   * @param folder its run
   * @param transductive whether its answers depend on the batch
   * @param cost what it took, absent where it failed
   * @param failure why it failed, absent where it did not
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
   * @throws OptionException where a recipe is none, or the folder holds runs and is not to be gone
   *     on with
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
          out + ": holds files already; choose another --out, or go on with --resume");
    }
    List<Trained> trained = new ArrayList<>();
    for (RunOptions first : options) {
      String name = first.recipe().name();
      if (Files.exists(split) && training.splitFile() == null) {
        training.splitBy(split);
      }
      RunOptions own =
          training.options(recipes.get(options.indexOf(first)).strip(), data, dataset, true);
      trained.add(one(name, own, out.resolve(name), split, bars));
    }
    return trained;
  }

  private Trained one(
      String name,
      RunOptions options,
      Path folder,
      Path split,
      BiFunction<String, Integer, Progress> bars) {
    boolean transductive = options.recipe().correction();
    try {
      if (Files.exists(folder.resolve(PREDICTIONS))) {
        talk.accept(name + ": is trained already");
        return new Trained(name, folder, transductive, RunCost.read(folder), null);
      }
      talk.accept("recipe " + name);
      long started = System.nanoTime();
      EpochTalk listener = new EpochTalk(folder, talk, bars);
      RunResult result =
          Files.exists(folder.resolve("run.json"))
              ? CrossValidation.resume(folder, Version.withCommit(), listener)
              : CrossValidation.run(options, folder, Version.withCommit(), listener);
      RunCost cost = RunCost.measure(result, (System.nanoTime() - started) / 1e9);
      RunOutputs.write(result, making);
      if (!Files.exists(split)) {
        Files.copy(folder.resolve(SPLIT), split);
      }
      return new Trained(name, folder, transductive, cost, null);
    } catch (AllNetException e) {
      talk.accept(name + ": failed: " + e.getMessage());
      return new Trained(name, folder, transductive, null, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEmpty(Path folder) {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
