package org.allnet.service.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Blinding;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.ReadingOrder;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.domain.Veil;

/** Readings as rows. */
final class ReadingRows implements Readings {

  private final Transaction tx;

  ReadingRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void open(CaseReading reading) {
    requirePerson(tx, reading.reader());
    Case of = requireOpenCase(reading);
    if (reading.kind() == CaseReading.Kind.AMENDMENT && !of.status().isSigned()) {
      throw new InputException(
          "reading: the case is '%s', so there is nothing to amend".formatted(of.status().words()));
    }
    if (reading.kind() == CaseReading.Kind.FIRST && of.status().isSigned()) {
      throw new InputException(
          "reading: the case is '%s'; amend its result".formatted(of.status().words()));
    }
    if (isGiven(reading.kind())) {
      requireFree(reading);
    }
    add(reading);
  }

  @Override
  public void assign(CaseReading reading, List<KnownCell> hidden) {
    if (!(tx.actor() instanceof Actor.Person)) {
      throw new InputException("reading: is given by a person");
    }
    Case of = requireOpenCase(reading);
    requireFree(reading);
    boolean isJudge = reading.kind() == CaseReading.Kind.ADJUDICATION;
    if (reading.blinded() == isJudge || (isJudge && !hidden.isEmpty())) {
      throw new InputException(
          "reading: a second reading is blinded, and an adjudication has no hidden cells");
    }
    if (tx.accounts()
        .get(reading.reader())
        .filter(account -> account.may(Permission.JUDGE, of.project()))
        .isEmpty()) {
      throw new InputException("reading: the person may not judge in this project");
    }
    add(reading);
    if (!hidden.isEmpty()) {
      tx.record(
          new AuditEvent(
              Act.HIDDEN_CELLS_CHOSEN,
              reading.id(),
              "",
              Integer.toString(hidden.size()),
              Optional.of(hash(hidden)),
              Optional.empty()));
    }
    for (KnownCell known : hidden) {
      hide(reading, of, known);
    }
  }

  private void hide(CaseReading reading, Case of, KnownCell known) {
    Cell cell =
        tx.cells()
            .get(of.project(), known.cell())
            .orElseThrow(() -> new InputException("reading: a hidden cell is of no project here"));
    if (new CaseRows(tx).require(cell.of()).subject().equals(of.subject())) {
      throw new InputException("reading: a hidden cell is of the same subject");
    }
    tx.sql()
        .insert(
            "hidden cell",
            "insert into hidden_cells (reading, cell, expected) values (?, ?, ?)",
            reading.id(),
            known.cell(),
            known.expected().key());
  }

  private static boolean isGiven(CaseReading.Kind kind) {
    return kind != CaseReading.Kind.FIRST && kind != CaseReading.Kind.AMENDMENT;
  }

  private Case requireOpenCase(CaseReading reading) {
    Case of = new CaseRows(tx).require(reading.of());
    if (of.status().isClosed()) {
      throw new InputException("reading: the case is '%s'".formatted(of.status().words()));
    }
    return of;
  }

  private void requireFree(CaseReading reading) {
    Blinding.against(reading.kind(), reading.reader(), of(reading.of()))
        .ifPresent(
            why -> {
              throw new InputException("reading: " + why);
            });
  }

