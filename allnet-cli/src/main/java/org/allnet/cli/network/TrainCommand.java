package org.allnet.cli.network;

import picocli.CommandLine.Command;

/** {@code allnet train}: one network. */
@Command(
    name = "train",
    description = {
      "Train one network and evaluate it on held-out images.",
      "",
      "It trains on all folds but the first, and chooses the best epoch on the first. If the run is",
      "stopped at any point, even by kill -9, --resume goes on with it. At most one epoch is lost.",
      "",
      "To begin with: allnet train DATA --recipe small"
    },
    customSynopsis = {"allnet train DATA [OPTIONS]", "       allnet train --resume RUN"})
public final class TrainCommand extends RunCommand {

  /** For the command line. */
  public TrainCommand() {
    super(false);
  }
}
