package org.allnet.service.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.CaseVerdicts;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.ReadingVerdicts;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.Shown;

/** Judgements as rows. */
final class JudgementRows implements Judgements {

  private static final String SELECT =
      "select j.*, t.salt, t.text from judgements j"
          + " left join sealed_texts t on t.digest = j.reason ";

  /** The reason of what takes something back: the reader gives none, and one may be needed. */
  private static final String TAKEN_BACK = "taken back by the reader";

  private final Transaction tx;

  JudgementRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void append(List<Judgement> events) {
    append(events, Optional.empty());
  }

  private void append(List<Judgement> events, Optional<Long> undoes) {
    if (events.isEmpty()) {
      return;
    }
    CaseReading reading = new ReadingRows(tx).require(events.get(0).reading());
    ReadingRows.requirePerson(tx, reading.reader());
    if (reading.closed().isPresent()) {
      throw new InputException("judgement: the reading has ended; begin a new one");
    }
    CaseRows cases = new CaseRows(tx);
    Case of = cases.require(reading.of());
    if (of.status().isClosed()) {
      throw new InputException("judgement: the case is '%s'".formatted(of.status().words()));
    }
    requirePermission(reading, of);
    if (!events.stream().allMatch(event -> tx.readings().isAbout(reading, event.cell()))) {
      // Said before anything else of it: whoever tries must not learn of cells of other cases.
      throw new InputException("judgement: the cell is not of the case");
    }
    requireDisputed(events, reading);
    Project project = tx.projects().get(of.project()).orElseThrow();
    // It changes no result, so that it needs no reason and moves no case.
    boolean isTest = reading.kind() == CaseReading.Kind.COMPETENCY;
    long first = tx.audit().head().count() + 1;
    for (Judgement event : events) {
      Optional<CellVerdict> before = last(reading.id(), event.cell()).flatMap(Judgement::after);
      check(event, reading, before, project, isTest ? CaseStatus.IN_REVIEW : of.status());
      GalleryRows.say(tx, reading, event.cell(), event.after(), add(event, of));
    }
    tx.sql()
        .insert(
            "act",
            "insert into acts (first_sequence, last_sequence, reading, undoes)"
                + " values (?, ?, ?, ?)",
            first,
            tx.audit().head().count(),
            reading.id(),
            undoes);
    if (!isTest && (of.status() == CaseStatus.QUEUED || of.status() == CaseStatus.ANSWERED)) {
      cases.move(of, CaseStatus.IN_REVIEW);
    }
  }

  /** As it is now: the person may have lost the role, or the account, since the page was made. */
  private void requirePermission(CaseReading reading, Case of) {
    AccountRows.requirePermission(
        tx,
        reading.reader(),
        reading.kind() == CaseReading.Kind.AMENDMENT ? Permission.AMEND : Permission.JUDGE,
        of.project());
  }

  /** Refuses that who adjudicates overrides what readers agree on. */
  private void requireDisputed(List<Judgement> events, CaseReading reading) {
    if (reading.kind() == CaseReading.Kind.ADJUDICATION) {
      Set<Id.Cell> disputed = Set.copyOf(new ReadingRows(tx).cells(reading));
      if (!events.stream().allMatch(event -> disputed.contains(event.cell()))) {
        throw new InputException("judgement: readers don't differ about the cell");
      }
    }
  }

  private void check(
      Judgement event,
      CaseReading reading,
      Optional<CellVerdict> before,
      Project project,
      CaseStatus status) {
    if (!event.reading().equals(reading.id()) || !event.reader().equals(reading.reader())) {
      throw new InputException("judgement: is of another reading");
    }
    if (!event.before().equals(before)) {
      throw new InputException(
          "judgement: the reading says '%s' of the cell by now; look again"
              .formatted(before.map(CellVerdict::key).orElse("nothing")));
    }
    if (event.after().isPresent()
        && event.after().get() instanceof CellVerdict.OfClass of
        && !project.classes().contains(of.label())) {
      throw new InputException("judgement: the project has no class '" + of.label() + "'");
    }
    if (event.reason().isEmpty() && event.needsReason(project.rules(), status)) {
      throw new InputException("judgement: needs a reason; say why the verdict is another one");
    }
    if (reading.blinded() && event.shown().model().isPresent()) {
      throw new InputException("judgement: a blinded reader saw a proposal");
    }
  }

  /** Adds an event and returns its sequence. */
  private long add(Judgement event, Case of) {
    SealedTexts.keep(tx, event.reason(), of.subject());
    long sequence =
        tx.record(
            new AuditEvent(
                Act.JUDGED,
                event.id(),
                event.before().map(CellVerdict::key).orElse(""),
                event.after().map(CellVerdict::key).orElse(""),
                Optional.of(hash(event)),
                event.reason()));
    tx.sql()
        .insert(
            "judgement",
            "insert into judgements (sequence, id, cell, reading, reader, at, shown,"
                + " before_verdict, after_verdict, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            sequence,
            event.id(),
            event.cell(),
            event.reading(),
            event.reader(),
            event.at(),
            RecordJson.text(event.shown()),
            event.before().map(CellVerdict::key),
            event.after().map(CellVerdict::key),
            event.reason().map(reason -> reason.digest()));
    return sequence;
  }

