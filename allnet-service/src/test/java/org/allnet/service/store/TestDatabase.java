package org.allnet.service.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;

/** The databases that the tests of the store run on. A new one is a copy of one with tables. */
public enum TestDatabase {
  SQLITE {
    @Override
    public StoreSettings fresh(Path folder) throws IOException {
      return sqlite(folder.resolve("allnet.db"));
    }

    @Override
    String withoutTriggers(String statement, String table) {
      return "drop trigger "
          + table
          + "_no_update; drop trigger "
          + table
          + "_no_delete; "
          + statement;
    }
  },

  POSTGRESQL {
    private Optional<String> template = Optional.empty();

    @Override
    public synchronized StoreSettings fresh(Path folder) throws Exception {
      Optional<PostgresServer> server = PostgresServer.get();
      assumeTrue(
          server.isPresent(),
          "PostgreSQL is not installed (on Debian: apt-get install postgresql)");
      if (template.isEmpty()) {
        template = Optional.of(server.get().create(Optional.empty()));
        Store.open(settings(server.get(), template.get()), new BlobStore(folder), Clock.systemUTC())
            .close();
      }
      return settings(server.get(), server.get().create(template));
    }

    private StoreSettings settings(PostgresServer server, String database) {
      return new StoreSettings(server.url(database), Optional.of("allnet"), Optional.of(""), 4);
    }

    @Override
    String withoutTriggers(String statement, String table) {
      return "alter table " + table + " disable trigger all; " + statement;
    }
  };

  private static Optional<Path> sqliteTemplate = Optional.empty();

  /** The settings of a file of SQLite; one that is not there gets tables with nothing in them. */
  public static synchronized StoreSettings sqlite(Path file) throws IOException {
    if (!Files.exists(file)) {
      if (sqliteTemplate.isEmpty()) {
        sqliteTemplate = Optional.of(template());
      }
      Files.copy(sqliteTemplate.get(), file);
    }
    return StoreSettings.sqlite(file);
  }

  private static Path template() throws IOException {
    Path folder = MemoryFolder.create("allnet-sqlite");
    Path file = folder.resolve("template.db");
    Store.open(StoreSettings.sqlite(file), new BlobStore(folder), Clock.systemUTC()).close();
    folder.toFile().deleteOnExit(); // after what is in it
    file.toFile().deleteOnExit();
    return file;
  }

  /** The settings of a new database with tables and nothing in them. */
  public abstract StoreSettings fresh(Path folder) throws Exception;

  /** A statement as somebody would run it who has all rights in the database. */
  abstract String withoutTriggers(String statement, String table);

  /** Runs statements beside the store. */
  public static void run(StoreSettings settings, String statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                settings.url(), settings.user().orElse(null), settings.password().orElse(null));
        Statement statement = connection.createStatement()) {
      for (String one : statements.split(";")) {
        statement.execute(one);
      }
    }
  }
}
