package org.allnet.cli.cluster;

import org.allnet.cli.terminal.Subcommand;
import picocli.CommandLine.Command;

/** The noun {@code cluster}. */
@Command(
    name = "cluster",
    description = {
      "Score, train, cross-validate and compare on a cluster of Apache Spark.",
      "",
      "Spark is no part of ALLNet: set SPARK_HOME, or fetch its libraries once by 'allnet cluster",
      "fetch'."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ClusterScoreCommand.class,
      ClusterWatchCommand.class,
      ClusterCrossvalCommand.class,
      ClusterTrainCommand.class,
      ClusterCompareCommand.class,
      ClusterFetchCommand.class,
      ClusterJarCommand.class
    })
public final class ClusterCommand extends Subcommand {

  /** For the command line to make. */
  public ClusterCommand() {}

  @Override
  public Integer call() {
    status("allnet: cluster what? 'allnet cluster --help' lists the commands.");
    return WRONG_USAGE;
  }
}
