package org.allnet.cli.service;

import java.nio.file.Path;
import java.time.Clock;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.work.operation.Restore;
import org.allnet.service.work.operation.RestoredAccess;
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
      "Then check by 'service verify' with the checkpoints of the back-up:",
      "checkpoints that are younger than the back-up say that the log ends too early."
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
    Restore.run(from, to, settings);
    tell("%s: restored from %s".formatted(place.folder(), from));
    try (Store store = Store.open(settings, new BlobStore(to.pictures()), Clock.systemUTC())) {
      RestoredAccess.end(store).words().forEach(this::tell);
    }
    tell(Restore.comparison(from));
    return GOOD;
  }
}
