package org.allnet.service.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.Veil;

/** Cases as rows. */
final class CaseRows implements Cases {

  private final Transaction tx;

  CaseRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void open(Case opened) {
    tx.record(
        new AuditEvent(
            Act.CASE_OPENED,
            opened.id(),
            "",
            opened.status().key(),
            Optional.of(hash(opened)),
            Optional.empty()));
    Optional<Subject> subject = tx.subjects().get(opened.project(), opened.subject());
    if (subject.isEmpty() || subject.get().erased().isPresent()) {
      throw new InputException("case: the project has no such subject");
    }
    tx.sql()
        .insert(
            "case",
            "insert into cases (id, project, subject, status, created) values (?, ?, ?, ?, ?)",
            opened.id(),
            opened.project(),
            opened.subject(),
            opened.status().key(),
            opened.created());
  }

  /** The hash of what never changes of a case. */
  static Hash hash(Case of) {
    return RecordHash.of(of.id(), of.project(), of.subject(), of.created());
  }

  @Override
  public Optional<Case> get(Id.Project in, Id.Case id) {
    return tx.sql().one("select * from cases where project = ? and id = ?", CaseRows::read, in, id);
  }

  /** A case of whatever project, for rows that belong to it. */
  Case require(Id.Case id) {
    return tx.sql()
        .one("select * from cases where id = ?", CaseRows::read, id)
        .orElseThrow(() -> new InputException("case: there is none of this id"));
  }

  @Override
  public List<Case> list(Id.Project in, List<CaseStatus> statuses, int from, int most) {
    return list(in, Veil.NONE, statuses, from, most);
  }

  @Override
  public List<Case> seen(
      Id.Project in, Id.Account reader, List<CaseStatus> statuses, int from, int most) {
    return list(in, tx.readings().veil(in, reader), statuses, from, most);
  }

  private List<Case> list(Id.Project in, Veil veil, List<CaseStatus> statuses, int from, int most) {
    Set<Id.Case> hidden = new HashSet<>(veil.cases());
    hidden.addAll(veil.knownCases());
    hidden.addAll(veil.handedIn());
    List<Object> values = new ArrayList<>();
    values.add(in);
    statuses.forEach(status -> values.add(status.key()));
    values.addAll(hidden);
    values.add(most);
    values.add(from);
    return tx.sql()
        .list(
            "select * from cases where project = ?"
                + (statuses.isEmpty() ? "" : " and status in " + Sql.marks(statuses.size()))
                + (hidden.isEmpty() ? "" : " and id not in " + Sql.marks(hidden.size()))
                + " order by created desc, id limit ? offset ?",
            CaseRows::read,
            values.toArray());
  }

  @Override
  public List<Id.Case> of(Id.Project in, Id.Subject subject) {
    return tx.sql()
        .list(
            "select id from cases where project = ? and subject = ? order by created, id",
            row -> row.id("id", Id.Case::new),
            in,
            subject);
  }

  /** Moves a case to a status that may follow its own. */
  void move(Case of, CaseStatus to) {
    moveUntold(of, to);
    if (to == CaseStatus.ANSWERED) {
      new EventRows(tx).add(ServiceEvent.Kind.CASE_ANSWERED, of, of.id());
    }
  }

  /** Moves a case as {@link #move} does, and no event tells it. */
  void moveUntold(Case of, CaseStatus to) {
    if (!of.status().next().contains(to)) {
      throw new InputException(
          "case: is '%s' and can't become '%s'".formatted(of.status().words(), to.words()));
    }
    tx.record(AuditEvent.of(Act.CASE_STATUS_CHANGED, of.id(), of.status().key(), to.key()));
    tx.sql().update("update cases set status = ? where id = ?", to.key(), of.id());
  }

  /**
   * A case that waits for no job any more has its answer; nobody waits for a shadow's. What a
   * stopped model was not asked is missing, so that the case goes on to wait. If no model was
   * asked, it waits for people; if none of its pictures could be read, it waits for nothing.
   */
  void answerOnceNoJobIsOpen(Id.Case id) {
    Case of = require(id);
    JobRows jobs = new JobRows(tx);
    if (of.status() != CaseStatus.QUEUED
        || jobs.openForAnswer(id) > 0
        || jobs.waitsForStopped(id)) {
      return;
    }
    if (jobs.asksModels(id)) {
      move(of, CaseStatus.ANSWERED);
    } else if (!tx.handed().unreadable(id).isEmpty() && tx.pictures().of(id).isEmpty()) {
      move(of, CaseStatus.CANCELLED);
    }
  }

  static Case read(Sql.Row row) {
    return new Case(
        row.id("id", Id.Case::new),
        row.id("project", Id.Project::new),
        row.id("subject", Id.Subject::new),
        CaseStatus.valueOf(row.text("status").toUpperCase(Locale.ROOT).replace('-', '_')),
        row.instant("created"));
  }
}
