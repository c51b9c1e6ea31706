package org.allnet.cli.service;

import org.allnet.cli.terminal.Subcommand;
import picocli.CommandLine.Command;

/** The noun {@code service}. */
@Command(
    name = "service",
    description = "Check, back up, restore and erase what a service keeps.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServiceVerifyCommand.class,
      ServiceBackUpCommand.class,
      ServiceRestoreCommand.class,
      ServiceEraseCommand.class
    })
public final class ServiceCommand extends Subcommand {

  /** For the command line to make. */
  public ServiceCommand() {}

  @Override
  public Integer call() {
    status("allnet: service what? 'allnet service --help' lists the commands.");
    return WRONG_USAGE;
  }
}
