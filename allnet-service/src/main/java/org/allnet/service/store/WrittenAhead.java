package org.allnet.service.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.allnet.data.ForeignFailure;

/**
 * Moves what SQLite has written ahead into its database file, beside those who write. Else each
 * thousandth page that is written would do it, and whoever wrote it would wait.
 */
final class WrittenAhead implements AutoCloseable {

  /** For connections that write: they do it themselves only if this falls behind. */
  static final String SELDOM = "pragma wal_autocheckpoint = 20000";

  /**
   * Whoever writes meanwhile waits for the disk somewhat longer, so it is done seldom: in busy
   * times there are some ten megabytes then, which are read once after a crash.
   */
  private static final long EACH_MILLISECONDS = 10_000;

  private static final long ENDS_WITHIN_MILLISECONDS = 1000;
  private static final System.Logger LOG = System.getLogger("org.allnet.service.store");

  private final Connection connection;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "allnet-written-ahead");
            daemon.setDaemon(true);
            return daemon;
          });

  private WrittenAhead(Connection connection) {
    this.connection = connection;
  }

  static WrittenAhead start(String url) throws SQLException {
    WrittenAhead all = new WrittenAhead(DriverManager.getConnection(url));
    all.thread.scheduleWithFixedDelay(
        all::move, EACH_MILLISECONDS, EACH_MILLISECONDS, TimeUnit.MILLISECONDS);
    return all;
  }

  /** Waits for nobody: what somebody still reads stays for the next time. */
  private void move() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma wal_checkpoint(passive)");
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "database: " + ForeignFailure.words(e));
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(ENDS_WITHIN_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
      connection.close();
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "database: " + ForeignFailure.words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
