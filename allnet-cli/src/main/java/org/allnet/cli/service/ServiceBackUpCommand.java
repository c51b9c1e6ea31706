package org.allnet.cli.service;

import java.nio.file.Path;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.Counted;
import org.allnet.service.store.Store;
import org.allnet.service.work.operation.BackUp;
import org.allnet.service.work.operation.ServiceFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code allnet service backup}: a copy of all that a service keeps. */
@Command(
    name = "backup",
    description = {
      "Copy what a service keeps to a new folder. The service may run meanwhile.",
      "",
      "Keys are not copied: keep them elsewhere. PostgreSQL is copied by its own pg_dump, which",
      "has to be installed."
    })
public final class ServiceBackUpCommand extends Subcommand {

  @Parameters(paramLabel = "DIR", description = "The new folder.")
  private Path to = Path.of("");

  @Mixin private DatabaseMixin place = new DatabaseMixin();

  /** For the command line to make. */
  public ServiceBackUpCommand() {}

  @Override
  public Integer call() {
    try (Store store = KeptService.open(place, this)) {
      long files = BackUp.write(store, new ServiceFolder(place.folder()), to);
      tell("%s: %s".formatted(to, Counted.of((int) files, "file")));
      return GOOD;
    }
  }
}
