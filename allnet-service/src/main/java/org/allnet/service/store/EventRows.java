package org.allnet.service.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.domain.SignOff;

/** Events as rows. Changes come one after another, so that numbers have no gaps. */
final class EventRows implements Events {

  /** An event with its subject, for the reader below. */
  static final String COLUMNS =
      "e.id as event_id, e.project as event_project, e.number, e.kind, e.case_id, e.object_kind,"
          + " e.object, e.version, e.at, c.subject, s.pseudonym,"
          + " (select count(*) from pictures p where p.case_id = e.case_id and p.synthetic = 1)"
          + " as synthetic, (select m.sheet from case_models x join models m on m.hash = x.model"
          + " where x.case_id = e.case_id and x.use = 'classifier') as sheet";

  static final String JOINS =
      " left join cases c on c.id = e.case_id left join subjects s on s.id = c.subject ";

  private final Transaction tx;

  EventRows(Transaction tx) {
    this.tx = tx;
  }

  /** Writes that something happened with a case. */
  void add(ServiceEvent.Kind kind, Case of, Id object) {
    add(kind, of.project(), Optional.of(of.id()), object, OptionalInt.empty());
  }

  void add(SignOff signature, Case of) {
    ServiceEvent.Kind kind =
        switch (signature.meaning().status()) {
          case AMENDED -> ServiceEvent.Kind.RESULT_AMENDED;
          case WITHDRAWN -> ServiceEvent.Kind.RESULT_WITHDRAWN;
          default -> ServiceEvent.Kind.RESULT_SIGNED;
        };
    add(
        kind,
        of.project(),
        Optional.of(of.id()),
        signature.id(),
        OptionalInt.of(signature.version()));
  }

  /** Writes that something happened which concerns all projects. */
  void addToAll(ServiceEvent.Kind kind, Id object) {
    for (Id.Project project :
        tx.sql()
            .list("select id from projects order by id", row -> row.id("id", Id.Project::new))) {
      add(kind, project, Optional.empty(), object, OptionalInt.empty());
    }
  }

  private void add(
      ServiceEvent.Kind kind,
      Id.Project project,
      Optional<Id.Case> of,
      Id object,
      OptionalInt version) {
    long last =
        tx.sql()
            .count("select coalesce(max(number), 0) as n from events where project = ?", project);
    Id.Event id = Id.Event.fresh();
    tx.sql()
        .insert(
            "event",
            "insert into events (project, number, id, kind, case_id, object_kind, object, version,"
                + " at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            project,
            last + 1,
            id,
            kind.key(),
            of,
            object.kind(),
            object,
            version,
            tx.now());
    new WebhookRows(tx).send(project, id);
  }

  @Override
  public List<ServiceEvent> after(Id.Project in, long number, int most) {
    return tx.sql()
        .list(
            "select "
                + COLUMNS
                + " from events e"
                + JOINS
                + "where e.project = ? and e.number > ? order by e.number limit ?",
            EventRows::event,
            in,
            number,
            most);
  }

  private static boolean isSynthetic(String sheet) {
    return RecordJson.read(sheet, ModelSheet.class).synthetic();
  }

  static ServiceEvent event(Sql.Row row) {
    return new ServiceEvent(
        row.id("event_id", Id.Event::new),
        row.id("event_project", Id.Project::new),
        row.number("number"),
        ServiceEvent.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT).replace('.', '_')),
        row.maybe("case_id").map(text -> new Id.Case(Id.parse(text))),
        row.maybe("subject")
            .map(
                text ->
                    new ServiceEvent.OfSubject(
                        new Id.Subject(Id.parse(text)), row.maybe("pseudonym"))),
        Id.of(row.text("object_kind"), row.text("object")),
        row.maybeSmall("version"),
        row.instant("at"),
        row.truth("synthetic"),
        row.maybe("sheet").filter(EventRows::isSynthetic).isPresent());
  }
}
