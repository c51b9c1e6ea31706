package org.allnet.service.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.allnet.data.InputException;
import org.allnet.data.RunException;

/** Copies a database in a file while others write to it: to a new file, checked, then renamed. */
public final class DatabaseCopy {

  private DatabaseCopy() {}

  static void write(String url, Path file) {
    if (Files.exists(file)) {
      throw InputException.in(file, "exists already; name a new file for the back-up");
    }
    Path target = file.toAbsolutePath();
    Path unfinished =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      vacuum(url, unfinished);
      check(unfinished);
      DiskWaits.files(List.of(unfinished));
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | SQLException e) {
      delete(unfinished, e);
      throw RunException.in(file, "can't be written as a back-up; check the free space", e);
    }
  }

  /**
   * Puts a copy in the place of a database, once it was prepared: nobody can open it before. What
   * was written ahead to the old one is deleted with it: SQLite would take it for a part of the
   * copy.
   *
   * @param copy what {@link Store#backUp} wrote
   * @param database the database; replaced if it is there
   * @param prepare opens the copy, changes it and closes it
   * @return what {@code prepare} returns
   * @throws InputException if a service has the database open
   * @throws RunException if the copy is damaged, or it can't be written
   */
  public static <T> T restore(Path copy, Path database, Function<StoreSettings, T> prepare) {
    Path target = database.toAbsolutePath();
    Path unfinished =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.copy(copy, unfinished);
      check(unfinished);
      T prepared = prepare.apply(StoreSettings.sqlite(unfinished));
      whole(unfinished);
      DiskWaits.files(List.of(unfinished));
      LiveLock.alone(
          target,
          () -> {
            for (String ending : List.of("-wal", "-shm", "-journal")) {
              Files.deleteIfExists(target.resolveSibling(target.getFileName() + ending));
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
          });
      Files.deleteIfExists(LiveLock.beside(unfinished));
      return prepared;
    } catch (IOException | SQLException e) {
      delete(unfinished, e);
      throw RunException.in(copy, "can't be restored; check the copy and the free space", e);
    } catch (RuntimeException e) {
      delete(unfinished, e);
      throw e;
    }
  }

  /** Has all that was written ahead in the one file that is moved. */
  private static void whole(Path database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("pragma journal_mode = delete")) {
      if (!mode.next() || !"delete".equals(mode.getString(1))) {
        throw new SQLException("the copy is still open");
      }
    }
  }

  private static void vacuum(String url, Path to) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
      vacuum.setString(1, to.toString());
      vacuum.execute();
    }
  }

  private static void check(Path copy) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("pragma integrity_check")) {
      if (!answer.next() || !"ok".equals(answer.getString(1))) {
        throw new SQLException("the copy is damaged");
      }
    }
  }

  private static void delete(Path unfinished, Exception first) {
    try {
      for (String ending : List.of("", "-wal", "-shm", "-journal", "-live")) {
        Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + ending));
      }
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }
}
