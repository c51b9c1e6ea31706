package org.allnet.cli.network;

import picocli.CommandLine.Command;

/** {@code allnet crossval}: k networks. */
@Command(
    name = "crossval",
    description = {
      "Train a network for every fold and evaluate all of them on held-out images.",
      "",
      "If the run is stopped at any point, even by kill -9, --resume goes on with it. At most one",
      "epoch is lost."
    },
    customSynopsis = {"allnet crossval DATA [OPTIONS]", "       allnet crossval --resume RUN"})
public final class CrossvalCommand extends RunCommand {

  /** For the command line. */
  public CrossvalCommand() {
    super(true);
  }
}
