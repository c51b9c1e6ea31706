package org.allnet.service.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.allnet.data.InputException;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.jspecify.annotations.Nullable;

/** Statements of one transaction. Values are always parameters, never part of the text. */
final class Sql {

  /** So many rows go to the database at once. */
  private static final int BATCH = 500;

  private final Connection connection;
  private final Dialect dialect;

  Sql(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** {@return places for so many values, in brackets} */
  static String marks(int count) {
    return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
  }

  Dialect dialect() {
    return dialect;
  }

  /**
   * Inserts a row.
   *
   * @throws InputException if there is such a row, or it names another one that there is not
   */
  void insert(String what, String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values)) {
      statement.executeUpdate();
    } catch (SQLException e) {
      if (dialect.isUniqueness(e)) {
        throw new InputException(what + ": there is one already", e);
      }
      if (dialect.isForeignKey(e)) {
        throw new InputException(what + ": what it belongs to does not exist", e);
      }
      throw new FailedStatement(e);
    }
  }

  /** Changes rows and returns how many. */
  int update(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new FailedStatement(e);
    }
  }

  /** Runs one statement for each row of values, and returns how many rows it changed. */
  int updateAll(String sql, List<@Nullable Object[]> all) {
    int changed = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < all.size(); i++) {
        @Nullable Object[] values = all.get(i);
        for (int k = 0; k < values.length; k++) {
          statement.setObject(k + 1, column(values[k]));
        }
        statement.addBatch();
        if (i == all.size() - 1 || i % BATCH == BATCH - 1) {
          for (int count : statement.executeBatch()) {
            changed += Math.max(0, count);
          }
        }
      }
      return changed;
    } catch (SQLException e) {
      throw new FailedStatement(e);
    }
  }

  <T> List<T> list(String sql, Function<Row, T> reader, @Nullable Object... values) {
    List<T> all = new ArrayList<>();
    each(sql, row -> all.add(reader.apply(row)), values);
    return all;
  }

  <T> Optional<T> one(String sql, Function<Row, T> reader, @Nullable Object... values) {
    List<T> all = list(sql, reader, values);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  long count(String sql, @Nullable Object... values) {
    return one(sql, row -> row.number("n"), values).orElse(0L);
  }

  /** Hands rows on one by one, of a table of any length. */
  void each(String sql, Consumer<Row> reader, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values)) {
      statement.setFetchSize(500);
      try (ResultSet rows = statement.executeQuery()) {
        Row row = new Row(rows);
        while (rows.next()) {
          reader.accept(row);
        }
      }
    } catch (SQLException e) {
      throw new FailedStatement(e);
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, column(values[i]));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static @Nullable Object column(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? column(optional.get()) : null;
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    if (value instanceof Id id) {
      return id.text();
    }
    if (value instanceof Hash hash) {
      return hash.hex();
    }
    if (value instanceof Instant instant) {
      return micros(instant);
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return value;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** A row that was found; valid until the next one. */
  static final class Row {

    private final ResultSet rows;

    private Row(ResultSet rows) {
      this.rows = rows;
    }

    String text(String column) {
      return maybe(column)
          .orElseThrow(() -> new IllegalStateException("column " + column + " is empty"));
    }

    Optional<String> maybe(String column) {
      try {
        return Optional.ofNullable(rows.getString(column));
      } catch (SQLException e) {
        throw new FailedStatement(e);
      }
    }

    long number(String column) {
      try {
        return rows.getLong(column);
      } catch (SQLException e) {
        throw new FailedStatement(e);
      }
    }

    int small(String column) {
      return Math.toIntExact(number(column));
    }

    OptionalInt maybeSmall(String column) {
      return maybe(column).isPresent() ? OptionalInt.of(small(column)) : OptionalInt.empty();
    }

    boolean truth(String column) {
      return number(column) != 0;
    }

    Instant instant(String column) {
      return Instant.EPOCH.plus(number(column), ChronoUnit.MICROS);
    }

    Optional<Instant> maybeInstant(String column) {
      return maybe(column).isPresent() ? Optional.of(instant(column)) : Optional.empty();
    }

    <T> T id(String column, Function<UUID, T> kind) {
      return kind.apply(Id.parse(text(column)));
    }

    Hash hash(String column) {
      return new Hash(text(column));
    }
  }

  /** A statement that the database refused, until the store says so in words. */
  static final class FailedStatement extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    FailedStatement(SQLException failure) {
      super(failure);
      this.failure = failure;
    }

    SQLException failure() {
      return failure;
    }
  }
}
