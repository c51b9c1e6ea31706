package org.allnet.service.store;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Delivery;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Webhook;

/** Webhooks and deliveries as rows. */
final class WebhookRows implements Webhooks {

  private static final int LONGEST_REASON = 300;

  private static final String WEBHOOK =
      "w.id as webhook_id, w.project as webhook_project, w.address, w.created, w.removed";

  private static final String DELIVERIES =
      "select d.state, d.attempts, d.not_before, d.reason, "
          + WEBHOOK
          + ", "
          + EventRows.COLUMNS
          + " from deliveries d join webhooks w on w.id = d.webhook join events e on e.id = d.event"
          + EventRows.JOINS;

  /** The delivery as it was claimed. */
  private static final String HELD =
      " where webhook = ? and event = ? and state = 'waiting' and attempts = ?";

  private final Transaction tx;

  WebhookRows(Transaction tx) {
    this.tx = tx;
  }

  /** Queues an event for all webhooks of its project. */
  void send(Id.Project project, Id.Event event) {
    tx.sql()
        .update(
            "insert into deliveries (webhook, event, state, attempts, not_before)"
                + " select id, cast(? as text), 'waiting', 0, cast(? as bigint) from webhooks"
                + " where project = ? and removed is null",
            event,
            tx.now(),
            project);
  }

  @Override
  public void add(Webhook webhook) {
    tx.record(
        new AuditEvent(
            Act.WEBHOOK_ADDED,
            webhook.id(),
            "",
            webhook.address().getHost(),
            Optional.of(
                hash(
                    webhook.id().text(),
                    webhook.project().text(),
                    webhook.address().toString(),
                    webhook.created())),
            Optional.empty()));
    tx.sql()
        .insert(
            "webhook",
            "insert into webhooks (id, project, address, created) values (?, ?, ?, ?)",
            webhook.id(),
            webhook.project(),
            webhook.address().toString(),
            webhook.created());
  }

  /** The hash of what never changes of a webhook. */
  static Hash hash(String id, String project, String address, Instant created) {
    return RecordHash.of(id, project, address, created);
  }

  @Override
  public void remove(Id.Project in, Id.Webhook id) {
    Webhook webhook =
        get(in, id).orElseThrow(() -> new InputException("webhook: there is none of this id"));
    tx.record(AuditEvent.of(Act.WEBHOOK_REMOVED, id, webhook.address().getHost(), ""));
    tx.sql().update("update webhooks set removed = ? where id = ?", tx.now(), id);
    tx.sql().update("delete from deliveries where webhook = ? and state <> 'delivered'", id);
  }

  @Override
  public List<Webhook> of(Id.Project in) {
    return tx.sql()
        .list(
            "select "
                + WEBHOOK
                + " from webhooks w where w.project = ? and w.removed is null"
                + " order by w.created, w.id",
            WebhookRows::webhook,
            in);
  }

  @Override
  public Optional<Webhook> get(Id.Project in, Id.Webhook id) {
    return of(in).stream().filter(webhook -> webhook.id().equals(id)).findFirst();
  }

  @Override
  public List<Delivery> deliveries(Webhook webhook, Delivery.State state, int most) {
    return tx.sql()
        .list(
            DELIVERIES + "where d.webhook = ? and d.state = ? order by e.number desc limit ?",
            WebhookRows::delivery,
            webhook.id(),
            state.key(),
            most);
  }

  @Override
  public long count(Webhook webhook, Delivery.State state) {
    return tx.sql()
        .count(
            "select count(*) as n from deliveries where webhook = ? and state = ?",
            webhook.id(),
            state.key());
  }

  @Override
  public void retry(Webhook webhook, Id.Event event) {
    tx.record(AuditEvent.of(Act.WEBHOOK_RETRIED, webhook.id(), "", event.text()));
    int changed =
        tx.sql()
            .update(
                "update deliveries set state = 'waiting', attempts = 0, not_before = ?,"
                    + " ended = null where webhook = ? and event = ? and state = 'dead'",
                tx.now(),
                webhook.id(),
                event);
    if (changed == 0) {
      throw new InputException("webhook: no event of this id was given up");
    }
  }

  @Override
  public long waiting() {
    return tx.sql().count("select count(*) as n from deliveries where state = 'waiting'");
  }

  @Override
  public List<Delivery> due() {
    // The first of each webhook, however many wait for another one.
    return tx.sql()
        .list(
            DELIVERIES
                + "where (d.webhook, d.event) in (select webhook, event from (select w.webhook,"
                + " w.event, row_number() over (partition by w.webhook"
                + " order by w.not_before, n.number) as place"
                + " from deliveries w join events n on n.id = w.event"
                + " where w.state = 'waiting' and w.not_before <= ?) ranked where place = 1)"
                + " order by d.not_before, e.number",
            WebhookRows::delivery,
            tx.now());
  }

  @Override
  public Optional<Delivery> claim(Delivery delivery, Duration lease) {
    int claimed =
        tx.sql()
            .update(
                "update deliveries set attempts = attempts + 1, not_before = ?" + HELD,
                tx.now().plus(lease),
                delivery.webhook().id(),
                delivery.event().id(),
                delivery.attempts());
    return claimed == 0
        ? Optional.empty()
        : Optional.of(
            new Delivery(
                delivery.webhook(),
                delivery.event(),
                delivery.state(),
                delivery.attempts() + 1,
                tx.now().plus(lease),
                delivery.reason()));
  }

  @Override
  public void delivered(Delivery delivery) {
    tx.sql()
        .update(
            "update deliveries set state = 'delivered', reason = null, ended = ?" + HELD,
            tx.now(),
            delivery.webhook().id(),
            delivery.event().id(),
            delivery.attempts());
  }

  @Override
  public void failed(Delivery delivery, String reason, Optional<Duration> pause) {
    String kept = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    tx.sql()
        .update(
            "update deliveries set state = ?, reason = ?, not_before = ?, ended = ?" + HELD,
            (pause.isPresent() ? Delivery.State.WAITING : Delivery.State.DEAD).key(),
            kept,
            tx.now().plus(pause.orElse(Duration.ZERO)),
            pause.isPresent() ? null : tx.now(),
            delivery.webhook().id(),
            delivery.event().id(),
            delivery.attempts());
  }

  private static Webhook webhook(Sql.Row row) {
    return new Webhook(
        row.id("webhook_id", Id.Webhook::new),
        row.id("webhook_project", Id.Project::new),
        URI.create(row.text("address")),
        row.instant("created"),
        row.maybeInstant("removed"));
  }

  private static Delivery delivery(Sql.Row row) {
    return new Delivery(
        webhook(row),
        EventRows.event(row),
        Delivery.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
        row.small("attempts"),
        row.instant("not_before"),
        row.maybe("reason"));
  }
}
