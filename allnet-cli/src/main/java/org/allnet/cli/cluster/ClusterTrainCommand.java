package org.allnet.cli.cluster;

import java.nio.file.Path;
import java.util.List;
import org.allnet.cli.terminal.Version;
import org.allnet.spark.training.SharedTraining;
import org.allnet.spark.training.TogetherCheck;
import org.allnet.training.run.FoldsApart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
public final class ClusterTrainCommand extends ClusterRunCommand {

  private static final String EXECUTORS = "--executors";

  @Option(
      names = EXECUTORS,
      paramLabel = "N",
      description =
          "How many executors train together: at most as many as a batch has images. Default: 2.")
  private int executors = 2;

  /** For the command line to make. */
  public ClusterTrainCommand() {}

  @Override
  boolean allFoldModels() {
    return false;
  }

  @Override
  List<String> notKept() {
    return List.of(EXECUTORS);
  }

  @Override
  void check(int batch) {
    TogetherCheck.require(cluster().settings(true), executors, batch);
  }

  @Override
  List<String> train(Path folder, FoldsApart.Begun begun) {
    return SharedTraining.train(
        cluster().settings(true),
        executors,
        folder,
        begun,
        Version.withCommit(),
        ClusterMapChecker.class,
        this::status);
  }

  @Override
  String unfinished(int failures, FoldsApart.Begun begun) {
    return "it is not trained; mend what was said above and go on with --resume";
  }
}
