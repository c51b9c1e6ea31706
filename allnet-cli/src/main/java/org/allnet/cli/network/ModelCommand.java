package org.allnet.cli.network;

import org.allnet.cli.terminal.Subcommand;
import picocli.CommandLine.Command;

/** The noun {@code model}. */
@Command(
    name = "model",
    description = "Look at networks and model files, write them for others.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ModelListCommand.class, ModelDescribeCommand.class, ModelExportCommand.class})
public final class ModelCommand extends Subcommand {

  @Override
  public Integer call() {
    status("allnet: model what? 'allnet model --help' lists the commands.");
    return WRONG_USAGE;
  }
}
