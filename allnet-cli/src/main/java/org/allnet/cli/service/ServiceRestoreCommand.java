package org.allnet.cli.service;

import java.nio.file.Path;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.service.store.StoreSettings;
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
      "All sessions, invitations and keys of the back-up end: some may have been revoked since.",
      "Move a database that is there to another folder before; of PostgreSQL, name an empty one.",
      "The log is compared with the checkpoints of the back-up, and by 'service verify' later on.",
      "The exit code is 1 if it is not what they say."
    })
public final class ServiceRestoreCommand extends Subcommand {

  @Parameters(paramLabel = "BACKUP", description = "The folder that 'service backup' wrote.")
  private Path from = Path.of("");

  @Mixin private DatabaseMixin place = new DatabaseMixin();

  /** For the command line to make. */
  public ServiceRestoreCommand() {}

  @Override
  public Integer call() {
    ServiceLibraries.require();
    ServiceFolder to = new ServiceFolder(place.folder());
    StoreSettings settings = place.store(this);
    Restore.Restored restored = Restore.run(from, to, settings);
    tell("%s: restored from %s".formatted(place.folder(), from));
    restored.words().forEach(this::tell);
    return restored.isWhole() ? GOOD : FAILED;
  }
}
