package org.allnet.cli.service;

import java.nio.file.Path;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.service.work.operation.Restore;
import org.allnet.service.work.operation.ServiceFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code allnet service restore}: a back-up in the place of a service. */
@Command(
    name = "restore",
    description = {
      "Put a back-up into the folder of a service that does not run.",
      "",
      "Move a database that is there to another folder before. Then check by 'service verify':",
      "checkpoints that are younger than the back-up say that the log ends too early."
    })
public final class ServiceRestoreCommand extends Subcommand {

  @Parameters(paramLabel = "BACKUP", description = "The folder that 'service backup' wrote.")
  private Path from = Path.of("");

  @Mixin private ServiceFolderMixin folder = new ServiceFolderMixin();

  /** For the command line to make. */
  public ServiceRestoreCommand() {}

  @Override
  public Integer call() {
    Restore.run(from, new ServiceFolder(folder.folder()));
    tell("%s: restored from %s".formatted(folder.folder(), from));
    return GOOD;
  }
}
