package org.allnet.service.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.service.audit.AuditHead;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.UserRole;

/** The audit log as rows. */
final class AuditRows implements AuditLog {

  private static final String SELECT =
      "select a.*, t.salt, t.text from audit_log a left join sealed_texts t on t.digest = a.reason ";

  private final Transaction tx;

  AuditRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public AuditHead head() {
    return tx.sql()
        .one(
            "select count, hash from audit_head where one = 1",
            row -> new AuditHead(row.number("count"), row.hash("hash")))
        .orElseThrow(() -> new IllegalStateException("the audit chain has no head"));
  }

  long append(AuditEvent event) {
    Actor actor = tx.actor();
    AuditEntry entry = head().next(tx.now(), actor, event);
    Optional<Actor.Person> person =
        actor instanceof Actor.Person some ? Optional.of(some) : Optional.empty();
    Optional<String> part =
        actor instanceof Actor.Service some ? Optional.of(some.part()) : Optional.empty();
    tx.sql()
        .insert(
            "audit log",
            "insert into audit_log (sequence, at, account, role, part, request, act, object_kind,"
                + " object, before_text, after_text, record, reason, previous, hash)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            entry.sequence(),
            entry.at(),
            person.map(Actor.Person::account),
            person.map(some -> some.role().key()),
            part,
            actor.request(),
            event.act().key(),
            event.object().kind(),
            event.object(),
            event.before(),
            event.after(),
            event.record(),
            event.reason().map(reason -> reason.digest()),
            entry.previous(),
            entry.hash());
    tx.sql()
        .update(
            "update audit_head set count = ?, hash = ? where one = 1",
            entry.sequence(),
            entry.hash());
    return entry.sequence();
  }

  @Override
  public void each(long from, Consumer<AuditEntry> reader) {
    tx.sql()
        .each(
            SELECT + "where a.sequence >= ? order by a.sequence",
            row -> reader.accept(entry(row)),
            from);
  }

  @Override
  public List<AuditEntry> of(Id object) {
    return tx.sql()
        .list(SELECT + "where a.object = ? order by a.sequence", AuditRows::entry, object);
  }

  @Override
  public List<AuditEntry> latest(long before, int most) {
    return tx.sql()
        .list(
            SELECT + "where a.sequence < ? order by a.sequence desc limit ?",
            AuditRows::entry,
            before,
            most);
  }

  private static AuditEntry entry(Sql.Row row) {
    Actor actor =
        row.maybe("part").isPresent()
            ? new Actor.Service(row.text("part"), row.text("request"))
            : new Actor.Person(
                row.id("account", Id.Account::new),
                UserRole.valueOf(row.text("role").toUpperCase(Locale.ROOT)),
                row.text("request"));
    AuditEvent event =
        new AuditEvent(
            Act.valueOf(row.text("act").toUpperCase(Locale.ROOT).replace('-', '_')),
            Id.of(row.text("object_kind"), row.text("object")),
            row.text("before_text"),
            row.text("after_text"),
            row.maybe("record").map(Hash::new),
            SealedTexts.of(row, "reason"));
    return new AuditEntry(
        row.number("sequence"),
        row.instant("at"),
        actor,
        event,
        row.hash("previous"),
        row.hash("hash"));
  }
}