  private void add(CaseReading reading) {
    String words = reading.kind().key() + (reading.blinded() ? " blinded" : "");
    tx.record(
        new AuditEvent(
            Act.READING_OPENED,
            reading.id(),
            "",
            words,
            Optional.of(hash(reading)),
            Optional.empty()));
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

  /** The hash of what never changes of a reading. */
  static Hash hash(CaseReading reading) {
    return RecordHash.of(
        reading.id(),
        reading.of(),
        reading.kind(),
        reading.reader(),
        reading.blinded(),
        reading.seed(),
        reading.opened());
  }

  /** The hash of the cells that are hidden in a reading, whatever their order. */
  static Hash hash(List<KnownCell> hidden) {
    return RecordHash.of(
        hidden.stream()
            .map(one -> one.cell().text() + " " + one.expected().key())
            .sorted()
            .toArray());
  }

  /** Refuses that somebody does something under another person's name. */
  static void requirePerson(Transaction tx, Id.Account account) {
    if (!(tx.actor() instanceof Actor.Person person) || !person.account().equals(account)) {
      throw new InputException("account: nobody acts under another person's name");
    }
  }

  @Override
  public void close(Id.Reading id) {
    CaseReading reading = require(id);
    if (reading.kind() == CaseReading.Kind.ADJUDICATION
        && tx.actor() instanceof Actor.Person person
        && person.account().equals(reading.reader())) {
      requireDecided(reading);
    }
    tx.record(AuditEvent.of(Act.READING_CLOSED, id, "", ""));
    int closed =
        tx.sql()
            .update("update readings set closed = ? where id = ? and closed is null", tx.now(), id);
    if (closed == 0) {
      throw new InputException("reading: there is none of this id that goes on");
    }
    Case of = new CaseRows(tx).require(require(id).of());
    new EventRows(tx).add(ServiceEvent.Kind.READING_CLOSED, of, id);
  }

  private void requireDecided(CaseReading reading) {
    Map<Id.Cell, Judgement> last = tx.judgements().last(reading.id());
    long open =
        cells(reading).stream()
            .filter(cell -> !last.containsKey(cell) || last.get(cell).after().isEmpty())
            .count();
    if (open > 0) {
      throw new InputException(
          "reading: %s not decided yet; decide of every cell first"
              .formatted(Counted.of(open, "cell").are()));
    }
  }

  @Override
  public Veil veil(Id.Project in, Id.Account reader) {
    Set<Id.Case> cases = new HashSet<>();
    Set<Id.Case> knownCases = new HashSet<>();
    Set<Id.Cell> known = new HashSet<>();
    for (CaseReading one : open(in, reader)) {
      if (Blinding.mustNotSee(reader, List.of(one))) {
        cases.add(one.of());
        tx.sql()
            .each(
                "select e.id, e.case_id from hidden_cells h join cells e on e.id = h.cell"
                    + " where h.reading = ?",
                row -> {
                  known.add(row.id("id", Id.Cell::new));
                  knownCases.add(row.id("case_id", Id.Case::new));
                },
                one.id());
      }
    }
    Set<Id.Case> handedIn = handedIn(in, reader);
    handedIn.removeAll(cases); // these show no more than pictures anyway
    return new Veil(cases, knownCases, handedIn, known);
  }

  /**
   * The cases of a project into which somebody handed pictures since the first blinded reading of
   * theirs began that goes on, in whatever project. Whichever picture was shown there, and however
   * it was changed: no answer to it is seen before.
   */
  private Set<Id.Case> handedIn(Id.Project in, Id.Account reader) {
    Optional<Instant> since =
        tx
            .sql()
            .list(
                "select * from readings where reader = ? and closed is null order by opened",
                ReadingRows::reading,
                reader)
            .stream()
            .filter(one -> Blinding.mustNotSee(reader, List.of(one)))
            .map(CaseReading::opened)
            .findFirst();
    return since.isEmpty()
        ? new HashSet<>()
        : new HashSet<>(
            tx.sql()
                .list(
                    "select distinct c.id from audit_log a join cases c on c.id = a.object"
                        + " where a.act = 'pictures-added' and a.account = ? and a.at >= ?"
                        + " and c.project = ?",
                    row -> row.id("id", Id.Case::new),
                    reader,
                    since.get(),
                    in));
  }

  @Override
  public boolean isAbout(CaseReading reading, Id.Cell cell) {
    return tx.sql()
                .count(
                    "select count(*) as n from cells where id = ? and case_id = ?",
                    cell,
                    reading.of())
            > 0
        || hides(reading.id(), cell);
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

  @Override
  public List<Id.Cell> cells(CaseReading reading) {
    List<Id.Cell> cells = new ArrayList<>();
    tx.cells().of(reading.of(), 0, Integer.MAX_VALUE).forEach(cell -> cells.add(cell.id()));
    if (reading.kind() == CaseReading.Kind.ADJUDICATION) {
      Set<Id.Cell> decided = tx.judgements().last(reading.id()).keySet();
      Set<Id.Cell> differing = Set.copyOf(tx.judgements().verdicts(reading.of()).differing());
      cells.removeIf(cell -> !decided.contains(cell) && !differing.contains(cell));
      return ReadingOrder.of(reading.seed(), cells);
    }
    if (!reading.blinded()) {
      return List.copyOf(cells);
    }
    hidden(reading.id()).forEach(known -> cells.add(known.cell()));
    return ReadingOrder.of(reading.seed(), cells);
  }

  @Override
  public List<KnownCell> hidden(Id.Reading reading) {
    return tx.sql()
        .list(
            "select cell, expected from hidden_cells where reading = ? order by cell",
            row ->
                new KnownCell(row.id("cell", Id.Cell::new), CellVerdict.of(row.text("expected"))),
            reading);
  }

  /** Whether a cell is hidden in a reading. */
  boolean hides(Id.Reading reading, Id.Cell cell) {
    return tx.sql()
            .count(
                "select count(*) as n from hidden_cells where reading = ? and cell = ?",
                reading,
                cell)
        > 0;
  }

  @Override
  public List<CaseReading> of(Id.Project in, CaseReading.Kind kind) {
    return tx.sql()
        .list(
            "select r.* from readings r join cases c on c.id = r.case_id"
                + " where c.project = ? and r.kind = ? order by r.opened, r.id",
            ReadingRows::reading,
            in,
            kind.key());
  }

  @Override
  public List<CaseReading> open(Id.Project in, Id.Account reader) {
    return tx.sql()
        .list(
            "select r.* from readings r join cases c on c.id = r.case_id"
                + " where c.project = ? and r.reader = ? and r.closed is null"
                + " order by r.opened, r.id",
            ReadingRows::reading,
            in,
            reader);
  }

  static CaseReading reading(Sql.Row row) {
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
