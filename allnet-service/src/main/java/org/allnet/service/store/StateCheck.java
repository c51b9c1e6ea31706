package org.allnet.service.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.allnet.data.InputException;
import org.allnet.service.audit.ChangedRow;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.Hash;

/**
 * Compares what the tables say now with what the audit log says that was done. For one transaction,
 * which changes nothing.
 */
final class StateCheck {

  /** Of a table; who sees so many has seen enough. */
  private static final int MOST = 20;

  /** Lines of the log about a row; the row's alias is t. */
  static final String LINES = "from audit_log a where a.object = t.id and a.act";

  private final Transaction tx;
  private final List<ChangedRow> changed = new ArrayList<>();
  private final Map<String, Integer> byTable = new HashMap<>();

  StateCheck(Transaction tx) {
    this.tx = tx;
  }

  List<ChangedRow> run() {
    new PeopleCheck(this, tx.sql(), new AccountRows(tx)).run();
    new CaseCheck(this, tx.sql()).run();
    new ReadingCheck(this, tx.sql()).run();
    new ModelCheck(this, tx.sql()).run();
    return List.copyOf(changed);
  }

  /** Remembers a row that does not agree. */
  void add(String table, String row, String what) {
    if (byTable.merge(table, 1, Integer::sum) <= MOST) {
      changed.add(new ChangedRow(table, row, what));
    }
  }

  /** Remembers a row if it says something else than the log. */
  void same(String table, String row, String what, Object is, Object said) {
    if (!is.equals(said)) {
      add(table, row, "%s is '%s', and the audit log says '%s'".formatted(what, is, said));
    }
  }

  /** Goes through rows; one that nothing can read was not written by the service. */
  void each(String table, String key, String sql, Consumer<Sql.Row> reader, Object... values) {
    tx.sql()
        .each(
            sql,
            row -> {
              String id = row.maybe(key).orElse("?");
              try {
                reader.accept(row);
              } catch (InputException | IllegalArgumentException | IllegalStateException e) {
                add(table, id, "it holds what the service never writes");
              }
            },
            values);
  }

  /** Each row that a query finds is one too many. */
  void none(String table, String what, String sql, Object... values) {
    each(table, "row", sql, row -> add(table, row.text("row"), what), values);
  }

  /**
   * Compares rows that one line of the log made, and whose parts never change, with that line. A
   * line of an older version has no hash of its row.
   */
  void made(String table, Act act, Function<Sql.Row, Hash> hash) {
    each(
        table,
        "id",
        "select t.*, a.sequence as log_line, a.record as log_record from "
            + table
            + " t left join audit_log a on a.object = t.id and a.act = ?",
        row -> {
          if (row.maybe("log_line").isEmpty()) {
            add(table, row.text("id"), "no line of the audit log made it");
          } else if (row.maybe("log_record")
              .filter(said -> !said.equals(hash.apply(row).hex()))
              .isPresent()) {
            add(table, row.text("id"), "it is not what was written");
          }
        },
        act.key());
    none(
        table,
        "it was deleted",
        "select a.object as row from audit_log a where a.act = ?"
            + " and not exists (select 1 from "
            + table
            + " t where t.id = a.object)",
        act.key());
  }

  /** Compares a time that is there once something was done with the line that says so. */
  void done(String table, String column, Act act) {
    each(
        table,
        "id",
        "select t.id, t."
            + column
            + " as since, (select count(*) "
            + LINES
            + " = ?) as done from "
            + table
            + " t",
        row ->
            same(
                table,
                row.text("id"),
                "whether it is " + column,
                row.maybe("since").isPresent(),
                row.number("done") > 0),
        act.key());
  }
}
