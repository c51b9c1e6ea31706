package org.allnet.cli.service;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where a service keeps what it keeps. */
final class ServiceFolderMixin {

  /** The folder if none is named. */
  private static final String FOLDER = "allnet-service";

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Folder of the service: its pictures, models and, without --database, its rows. Default: "
              + FOLDER
              + ".")
  private Path folder = Path.of(FOLDER);

  /** {@return the folder} */
  Path folder() {
    return folder;
  }
}
