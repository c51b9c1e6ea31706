package org.allnet.service.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** In what the two databases differ. */
enum Dialect {
  SQLITE("sqlite", "select 1 as n", "pragma query_only = true") {
    @Override
    boolean isUniqueness(SQLException e) {
      return e instanceof SQLiteException own && UNIQUE.contains(own.getResultCode());
    }

    @Override
    boolean isForeignKey(SQLException e) {
      return e instanceof SQLiteException own
          && own.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY;
    }

    @Override
    boolean isPassing(SQLException e) {
      return e instanceof SQLiteException own
          && (own.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }
  },

  POSTGRESQL(
      "postgresql",
      "select count as n from audit_head where one = 1 for update",
      "set transaction isolation level repeatable read, read only") {
    @Override
    boolean isUniqueness(SQLException e) {
      return "23505".equals(e.getSQLState());
    }

    @Override
    boolean isForeignKey(SQLException e) {
      return "23503".equals(e.getSQLState());
    }

    @Override
    boolean isPassing(SQLException e) {
      return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }
  };

  private static final Set<SQLiteErrorCode> UNIQUE =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY);

  private final String word;
  private final String lock;
  private final String reading;

  Dialect(String word, String lock, String reading) {
    this.word = word;
    this.lock = lock;
    this.reading = reading;
  }

  static Optional<Dialect> of(String url) {
    for (Dialect dialect : values()) {
      if (url.startsWith("jdbc:" + dialect.word + ":")) {
        return Optional.of(dialect);
      }
    }
    return Optional.empty();
  }

  /** The folder of its own migrations. */
  String word() {
    return word;
  }

  /** The statement after which a transaction that changes something is the only one. */
  String lock() {
    return lock;
  }

  /** The statement after which a transaction sees one state and changes nothing. */
  String reading() {
    return reading;
  }

  /** Whether a row is there already. */
  abstract boolean isUniqueness(SQLException e);

  /** Whether a row names another one that is not there. */
  abstract boolean isForeignKey(SQLException e);

  /** Whether the same transaction may well succeed if it is tried again. */
  abstract boolean isPassing(SQLException e);
}
