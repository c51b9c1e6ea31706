package org.allnet.service.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    private Path template;

    @Override
    public synchronized StoreSettings fresh(Path folder) throws Exception {
      Path file = folder.resolve("allnet.db");
      if (template == null) {
        template = Files.createTempDirectory("allnet-sqlite").resolve("template.db");
        Store.open(StoreSettings.sqlite(template), new BlobStore(folder), Clock.systemUTC())
            .close();
        template.getParent().toFile().deleteOnExit(); // after what is in it
        template.toFile().deleteOnExit();
      }
      Files.copy(template, file);
      return StoreSettings.sqlite(file);
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
