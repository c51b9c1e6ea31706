package org.allnet.service.store;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;

/**
 * Copies a PostgreSQL database by its own {@code pg_dump}, which sees one state of all tables while
 * others write, and puts a copy into an empty database by {@code pg_restore}. The password is in
 * the environment of these programs, never on their command line.
 */
public final class PostgresCopy {

  private static final String URL = "jdbc:postgresql:";
  private static final int LONGEST_WORDS = 400;

  /** A schema that is there as long as a database must not be served. */
  private static final String RESTORING = "allnet_restoring";

  private PostgresCopy() {}

  static void write(StoreSettings settings, Path file) {
    if (Files.exists(file)) {
      throw InputException.in(file, "exists already; name a new file for the back-up");
    }
    run(
        settings,
        List.of(
            "pg_dump",
            "-Fc", // a format of its own, compressed
            "-O", // without owners
            "-x", // and privileges
            "-f",
            file.toAbsolutePath().toString(),
            "-d",
            address(settings)));
  }

  /**
   * Puts a copy into an empty database, as one transaction, and prepares it. A service opens the
   * database once this has returned, and not before: a schema without tables says so meanwhile.
   *
   * @param copy what {@link Store#backUp} wrote
   * @param settings the database
   * @param prepare opens the database by {@link Store#openRestored}, changes it and closes it
   * @return what {@code prepare} returns
   * @throws InputException if it is no PostgreSQL database, has tables, or can't be reached
   * @throws RunException if PostgreSQL's programs are not installed, or fail
   */
  public static <T> T restore(
      Path copy, StoreSettings settings, Function<StoreSettings, T> prepare) {
    requireRoom(copy, settings);
    execute(settings, "create schema if not exists " + RESTORING);
    run(
        settings,
        List.of(
            "pg_restore",
            "-O",
            "-x",
            "-1", // one transaction
            "-e", // which ends at the first failure
            "-d",
            address(settings),
            copy.toAbsolutePath().toString()));
    T prepared = prepare.apply(settings);
    execute(settings, "drop schema " + RESTORING);
    return prepared;
  }

  /**
   * Refuses a database into which a copy was put and that was never prepared.
   *
   * @throws InputException if it is one, or can't be reached
   */
  static void requireRestored(StoreSettings settings) {
    long found =
        count(settings, "select count(*) from pg_namespace where nspname = '" + RESTORING + "'");
    if (found > 0) {
      throw new InputException(
          "database: a back-up is being restored in it, or that was broken off; wait, or restore"
              + " it into another empty database");
    }
  }

  /**
   * Refuses a database into which a copy can't be put.
   *
   * @param copy what {@link Store#backUp} wrote
   * @param settings the database
   * @throws InputException if it is no PostgreSQL database, has tables, or can't be reached
   */
  public static void requireRoom(Path copy, StoreSettings settings) {
    if (settings.dialect() != Dialect.POSTGRESQL) {
      throw InputException.in(
          copy, "is of a PostgreSQL database; name an empty one, in which it is restored");
    }
    long tables =
        count(
            settings,
            "select count(*) from information_schema.tables"
                + " where table_schema not in ('pg_catalog', 'information_schema')");
    if (tables > 0) {
      throw new InputException(
          "database: has tables already; make an empty one by createdb and name that");
    }
  }

  private static Connection connect(StoreSettings settings) throws SQLException {
    return DriverManager.getConnection(
        settings.url(), settings.user().orElse(null), settings.password().orElse(null));
  }

  private static long count(StoreSettings settings, String query) {
    try (Connection connection = connect(settings);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getLong(1) : 0;
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private static void execute(StoreSettings settings, String statement) {
    try (Connection connection = connect(settings);
        Statement one = connection.createStatement()) {
      one.execute(statement);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private static InputException unreachable(SQLException e) {
    return new InputException("database: can't be opened (" + ForeignFailure.words(e) + ")", e);
  }

  /** The address as PostgreSQL's own programs read it, with what says how it is encrypted. */
  static String address(StoreSettings settings) {
    String rest = settings.url().substring(URL.length());
    URI uri = URI.create(rest.startsWith("//") ? "postgresql:" + rest : "postgresql:///" + rest);
    String host = uri.getRawAuthority() == null ? "localhost" : uri.getRawAuthority();
    String kept =
        Stream.of(uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&"))
            .filter(one -> one.startsWith("ssl"))
            .filter(one -> !one.startsWith("ssl=") && !one.startsWith("sslfactory="))
            .collect(Collectors.joining("&"));
    return "postgresql://" + host + uri.getRawPath() + (kept.isEmpty() ? "" : "?" + kept);
  }

  private static void run(StoreSettings settings, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    Map<String, String> environment = builder.environment();
    settings.user().ifPresent(user -> environment.put("PGUSER", user));
    settings
        .password()
        .filter(password -> !password.isEmpty())
        .ifPresent(password -> environment.put("PGPASSWORD", password));
    environment.put("PGCONNECT_TIMEOUT", "15");
    builder.redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.PIPE);
    String program = command.get(0);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new RunException(
            program
                + " failed: "
                + said.strip()
                    .lines()
                    .findFirst()
                    .orElse("it said nothing")
                    .transform(PostgresCopy::cut));
      }
    } catch (IOException e) {
      throw new RunException(
          program + " can't be started; install PostgreSQL's own programs of the server's version",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(program + " was interrupted", e);
    }
  }

  private static String cut(String words) {
    return words.substring(0, Math.min(words.length(), LONGEST_WORDS));
  }
}
