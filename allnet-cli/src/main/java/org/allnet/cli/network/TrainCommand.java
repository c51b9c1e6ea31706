package org.allnet.cli.network;

import picocli.CommandLine.Command;

/** {@code allnet train}: one network. */
@Command(
    name = "train",
    description = {
      "Train one network and judge it on held-out images.",
      "",
      "The first fold serves to choose the best epoch; the others are trained on. Stopped at any",
      "point, even by kill -9, the run goes on with --resume and loses at most one epoch.",
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
