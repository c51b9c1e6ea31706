package org.allnet.service.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.audit.AuditHead;
import org.allnet.service.audit.ChainAnswer;
import org.allnet.service.audit.ChainCheck;
import org.allnet.service.audit.ChangedRow;
import org.allnet.service.audit.Checkpoint;
import org.allnet.service.audit.CheckpointVerifier;
import org.allnet.service.domain.Actor;
import org.jspecify.annotations.Nullable;

/**
 * All that a service keeps. What belongs together is one transaction: a function that gets the
 * tables and whose changes are kept whole or not at all. Whatever changes is in the audit log, by
 * the same transaction. Thread-safe.
 *
 * <pre>{@code
 * try (Store store = Store.open(StoreSettings.sqlite(file), blobs, Clock.systemUTC())) {
 *   store.change(actor, tx -> tx.judgements().append(List.of(judgement)));
 *   Optional<Account> account = store.read(tx -> tx.accounts().byLogin(login));
 * }
 * }</pre>
 */
public final class Store implements AutoCloseable {

  private static final int ATTEMPTS = 4;

  private final StoreSettings settings;
  private final Dialect dialect;
  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final BlobStore blobs;
  private final Clock clock;
  private final Optional<LiveLock> live;
  private final Optional<WrittenAhead> ahead;
  private final PoolThreads threads;

  private Store(
      StoreSettings settings,
      HikariDataSource writers,
      HikariDataSource readers,
      BlobStore blobs,
      Clock clock,
      Optional<LiveLock> live,
      Optional<WrittenAhead> ahead,
      PoolThreads threads) {
    this.threads = threads;
    this.live = live;
    this.ahead = ahead;
    this.settings = settings;
    this.dialect = settings.dialect();
    this.writers = writers;
    this.readers = readers;
    this.blobs = blobs;
    this.clock = clock;
  }

  /**
   * Opens a store, and brings its tables to this version's.
   *
   * @param settings where the rows are
   * @param blobs where the pictures are
   * @param clock tells when something is done
   * @throws InputException if the database can't be reached, is none of ours, was written by a
   *     newer version, or is being restored
   */
  public static Store open(StoreSettings settings, BlobStore blobs, Clock clock) {
    if (settings.dialect() == Dialect.POSTGRESQL) {
      PostgresCopy.requireRestored(settings);
    }
    return openRestored(settings, blobs, clock);
  }

  /**
   * Opens a store that is being restored, which nobody else may open before that is done.
   *
   * @param settings where the rows are
   * @param blobs where the pictures are
   * @param clock tells when something is done
   * @throws InputException if the database can't be reached, is none of ours, or was written by a
   *     newer version
   */
  public static Store openRestored(StoreSettings settings, BlobStore blobs, Clock clock) {
    Optional<LiveLock> live = settings.file().map(LiveLock::share);
    try {
      return opened(settings, blobs, clock, live);
    } catch (RuntimeException | Error e) {
      live.ifPresent(LiveLock::close);
      throw e;
    }
  }

  private static Store opened(
      StoreSettings settings, BlobStore blobs, Clock clock, Optional<LiveLock> live) {
    Migrations.run(settings);
    PoolThreads threads = PoolThreads.open();
    if (settings.dialect() == Dialect.POSTGRESQL) {
      HikariConfig config = config(settings, settings.connections(), threads);
      // Whoever falls asleep while it has the lock loses it.
      config.addDataSourceProperty("options", "-c idle_in_transaction_session_timeout=60000");
      HikariDataSource all = new HikariDataSource(config);
      return new Store(settings, all, all, blobs, clock, live, Optional.empty(), threads);
    }
    HikariConfig writer = sqlite(settings, 1, threads);
    writer.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    writer.setConnectionInitSql(WrittenAhead.SELDOM);
    HikariConfig reader = sqlite(settings, settings.connections(), threads);
    return new Store(
        settings,
        new HikariDataSource(writer),
        new HikariDataSource(reader),
        blobs,
        clock,
        live,
        Optional.of(ahead(settings)),
        threads);
  }

