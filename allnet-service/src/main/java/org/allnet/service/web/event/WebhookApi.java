package org.allnet.service.web.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Delivery;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Webhook;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.allnet.service.web.route.Visit;
import org.allnet.service.work.webhook.EventJson;
import org.allnet.service.work.webhook.WebhookAccess;

/** Where events of a project are sent, for programs of administrators. */
public final class WebhookApi implements PageSet {

  private static final Access MANAGER = Access.to(Permission.MANAGE_WEBHOOKS);
  private static final String PATH = "/api/v1/projects/{project}/webhooks";
  private static final int MOST = 500;

  private final WebhookAccess access;

  /**
   * Makes the answers.
   *
   * @param access secrets and where webhooks may lead
   */
  public WebhookApi(WebhookAccess access) {
    this.access = access;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.api(Verb.GET, PATH, MANAGER, "The webhooks of a project."), WebhookApi::list),
        new Endpoint(
            Route.api(
                Verb.POST, PATH, MANAGER, "Makes a webhook. The answer alone has its secret."),
            this::make),
        new Endpoint(
            Route.api(Verb.DELETE, PATH + "/{webhook}", MANAGER, "Removes a webhook."),
            WebhookApi::remove),
        new Endpoint(
            Route.api(Verb.GET, PATH + "/{webhook}/dead", MANAGER, "Events that were given up."),
            WebhookApi::dead),
        new Endpoint(
            Route.api(
                Verb.POST,
                PATH + "/{webhook}/dead/{event}",
                MANAGER,
                "Has an event sent again that was given up."),
            WebhookApi::retry));
  }

  private static ObjectNode node(Webhook webhook) {
    ObjectNode node = Json.object();
    node.put("id", webhook.id().text());
    node.put("address", webhook.address().toString());
    node.put("created", webhook.created().toString());
    return node;
  }

  private static void list(Visit visit) {
    Project project = WebhookPages.project(visit);
    ObjectNode answer = Json.object();
    ArrayNode all = answer.putArray("webhooks");
    visit.store().read(tx -> tx.webhooks().of(project.id())).stream()
        .map(WebhookApi::node)
        .forEach(all::add);
    visit.json(answer);
  }

  private void make(Visit visit) {
    Project project = WebhookPages.project(visit);
    JsonNode body = visit.body();
    if (!body.path("address").isTextual()) {
      throw new HttpFailure(422, "address: is missing; say where events are sent");
    }
    Webhook webhook = WebhookPages.added(visit, access, project, body.get("address").textValue());
    ObjectNode made = node(webhook);
    made.put("secret", access.secrets().of(webhook.id()));
    visit.json(201, "application/json", made);
  }

  private static void remove(Visit visit) {
    Webhook webhook = WebhookPages.webhook(visit);
    visit
        .store()
        .change(visit.actor(), tx -> tx.webhooks().remove(webhook.project(), webhook.id()));
    visit.context().status(204);
  }

  private static void dead(Visit visit) {
    Webhook webhook = WebhookPages.webhook(visit);
    ObjectNode answer = Json.object();
    ArrayNode all = answer.putArray("dead");
    for (Delivery delivery :
        visit.store().read(tx -> tx.webhooks().deliveries(webhook, Delivery.State.DEAD, MOST))) {
      ObjectNode node = all.addObject();
      node.set("event", EventJson.of(delivery.event()));
      node.put("attempts", delivery.attempts());
      node.put("reason", delivery.reason().orElse(""));
    }
    visit.json(answer);
  }

  private static void retry(Visit visit) {
    WebhookPages.again(visit, WebhookPages.webhook(visit));
    visit.context().status(204);
  }
}