  @Override
  public List<Judgement> undo(Id.Reading reading, Instant at, RandomGenerator random) {
    Optional<Long> last =
        tx.sql()
            .one(
                "select a.first_sequence from acts a where a.reading = ? and a.undoes is null"
                    + " and not exists (select 1 from acts u where u.reading = a.reading"
                    + " and u.undoes = a.first_sequence)"
                    + " order by a.first_sequence desc limit 1",
                row -> row.number("first_sequence"),
                reading);
    if (last.isEmpty()) {
      return List.of();
    }
    List<Judgement> done =
        tx.sql()
            .list(
                SELECT
                    + "join acts a on j.sequence between a.first_sequence and a.last_sequence"
                    + " where a.first_sequence = ? and j.reading = a.reading"
                    + " order by j.sequence desc",
                JudgementRows::judgement,
                last.get());
    List<Judgement> back = done.stream().map(event -> back(event, done, at, random)).toList();
    append(back, last);
    return back;
  }

  private static Judgement back(
      Judgement event, List<Judgement> done, Instant at, RandomGenerator random) {
    Shown shown = event.shown();
    return new Judgement(
        Id.Judgement.fresh(),
        event.cell(),
        event.reading(),
        event.reader(),
        at,
        new Shown(shown.model(), shown.proposed(), false, done.size(), Optional.empty()),
        event.after(),
        event.before(),
        Optional.of(SealedText.of(TAKEN_BACK, random)));
  }

  /** The hash of all parts of an event; of its reason only the digest, which outlives the text. */
  static Hash hash(Judgement event) {
    return Hash.of(
        String.join(
            "\n",
            event.id().text(),
            event.cell().text(),
            event.reading().text(),
            event.reader().text(),
            event.at().toString(),
            RecordJson.text(event.shown()),
            event.before().map(CellVerdict::key).orElse(""),
            event.after().map(CellVerdict::key).orElse(""),
            event.reason().map(reason -> reason.digest().hex()).orElse("")));
  }

  @Override
  public Optional<Judgement> get(Id.Judgement id) {
    return tx.sql().one(SELECT + "where j.id = ?", JudgementRows::judgement, id);
  }

  @Override
  public List<Judgement> of(Id.Cell cell) {
    return tx.sql()
        .list(SELECT + "where j.cell = ? order by j.sequence", JudgementRows::judgement, cell);
  }

  @Override
  public Map<Id.Cell, Judgement> last(Id.Reading reading) {
    Map<Id.Cell, Judgement> last = new LinkedHashMap<>();
    logged(reading).forEach((cell, one) -> last.put(cell, one.event()));
    return last;
  }

  @Override
  public CaseVerdicts verdicts(Id.Case of) {
    return new CaseVerdicts(
        tx.cells().of(of, 0, Integer.MAX_VALUE).stream().map(Cell::id).toList(),
        tx.readings().of(of).stream()
            .map(reading -> new ReadingVerdicts(reading, logged(reading.id())))
            .toList());
  }

  /** The last event of each cell with its place in the log. */
  private Map<Id.Cell, ReadingVerdicts.Last> logged(Id.Reading reading) {
    Map<Id.Cell, ReadingVerdicts.Last> last = new LinkedHashMap<>();
    tx.sql()
        .each(
            SELECT + "where j.reading = ? order by j.sequence",
            row -> {
              Judgement event = judgement(row);
              last.put(event.cell(), new ReadingVerdicts.Last(row.number("sequence"), event));
            },
            reading);
    return last;
  }

  @Override
  public Optional<Instant> latest(Id.Reading reading) {
    return tx.sql()
        .one(
            "select at from judgements where reading = ? order by sequence desc limit 1",
            row -> row.instant("at"),
            reading);
  }

  private Optional<Judgement> last(Id.Reading reading, Id.Cell cell) {
    return tx.sql()
        .one(
            SELECT + "where j.cell = ? and j.reading = ? order by j.sequence desc limit 1",
            JudgementRows::judgement,
            cell,
            reading);
  }

  static Judgement judgement(Sql.Row row) {
    return new Judgement(
        row.id("id", Id.Judgement::new),
        row.id("cell", Id.Cell::new),
        row.id("reading", Id.Reading::new),
        row.id("reader", Id.Account::new),
        row.instant("at"),
        RecordJson.read(row.text("shown"), Shown.class),
        row.maybe("before_verdict").map(CellVerdict::of),
        row.maybe("after_verdict").map(CellVerdict::of),
        SealedTexts.of(row, "reason"));
  }
}
