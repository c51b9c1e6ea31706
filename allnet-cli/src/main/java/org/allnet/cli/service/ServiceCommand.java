package org.allnet.cli.service;

import org.allnet.cli.terminal.Subcommand;
import picocli.CommandLine.Command;

/** The noun {@code service}. */
@Command(
    name = "service",
    description =
        "Work for a service without pages; check, back up, restore and erase what it keeps.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServiceWorkCommand.class,
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
