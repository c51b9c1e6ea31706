package org.allnet.cli.dataset;

import org.allnet.cli.terminal.Subcommand;
import picocli.CommandLine.Command;

/** The noun {@code dataset}. */
@Command(
    name = "dataset",
    description = "Inspect, verify, split or synthesize a data set.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InspectCommand.class,
      VerifyCommand.class,
      SplitCommand.class,
      SynthesizeCommand.class
    })
public final class DatasetCommand extends Subcommand {

  @Override
  public Integer call() {
    status("allnet: dataset what? 'allnet dataset --help' lists the commands.");
    return WRONG_USAGE;
  }
}
