package org.allnet.cli.cluster;

import java.nio.file.Path;
import org.allnet.cli.network.ModelMixin;
import org.allnet.spark.scoring.Inbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet cluster watch}: what a model says of images as they arrive. */
@Command(
    name = "watch",
    description = {
      "Classify image files as they arrive in a folder, until Ctrl+C.",
      "",
      "Started again with the same --out it goes on: no file is missed or answered anew. Move whole",
      "files into the folder; one that is still being written is read as it is."
    })
public final class ClusterWatchCommand extends SparkSubcommand {

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model file (.safetensors), or the folder of a finished run.")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "INBOX",
      description = "The folder that image files arrive in, at any depth.")
  private String inbox = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the answers, which driver and executors see.")
  private String out = "";

  @Option(names = "--once", description = "End when all is classified that is there now.")
  private boolean once;

  /** For the command line to make. */
  public ClusterWatchCommand() {}

  @Override
  void check() {
    requireModel(model);
  }

  @Override
  int callHere() {
    int passedOver =
        Inbox.watch(
            cluster().settings(false), ModelMixin.of(model).file(), inbox, out, once, this::status);
    status("answers: " + out + "/answers");
    return passedOver == 0 ? GOOD : FAILED;
  }
}
