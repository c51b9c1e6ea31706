package org.allnet.service.web.event;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Delivery;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Webhook;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;
import org.allnet.service.work.webhook.WebhookAccess;

/** Where events of a project are sent, on a page. */
public final class WebhookPages implements PageSet {

  private static final Access MANAGER = Access.to(Permission.MANAGE_WEBHOOKS);
  private static final String PATH = "/administration/projects/{project}/webhooks";
  private static final int SHOWN = 100;

  /** The most webhooks of a project. */
  private static final int MOST = 20;

  /**
   * A webhook and how its events fare.
   *
   * @param webhook where they are sent
   * @param delivered how many were taken
   * @param waiting those that wait and were tried, the newest first
   * @param queued how many wait in all
   * @param dead the last that were given up, the newest first
   * @param given how many were given up in all
   */
  public record Row(
      Webhook webhook,
      long delivered,
      List<Delivery> waiting,
      long queued,
      List<Delivery> dead,
      long given) {}

  /**
   * The page.
   *
   * @param project whose events are sent
   * @param rows where to
   * @param typed the address that was typed
   * @param failure why something did not work; empty if nothing failed
   * @param made the webhook that was made now, with its secret, which nobody sees again
   */
  public record WebhooksPage(
      Project project, List<Row> rows, String typed, String failure, Optional<Made> made) {}

  /**
   * A new webhook.
   *
   * @param webhook where to
   * @param secret by which its receiver checks signatures
   */
  public record Made(Webhook webhook, String secret) {}

  private final WebhookAccess access;

  /**
   * Makes the pages.
   *
   * @param access secrets and where webhooks may lead
   */
  public WebhookPages(WebhookAccess access) {
    this.access = access;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(PATH, MANAGER, "Where events of a project are sent."),
            visit -> show(visit, 200, "", "", Optional.empty())),
        new Endpoint(Route.action(PATH, MANAGER, "Makes a webhook."), this::make),
        new Endpoint(
            Route.action(PATH + "/{webhook}/remove", MANAGER, "Removes a webhook."),
            WebhookPages::remove),
        new Endpoint(
            Route.action(
                PATH + "/{webhook}/events/{event}/retry",
                MANAGER,
                "Has an event sent again that was given up."),
            WebhookPages::retry));
  }

  /** The project of the path, which need not be one of the account's. */
  static Project project(Visit visit) {
    Id.Project id = visit.id("project", Id.Project::new);
    return Visit.found(visit.store().read(tx -> tx.projects().get(id)));
  }

  static Webhook webhook(Visit visit) {
    Id.Project in = visit.id("project", Id.Project::new);
    Id.Webhook id = visit.id("webhook", Id.Webhook::new);
    return Visit.found(visit.store().read(tx -> tx.webhooks().get(in, id)));
  }

  private static void show(
      Visit visit, int status, String typed, String failure, Optional<Made> made) {
    Project project = project(visit);
    List<Row> rows =
        visit
            .store()
            .read(tx -> tx.webhooks().of(project.id()).stream().map(one -> row(tx, one)).toList());
    visit.show(status, "event/webhooks.jte", new WebhooksPage(project, rows, typed, failure, made));
  }

  private static Row row(Transaction tx, Webhook webhook) {
    return new Row(
        webhook,
        tx.webhooks().count(webhook, Delivery.State.DELIVERED),
        tx.webhooks().deliveries(webhook, Delivery.State.WAITING, SHOWN).stream()
            .filter(delivery -> delivery.reason().isPresent())
            .toList(),
        tx.webhooks().count(webhook, Delivery.State.WAITING),
        tx.webhooks().deliveries(webhook, Delivery.State.DEAD, SHOWN),
        tx.webhooks().count(webhook, Delivery.State.DEAD));
  }

  private void make(Visit visit) {
    Project project = project(visit);
    String typed = visit.maybeField("address").orElse("");
    try {
      Webhook webhook = added(visit, access, project, typed);
      show(visit, 200, "", "", Optional.of(new Made(webhook, access.secrets().of(webhook.id()))));
    } catch (InputException e) {
      show(visit, 422, typed, String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  /**
   * Makes a webhook.
   *
   * @throws InputException if the address is none, or leads where it may not
   */
  static Webhook added(Visit visit, WebhookAccess access, Project project, String address) {
    Webhook webhook =
        new Webhook(
            Id.Webhook.fresh(),
            project.id(),
            Webhook.address(address),
            visit.now().truncatedTo(ChronoUnit.MICROS),
            Optional.empty());
    access.destinations().of(webhook.address());
    visit
        .store()
        .change(
            visit.actor(),
            tx -> {
              if (tx.webhooks().of(project.id()).size() >= MOST) {
                throw new InputException(
                    "webhook: the project has " + MOST + " of them; remove one first");
              }
              tx.webhooks().add(webhook);
            });
    return webhook;
  }

  private static void remove(Visit visit) {
    Webhook webhook = webhook(visit);
    visit
        .store()
        .change(visit.actor(), tx -> tx.webhooks().remove(webhook.project(), webhook.id()));
    back(visit, webhook);
  }

  private static void retry(Visit visit) {
    Webhook webhook = webhook(visit);
    again(visit, webhook);
    back(visit, webhook);
  }

  static void again(Visit visit, Webhook webhook) {
    Id.Event event = visit.id("event", Id.Event::new);
    visit.store().change(visit.actor(), tx -> tx.webhooks().retry(webhook, event));
  }

  private static void back(Visit visit, Webhook webhook) {
    visit.redirect("/administration/projects/" + webhook.project().text() + "/webhooks");
  }
}
