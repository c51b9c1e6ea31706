package org.allnet.cli.service;

import java.nio.file.Path;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.allnet.service.ServiceSettings;
import org.allnet.service.store.StoreSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a service keeps what it keeps. */
public final class DatabaseMixin {

  private static final String PASSWORD = "ALLNET_DATABASE_PASSWORD";

  @Mixin private ServiceFolderMixin folder = new ServiceFolderMixin();

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "A PostgreSQL database, such as jdbc:postgresql://localhost/allnet.")
  private @Nullable String url;

  @Option(
      names = "--database-user",
      paramLabel = "NAME",
      description = "Who owns its tables. Default: allnet.")
  private String user = "allnet";

  @Option(
      names = "--database-password-file",
      paramLabel = "FILE",
      description = "First line: that user's password. Default: the variable " + PASSWORD + ".")
  private @Nullable Path passwordFile;

  /** {@return the folder} */
  Path folder() {
    return folder.folder();
  }

  /**
   * Returns where the rows are.
   *
   * @param command refuses options that can do nothing
   * @throws OptionException if there is such an option, or a password where everybody can read it
   */
  StoreSettings store(Subcommand command) {
    if (url == null) {
      command.refuse(
          "without --database, whose user it is", "--database-user", "--database-password-file");
      return ServiceSettings.database(folder.folder());
    }
    if (url.contains("password=")) {
      throw new OptionException(
          "--database: has a password, which everybody on this machine can read; put it in a file for --database-password-file");
    }
    return StoreSettings.postgresql(url, user, SecretText.of(passwordFile, PASSWORD));
  }
}
