package org.allnet.cli.network;

import org.allnet.cli.terminal.Subcommand;
import picocli.CommandLine.Command;

/** {@code allnet recipe}: the systems that can be trained. */
@Command(
    name = "recipe",
    description = "List the systems that can be trained, or show one.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RecipeListCommand.class, RecipeShowCommand.class})
public final class RecipeCommand extends Subcommand {

  @Override
  public Integer call() {
    status("allnet: recipe what? 'allnet recipe --help' lists the commands.");
    return WRONG_USAGE;
  }
}
