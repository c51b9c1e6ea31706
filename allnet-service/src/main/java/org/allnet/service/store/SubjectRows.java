package org.allnet.service.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Names;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.Subject;

/** Subjects as rows. */
final class SubjectRows implements Subjects {

  /** Makes salts, which nobody must guess. */
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Transaction tx;

  SubjectRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void add(Subject subject) {
    subject.pseudonym().ifPresent(text -> Names.requireSeen("subject", text));
    Optional<SealedText> name = subject.pseudonym().map(text -> SealedText.of(text, RANDOM));
    tx.record(
        new AuditEvent(
            Act.SUBJECT_CREATED,
            subject.id(),
            "",
            words(subject),
            name.map(SealedText::digest),
            Optional.empty()));
    tx.sql()
        .insert(
            "subject",
            "insert into subjects (id, project, pseudonym, created, erased)"
                + " values (?, ?, ?, ?, ?)",
            subject.id(),
            subject.project(),
            subject.pseudonym(),
            subject.created(),
            subject.erased());
    // By its digest in the log a pseudonym can't be exchanged unseen; its text goes with it.
    SealedTexts.keep(tx, name, subject.id());
  }

  /** In which project a subject is, and since when. */
  static String words(Subject subject) {
    return "%s %s"
        .formatted(subject.project().text(), subject.created().truncatedTo(ChronoUnit.MICROS));
  }

  @Override
  public Optional<Subject> get(Id.Project in, Id.Subject id) {
    return tx.sql()
        .one("select * from subjects where project = ? and id = ?", SubjectRows::subject, in, id);
  }

  @Override
  public Optional<Subject> named(Id.Project in, String pseudonym) {
    return tx.sql()
        .one(
            "select * from subjects where project = ? and pseudonym = ?",
            SubjectRows::subject,
            in,
            pseudonym);
  }

  @Override
  public List<Id.Subject> older(Id.Project in, Instant before) {
    return tx.sql()
        .list(
            "select s.id from subjects s where s.project = ? and s.erased is null"
                + " and s.created < ? and not exists (select 1 from cases c"
                + " where c.subject = s.id and c.created >= ?) order by s.created, s.id",
            row -> row.id("id", Id.Subject::new),
            in,
            before,
            before);
  }

  @Override
  public int erase(Id.Project in, Id.Subject id) {
    if (get(in, id).isEmpty()) {
      throw new InputException("subject: there is none of this id in the project");
    }
    tx.record(AuditEvent.of(Act.SUBJECT_ERASED, id, "", ""));
    String itsCases = "(select id from cases where subject = ?)";
    for (Id.Case one : tx.cases().of(in, id)) {
      new JobRows(tx).cancelErased(one, "the subject was erased");
    }
    List<Hash> contents =
        tx.sql()
            .list(
                "select distinct content from pictures where content is not null and case_id in "
                    + itsCases,
                row -> row.hash("content"),
                id);
    for (Id.Case one : tx.cases().of(in, id)) {
      new HandedFileRows(tx).cancel(one, "the subject was erased");
      PictureRows.weigh(
          tx,
          one,
          -tx.sql()
              .count("select coalesce(sum(bytes), 0) as n from pictures where case_id = ?", one));
    }
    tx.sql()
        .update("update pictures set content = null, bytes = 0 where case_id in " + itsCases, id);
    tx.cases().of(in, id).forEach(new HandedFileRows(tx)::erase);
    tx.sql().update("delete from sealed_texts where subject = ?", id);
    tx.sql()
        .update(
            "update subjects set pseudonym = null, erased = coalesce(erased, ?) where id = ?",
            tx.now(),
            id);
    int gone = 0;
    for (Hash content : contents) {
      if (!tx.pictures().has(content)) {
        tx.blobs().delete(content);
        gone++;
      }
    }
    return gone;
  }

  static Subject subject(Sql.Row row) {
    return new Subject(
        row.id("id", Id.Subject::new),
        row.id("project", Id.Project::new),
        row.maybe("pseudonym"),
        row.instant("created"),
        row.maybeInstant("erased"));
  }
}
