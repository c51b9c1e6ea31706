package org.allnet.cli.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.allnet.cli.network.RunNames;
import org.allnet.cli.network.TrainingMixin;
import org.allnet.cli.network.TrainingProgress;
import org.allnet.cli.terminal.DatasetMixin;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.Version;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.spark.training.SharedTraining;
import org.allnet.training.run.FoldsApart;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet cluster train}: one network, trained by several executors at once. */
@Command(
    name = "train",
    description = {
      "Train one network on several executors at once.",
      "",
      "Each executor computes a part of every batch. Batch norms see the whole batch, gradients are",
      "added up, and dropout and augmentation draw for the whole batch. So the result is that of",
      "'allnet train' with the same options, but for rounding. DATA and --out are on a disk that",
      "driver and executors see under one path. If an executor is lost, all begin anew with the",
      "last whole epoch; --resume goes on after any stop.",
      "",
      "Executors reach each other without a password: use a network that you trust."
    },
    customSynopsis = {
      "allnet cluster train DATA --out DIR --master URL [--executors N] [OPTIONS]",
      "       allnet cluster train --resume RUN --master URL [--executors N]"
    })
public final class ClusterTrainCommand extends SparkSubcommand {

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

  @Option(
      names = "--executors",
      paramLabel = "N",
      description =
          "How many executors train together: at most as many as a batch has images. Default: 2.")
  private int executors = 2;

  @Mixin private TrainingMixin training = new TrainingMixin();

  @Mixin private DatasetMixin choice = new DatasetMixin();

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public ClusterTrainCommand() {}

  @Override
  void check() {
    if ((data == null) == (resume == null)) {
      throw new OptionException(
          "train: give the data set's folder to begin a run, or --resume RUN to go on with one");
    }
    if (resume != null) {
      refuseAllBut(
          "with --resume: the run goes on with the options that it began with",
          "--resume",
          "--json",
          "--master",
          "--executors",
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
                    false),
                folder,
                context().command(),
                listener)
            : FoldsApart.resume(folder, listener);
    status("run: " + folder); // which a later start goes on with
    List<String> failures =
        SharedTraining.train(
            cluster().settings(true),
            executors,
            folder,
            begun,
            Version.withCommit(),
            ClusterMapChecker.class,
            this::status);
    failures.forEach(this::status);
    if (!failures.isEmpty()) {
      throw RunException.in(
          folder, "it is not trained; mend what was said above and go on with --resume");
    }
    List<String> words = new ArrayList<>(List.of("train", "--resume", folder.toString()));
    if (json.isWanted()) {
      words.add("--json");
    }
    return runCommand(words);
  }
}
