package org.allnet.cli.detection;

import org.allnet.cli.terminal.Subcommand;
import picocli.CommandLine.Command;

/** The noun {@code detect}. */
@Command(
    name = "detect",
    description = "Find cells in whole fields; inspect, convert and train on fields with labels.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DetectInspectCommand.class,
      DetectConvertCommand.class,
      DetectSplitCommand.class,
      DetectTrainCommand.class,
      DetectTrainMasksCommand.class,
      DetectEvaluateCommand.class,
      DetectEvaluateMasksCommand.class,
      DetectRunCommand.class,
      DetectClassifyCommand.class
    })
public final class DetectCommand extends Subcommand {

  /** For the command line to make. */
  public DetectCommand() {}

  @Override
  public Integer call() {
    status("allnet: detect what? 'allnet detect --help' lists the commands.");
    return WRONG_USAGE;
  }
}