  private static WrittenAhead ahead(StoreSettings settings) {
    try {
      return WrittenAhead.start(settings.url());
    } catch (SQLException e) {
      throw new InputException("database: can't be opened (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private static HikariConfig config(StoreSettings settings, int connections, PoolThreads threads) {
    HikariConfig config = new HikariConfig();
    config.setThreadFactory(threads);
    config.setJdbcUrl(settings.url());
    settings.user().ifPresent(config::setUsername);
    settings.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(15_000);
    return config;
  }

  private static HikariConfig sqlite(StoreSettings settings, int connections, PoolThreads threads) {
    HikariConfig config = config(settings, connections, threads);
    config.addDataSourceProperty("journal_mode", "WAL");
    config.addDataSourceProperty("busy_timeout", "10000");
    config.addDataSourceProperty("foreign_keys", "true");
    config.addDataSourceProperty("synchronous", "FULL");
    config.addDataSourceProperty("secure_delete", "true"); // what is erased is overwritten
    return config;
  }

  /** {@return whether the database is in one file of this machine} */
  public boolean isOneFile() {
    return dialect == Dialect.SQLITE;
  }

  /** {@return where the pictures are} */
  public BlobStore blobs() {
    return blobs;
  }

  /**
   * Reads in one transaction, which sees one state of all tables.
   *
   * @param body reads and changes nothing; may be run again if the database asks for it
   * @return what {@code body} returns
   * @throws RunException if the database fails, or {@code body} tries to change something
   */
  public <T> T read(Function<Transaction, T> body) {
    return inTransaction(readers, null, body);
  }

  /**
   * Changes in one transaction, which is on the disk when this returns.
   *
   * @param actor who does it, for the audit log
   * @param body changes nothing but tables; may be run again if the database asks for it
   * @return what {@code body} returns
   * @throws RunException if the database fails; then nothing was changed, as after any exception of
   *     {@code body}
   */
  public <T> T write(Actor actor, Function<Transaction, T> body) {
    return inTransaction(writers, actor, body);
  }

  /**
   * Changes in one transaction, as {@link #write} does, with no result.
   *
   * @param actor who does it, for the audit log
   * @param body changes nothing but tables; may be run again if the database asks for it
   * @throws RunException if the database fails; then nothing was changed
   */
  public void change(Actor actor, Consumer<Transaction> body) {
    write(
        actor,
        tx -> {
          body.accept(tx);
          return true;
        });
  }

  private <T> T inTransaction(
      HikariDataSource pool, @Nullable Actor actor, Function<Transaction, T> body) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = pool.getConnection()) {
        return committed(connection, actor, body);
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !dialect.isPassing(e)) {
          throw new RunException("database: " + ForeignFailure.words(e), e);
        }
      }
    }
  }

  private <T> T committed(
      Connection connection, @Nullable Actor actor, Function<Transaction, T> body)
      throws SQLException {
    boolean kept = false;
    try {
      // SQLite's driver begins here. Idle connections have no transaction: it would keep the lock.
      connection.setAutoCommit(false);
      Sql sql = new Sql(connection, dialect);
      if (actor == null) {
        sql.update(dialect.reading());
      } else {
        // One change after another: each adds to the one chain, and asks for the time with the
        // lock.
        sql.count(dialect.lock());
      }
      Transaction transaction = new Transaction(sql, blobs, clock, actor);
      T result = body.apply(transaction);
      transaction.beforeCommit();
      connection.commit();
      kept = true;
      return result;
    } catch (Sql.FailedStatement e) {
      throw e.failure();
    } finally {
      if (!kept && !connection.getAutoCommit()) {
        connection.rollback();
      }
    }
  }

  /**
   * Checks the audit log, its chain and the records that it speaks of.
   *
   * @param checkpoints what was kept elsewhere
   * @param verifier by whose key they have to be signed
   * @return what was found
   * @throws RunException if the database fails
   */
  public ChainAnswer verify(List<Checkpoint> checkpoints, CheckpointVerifier verifier) {
    return read(
        tx -> {
          ChainCheck check = new ChainCheck(tx.audit().head(), checkpoints, verifier);
          tx.audit().each(1, entry -> check.take(entry, tx.recordOf(entry.event())));
          return check.answer();
        });
  }

  /**
   * Compares all rows of consequence with what the audit log says that was done: what came by no
   * line of it, was changed or has vanished.
   *
   * @return what does not agree, of each table the first ones; nothing if the log itself is broken
   *     tells anything, so check that {@linkplain #verify first}
   * @throws RunException if the database fails
   */
  public List<ChangedRow> changedRows() {
    return read(tx -> new StateCheck(tx).run());
  }

  /**
   * Has what was erased vanish also from what the database has written ahead, as soon as nobody
   * reads that any more.
   */
  public void forgetErased() {
    ahead.ifPresent(WrittenAhead::forget);
  }

  /** {@return the end of the audit chain now, for a checkpoint} */
  public AuditHead head() {
    return read(tx -> tx.audit().head());
  }

  /**
   * Copies the database while it is used. The copy is whole when this returns.
   *
   * @param file the copy, which must not exist
   * @throws InputException if the copy exists
   * @throws RunException if the copy can't be written, or PostgreSQL's programs are not installed
   */
  public void backUp(Path file) {
    if (dialect == Dialect.SQLITE) {
      DatabaseCopy.write(readers.getJdbcUrl(), file);
    } else {
      PostgresCopy.write(settings, file);
    }
  }

  @Override
  public void close() {
    ahead.ifPresent(WrittenAhead::close);
    writers.close();
    readers.close();
    threads.close();
    live.ifPresent(LiveLock::close);
  }
}
