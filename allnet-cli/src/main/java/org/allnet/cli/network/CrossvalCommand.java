package org.allnet.cli.network;

import picocli.CommandLine.Command;

/** {@code allnet crossval}: k networks. */
@Command(
    name = "crossval",
    description = {
      "Train a network for every fold and judge all of them on held-out images.",
      "",
      "Stopped at any point, even by kill -9, the run goes on with --resume and loses at most one",
      "epoch."
    },
    customSynopsis = {"allnet crossval DATA [OPTIONS]", "       allnet crossval --resume RUN"})
public final class CrossvalCommand extends RunCommand {

  /** For the command line. */
  public CrossvalCommand() {
    super(true);
  }
}
