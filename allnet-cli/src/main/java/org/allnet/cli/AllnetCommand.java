package org.allnet.cli;

import org.allnet.cli.benchmark.BenchCommand;
import org.allnet.cli.cluster.ClusterCommand;
import org.allnet.cli.comparison.CompareCommand;
import org.allnet.cli.comparison.RepeatsCommand;
import org.allnet.cli.dataset.DatasetCommand;
import org.allnet.cli.demo.DemoCommand;
import org.allnet.cli.detection.DetectCommand;
import org.allnet.cli.explanation.ExplainCommand;
import org.allnet.cli.network.AugmentCommand;
import org.allnet.cli.network.CrossvalCommand;
import org.allnet.cli.network.DecideCommand;
import org.allnet.cli.network.EvaluateCommand;
import org.allnet.cli.network.ModelCommand;
import org.allnet.cli.network.PredictCommand;
import org.allnet.cli.network.RecipeCommand;
import org.allnet.cli.network.SegmentCommand;
import org.allnet.cli.network.TrainCommand;
import org.allnet.cli.service.ServeCommand;
import org.allnet.cli.service.ServiceCommand;
import org.allnet.cli.terminal.SharedOptionWords;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.Version;
import picocli.CommandLine.Command;

/** The root: {@code allnet}. */
@Command(
    name = "allnet",
    modelTransformer = SharedOptionWords.class,
    description =
        "Finds acute lymphoblastic leukaemia in microscope images of blood cells.%n"
            + "Research use only: not a medical device.",
    customSynopsis = "allnet COMMAND [OPTIONS]",
    versionProvider = Version.class,
    footer = {
      "",
      "First steps: 'allnet demo' runs the full pipeline on synthetic cells.",
      "'allnet help COMMAND' shows the options of a command."
    },
    subcommands = {
      DemoCommand.class,
      DatasetCommand.class,
      DetectCommand.class,
      TrainCommand.class,
      CrossvalCommand.class,
      PredictCommand.class,
      ExplainCommand.class,
      EvaluateCommand.class,
      DecideCommand.class,
      CompareCommand.class,
      RepeatsCommand.class,
      RecipeCommand.class,
      ModelCommand.class,
      SegmentCommand.class,
      AugmentCommand.class,
      ServeCommand.class,
      ServiceCommand.class,
      ClusterCommand.class,
      BenchCommand.class,
      HelpCommand.class
    })
final class AllnetCommand extends Subcommand {

  @picocli.CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and stop.")
  private boolean version;

  @Override
  public Integer call() {
    status("allnet: which command? 'allnet help' lists them.");
    return WRONG_USAGE;
  }
}
