package org.allnet.cli.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.allnet.cli.network.RunNames;
import org.allnet.cli.network.TrainingMixin;
import org.allnet.cli.network.TrainingProgress;
import org.allnet.cli.terminal.DatasetMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.training.run.FoldsApart;
import org.allnet.training.run.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A command that begins a run or goes on with one, has its folds trained on a cluster, and then
 * lets the command of one machine finish it.
 */
abstract class ClusterRunCommand extends SparkSubcommand {

  @Parameters(arity = "0..1", paramLabel = "DATA", description = "The data set's folder.")
  private @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder; a bare name is below runs/.")
  private @Nullable String out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with the run in this folder, with the options that it began with.")
  private @Nullable Path resume;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      description = "The system to train. Default: allnet.")
  private String recipe = "allnet";

  @Mixin private TrainingMixin training = new TrainingMixin();

  @Mixin private DatasetMixin choice = new DatasetMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** What goes on with a run beside its folder. */
  private static final List<String> OF_A_CLUSTER =
      List.of(
          "--resume",
          "--json",
          "--master",
          "--executor-cores",
          "--executor-memory",
          "--spark",
          "--spark-home");

  ClusterRunCommand() {}

  /** {@return whether all folds of the split are trained, or one} */
  abstract boolean allFoldModels();

  /** {@return options of this command alone that a run does not keep} */
  List<String> notKept() {
    return List.of();
  }

  /**
   * Refuses what can't be trained by this command.
   *
   * @param batch images of a training step of a new run
   */
  void check(int batch) {}

  /**
   * Trains the folds that are left.
   *
   * @return what failed, a line each
   */
  abstract List<String> train(Path folder, FoldsApart.Begun begun);

  /** {@return what to do if folds failed, as the end of a line that names the run} */
  abstract String unfinished(int failures, FoldsApart.Begun begun);

  @Override
  final void check() {
    if ((data == null) == (resume == null)) {
      throw new OptionException(
          ownName()
              + ": give the data set's folder to begin a run, or --resume RUN to go on with one");
    }
    if (resume != null) {
      refuseAllBut(
          "with --resume: the run goes on with the options that it began with",
          Stream.concat(OF_A_CLUSTER.stream(), notKept().stream()).toArray(String[]::new));
    } else {
      training.refuseIdle(this, List.of(recipe));
      check(options().recipe().training().batch());
    }
  }

  private RunOptions options() {
    return training.options(
        recipe,
        Objects.requireNonNull(data).toAbsolutePath().normalize(),
        choice.options(),
        allFoldModels());
  }

  @Override
  final int callHere() {
    Path folder =
        (resume == null ? RunNames.folder(out, ownName()) : resume).toAbsolutePath().normalize();
    TrainingProgress listener =
        new TrainingProgress(
            folder, this::status, (task, images) -> progress(task, "images", images));
    FoldsApart.Begun begun =
        resume == null
            ? FoldsApart.begin(options(), folder, context().command(), listener)
            : FoldsApart.resume(folder, listener);
    status("run: " + folder); // which a later start goes on with
    List<String> failures = train(folder, begun);
    failures.forEach(this::status);
    if (!failures.isEmpty()) {
      throw RunException.in(folder, unfinished(failures.size(), begun));
    }
    List<String> words = new ArrayList<>(List.of(ownName(), "--resume", folder.toString()));
    if (json.isWanted()) {
      words.add("--json");
    }
    return runCommand(words);
  }
}
