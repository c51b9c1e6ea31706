package org.allnet.cli.network;

import org.allnet.cli.terminal.Subcommand;
import picocli.CommandLine.Command;

/** The noun {@code model}. */
@Command(
    name = "model",
    description = "List and describe networks and model files, export models to other programs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ModelListCommand.class, ModelDescribeCommand.class, ModelExportCommand.class})
public final class ModelCommand extends Subcommand {

  @Override
  public Integer call() {
    status("allnet: model what? 'allnet model --help' lists the commands.");
    return WRONG_USAGE;
  }
}
