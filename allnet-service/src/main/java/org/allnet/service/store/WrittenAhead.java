package org.allnet.service.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** Commands that look at a service which runs have ended by then. */
  private static final long FIRST_MILLISECONDS = 1500;

  private static final long ENDS_WITHIN_MILLISECONDS = 1000;
  private static final System.Logger LOG = System.getLogger("org.allnet.service.store");

  /** So long writers wait at most because somebody still reads what shall vanish. */
  private static final String HURRIED = "pragma busy_timeout = 200";

  /** A process that was killed may have erased something, so that the first time forgets too. */
  private final AtomicBoolean forgetting = new AtomicBoolean(true);

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
    try (Statement statement = all.connection.createStatement()) {
      statement.execute(HURRIED);
    }
    all.thread.scheduleWithFixedDelay(
        all::move, FIRST_MILLISECONDS, EACH_MILLISECONDS, TimeUnit.MILLISECONDS);
    return all;
  }

  /**
   * Has vanish what was written ahead so far, at once or as soon as nobody reads it any more: else
   * what was erased since would stay there until something else is written in its place.
   */
  void forget() {
    forgetting.set(true);
    thread.execute(this::move);
  }

  /** Waits for nobody for long: what somebody still reads stays for the next time. */
  private void move() {
    boolean all = forgetting.getAndSet(false);
    try (Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery(
                all ? "pragma wal_checkpoint(truncate)" : "pragma wal_checkpoint(passive)")) {
      boolean busy = answer.next() && answer.getInt("busy") != 0;
      if (all && busy) {
        forgetting.set(true);
      }
    } catch (SQLException e) {
      if (all) {
        forgetting.set(true);
      }
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
