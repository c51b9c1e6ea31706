package org.allnet.service.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Id;

/** Readings as rows. */
final class ReadingRows implements Readings {

  private final Transaction tx;

  ReadingRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void open(CaseReading reading) {
    requirePerson(tx, reading.reader());
    Case of = new CaseRows(tx).require(reading.of());
    if (of.status().isClosed()) {
      throw new InputException("reading: the case is '%s'".formatted(of.status().words()));
    }
    String words = reading.kind().key() + (reading.blinded() ? " blinded" : "");
    tx.record(AuditEvent.of(Act.READING_OPENED, reading.id(), "", words));
    tx.sql()
        .insert(
            "reading",
            "insert into readings (id, case_id, kind, reader, blinded, seed, opened, closed)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)",
            reading.id(),
            reading.of(),
            reading.kind().key(),
            reading.reader(),
            reading.blinded(),
            reading.seed(),
            reading.opened(),
            reading.closed());
  }

  /** Refuses that somebody does something under another person's name. */
  static void requirePerson(Transaction tx, Id.Account account) {
    if (!(tx.actor() instanceof Actor.Person person) || !person.account().equals(account)) {
      throw new InputException("account: nobody acts under another person's name");
    }
  }

  @Override
  public void close(Id.Reading id) {
    tx.record(AuditEvent.of(Act.READING_CLOSED, id, "", ""));
    int closed =
        tx.sql()
            .update("update readings set closed = ? where id = ? and closed is null", tx.now(), id);
    if (closed == 0) {
      throw new InputException("reading: there is none of this id that goes on");
    }
  }

  @Override
  public Optional<CaseReading> get(Id.Project in, Id.Reading id) {
    return tx.sql()
        .one(
            "select r.* from readings r join cases c on c.id = r.case_id"
                + " where c.project = ? and r.id = ?",
            ReadingRows::reading,
            in,
            id);
  }

  /** A reading of whatever project. */
  CaseReading require(Id.Reading id) {
    return tx.sql()
        .one("select * from readings where id = ?", ReadingRows::reading, id)
        .orElseThrow(() -> new InputException("reading: there is none of this id"));
  }

  @Override
  public List<CaseReading> of(Id.Case of) {
    return tx.sql()
        .list(
            "select * from readings where case_id = ? order by opened, id",
            ReadingRows::reading,
            of);
  }

  private static CaseReading reading(Sql.Row row) {
    return new CaseReading(
        row.id("id", Id.Reading::new),
        row.id("case_id", Id.Case::new),
        CaseReading.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
        row.id("reader", Id.Account::new),
        row.truth("blinded"),
        row.number("seed"),
        row.instant("opened"),
        row.maybeInstant("closed"));
  }
}
