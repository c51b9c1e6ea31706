package org.allnet.service.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;

/**
 * Where a store keeps its rows.
 *
 * @param url of JDBC, either {@code jdbc:sqlite:} with a file or {@code jdbc:postgresql:}
 * @param user of PostgreSQL
 * @param password of PostgreSQL
 * @param connections how many may be open at once, beside SQLite's one writer
 */
public record StoreSettings(
    String url, Optional<String> user, Optional<String> password, int connections) {

  private static final int CONNECTIONS = 8;

  /**
   * Refuses what is no database of ours.
   *
   * @throws InputException if {@code url} is of another database, or {@code connections} is below 1
   */
  public StoreSettings {
    if (Dialect.of(url).isEmpty()) {
      throw new InputException(
          "database: the address begins with neither jdbc:sqlite: nor jdbc:postgresql:");
    }
    if (connections < 1) {
      throw new InputException("database: " + connections + " connections; give 1 or more");
    }
  }

  /**
   * Returns the settings of a database in a file, for one machine with nothing else installed.
   *
   * @param file the database; made if it is missing
   */
  public static StoreSettings sqlite(Path file) {
    return new StoreSettings(
        "jdbc:sqlite:" + file.toAbsolutePath(), Optional.empty(), Optional.empty(), CONNECTIONS);
  }

  /**
   * Returns the settings of a database on a server.
   *
   * @param url such as {@code jdbc:postgresql://localhost/allnet}
   * @param user who may make tables there
   * @param password of the user
   */
  public static StoreSettings postgresql(String url, String user, String password) {
    return new StoreSettings(url, Optional.of(user), Optional.of(password), CONNECTIONS);
  }

  /** The file of a database that is in one. */
  Optional<Path> file() {
    return dialect() == Dialect.SQLITE
        ? Optional.of(Path.of(url.substring("jdbc:sqlite:".length())))
        : Optional.empty();
  }

  /** The kind of database. */
  Dialect dialect() {
    return Dialect.of(url).orElseThrow();
  }

  /** Leaves out the password, so that no log has it. */
  @Override
  public String toString() {
    return "StoreSettings[" + dialect().name().toLowerCase(Locale.ROOT) + "]";
  }
}
