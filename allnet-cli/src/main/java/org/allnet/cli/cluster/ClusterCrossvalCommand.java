package org.allnet.cli.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.cli.terminal.Version;
import org.allnet.spark.training.ClusterTraining;
import org.allnet.training.run.FoldsApart;
import picocli.CommandLine.Command;

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
public final class ClusterCrossvalCommand extends ClusterRunCommand {

  /** For the command line to make. */
  public ClusterCrossvalCommand() {}

  @Override
  boolean allFoldModels() {
    return true;
  }

  @Override
  List<String> train(Path folder, FoldsApart.Begun begun) {
    return ClusterTraining.train(
        cluster().settings(true),
        Map.of(folder, begun),
        Version.withCommit(),
        ClusterMapChecker.class,
        this::status);
  }

  @Override
  String unfinished(int failures, FoldsApart.Begun begun) {
    return "%d of %d folds are not trained; go on with --resume"
        .formatted(failures, begun.foldModels());
  }
}
