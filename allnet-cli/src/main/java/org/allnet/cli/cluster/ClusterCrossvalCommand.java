package org.allnet.cli.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.cli.network.RunNames;
import org.allnet.cli.network.TrainingMixin;
import org.allnet.cli.network.TrainingProgress;
import org.allnet.cli.terminal.DatasetMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.Version;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.spark.training.ClusterTraining;
import org.allnet.training.run.FoldsApart;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet cluster crossval}: the folds of a cross-validation side by side. */
@Command(
    name = "crossval",
    description = {
      "Train the folds of a cross-validation on a cluster.",
      "",
      "The split is that of 'allnet crossval' with the same options. So are predictions, byte for",
      "byte if that runs with OMP_NUM_THREADS=1 as executors of one core do; else their eighth",
      "digit differs. DATA and --out are on a disk that driver and executors see under one path.",
      "--resume goes on after any stop."
    },
    customSynopsis = {
      "allnet cluster crossval DATA --out DIR --master URL [OPTIONS]",
      "       allnet cluster crossval --resume RUN --master URL"
    })
public final class ClusterCrossvalCommand extends SparkSubcommand {

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

  /** For the command line to make. */
  public ClusterCrossvalCommand() {}

  @Override
  void check() {
    if ((data == null) == (resume == null)) {
      throw new OptionException(
          "crossval: give the data set's folder to begin a run, or --resume RUN to go on with one");
    }
    if (resume != null) {
      refuseAllBut(
          "with --resume: the run goes on with the options that it began with",
          "--resume",
          "--json",
          "--master",
          "--executor-cores",
          "--executor-memory",
          "--spark",
          "--spark-home");
    } else {
      training.refuseIdle(this, List.of(recipe));
    }
  }

  @Override
  int callHere() {
    Path folder =
        (resume == null ? RunNames.folder(out, ownName()) : resume).toAbsolutePath().normalize();
    TrainingProgress listener =
        new TrainingProgress(
            folder, this::status, (task, images) -> progress(task, "images", images));
    FoldsApart.Begun begun =
        resume == null
            ? FoldsApart.begin(
                training.options(
                    recipe,
                    Objects.requireNonNull(data).toAbsolutePath().normalize(),
                    choice.options(),
                    true),
                folder,
                context().command(),
                listener)
            : FoldsApart.resume(folder, listener);
    status("run: " + folder); // which a later start goes on with
    List<String> failures =
        ClusterTraining.train(
            cluster().settings(true),
            Map.of(folder, begun),
            Version.withCommit(),
            ClusterMapChecker.class,
            this::status);
    failures.forEach(this::status);
    if (!failures.isEmpty()) {
      throw RunException.in(
          folder,
          "%d of %d folds are not trained; go on with --resume"
              .formatted(failures.size(), begun.foldModels()));
    }
    List<String> words = new ArrayList<>(List.of("crossval", "--resume", folder.toString()));
    if (json.isWanted()) {
      words.add("--json");
    }
    return runCommand(words);
  }
}
