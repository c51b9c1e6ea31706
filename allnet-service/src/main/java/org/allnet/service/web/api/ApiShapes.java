package org.allnet.service.web.api;

import static org.allnet.service.web.api.Shapes.address;
import static org.allnet.service.web.api.Shapes.list;
import static org.allnet.service.web.api.Shapes.map;
import static org.allnet.service.web.api.Shapes.maybe;
import static org.allnet.service.web.api.Shapes.named;
import static org.allnet.service.web.api.Shapes.number;
import static org.allnet.service.web.api.Shapes.object;
import static org.allnet.service.web.api.Shapes.oneOf;
import static org.allnet.service.web.api.Shapes.text;
import static org.allnet.service.web.api.Shapes.time;
import static org.allnet.service.web.api.Shapes.truth;
import static org.allnet.service.web.api.Shapes.whole;
import static org.allnet.service.web.api.Shapes.with;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.ServiceEvent;

/** The shapes of what the API takes and answers, by their names in its document. */
final class ApiShapes {

  private ApiShapes() {}

  static Map<String, ObjectNode> all() {
    Map<String, ObjectNode> all = new TreeMap<>();
    all.put("Problem", problem());
    all.put("Project", project());
    all.put("CaseLine", caseLine());
    all.put("Case", ofCase());
    all.put("Answer", answer());
    all.put("Taken", taken());
    all.put("Event", event());
    all.put("Events", events());
    all.put("Webhook", webhook());
    all.put("NewWebhook", with(webhook(), "secret", text()));
    all.put("Webhooks", with(object(), "webhooks", list(named("Webhook"))));
    all.put("Dead", dead());
    return all;
  }

  private static ObjectNode problem() {
    ObjectNode shape = object();
    maybe(shape, "type", text());
    maybe(shape, "status", whole());
    maybe(shape, "detail", text());
    return maybe(shape, "request", text());
  }

  private static ObjectNode project() {
    ObjectNode shape = object();
    with(shape, "id", text());
    with(shape, "name", text());
    with(shape, "classes", list(text()));
    return with(shape, "roles", text());
  }

  private static ObjectNode status() {
    return oneOf(Arrays.stream(CaseStatus.values()).map(CaseStatus::key).toArray(String[]::new));
  }

  private static ObjectNode caseLine() {
    ObjectNode shape = object();
    with(shape, "id", text());
    with(shape, "subject", text());
    with(shape, "status", status());
    with(shape, "words", text());
    with(shape, "opened", time());
    return marks(shape);
  }

  /** Whether cells and model are synthetic: said wherever a case is. */
  private static ObjectNode marks(ObjectNode shape) {
    with(shape, "synthetic", truth());
    return with(shape, "modelSynthetic", truth());
  }

  private static ObjectNode ofCase() {
    ObjectNode unreadable = object();
    with(unreadable, "number", whole());
    with(unreadable, "name", text());
    with(unreadable, "reason", text());
    ObjectNode shape = object();
    with(shape, "id", text());
    with(shape, "subject", text());
    with(shape, "status", status());
    with(shape, "words", text());
    marks(shape);
    with(shape, "cells", whole());
    with(shape, "unread", whole());
    with(shape, "unreadable", list(unreadable));
    with(shape, "open", whole());
    with(shape, "done", whole());
    with(shape, "failed", whole());
    return with(shape, "cancelled", whole());
  }

  private static ObjectNode answer() {
    ObjectNode shape = object();
    with(shape, "model", text());
    with(shape, "title", text());
    with(shape, "version", whole());
    with(shape, "synthetic", truth());
    with(shape, "proposed", text());
    with(shape, "reason", text());
    with(shape, "probabilities", map(number()));
    with(shape, "possible", list(text()));
    return with(shape, "use", text());
  }

  private static ObjectNode taken() {
    ObjectNode refused = object();
    with(refused, "number", whole());
    with(refused, "name", text());
    with(refused, "reason", text());
    ObjectNode shape = object();
    with(shape, "project", text());
    with(shape, "of", text());
    with(shape, "pictures", whole());
    with(shape, "cells", whole());
    with(shape, "jobs", whole());
    with(shape, "notTaken", list(refused));
    return with(shape, "notes", list(text()));
  }

  private static ObjectNode event() {
    ObjectNode data = object();
    with(data, "project", text());
    for (String id : new String[] {"case", "subject", "pseudonym", "job", "reading"}) {
      maybe(data, id, text());
    }
    maybe(data, "sign-off", text());
    maybe(data, "model", text());
    maybe(data, "synthetic", truth());
    maybe(data, "modelSynthetic", truth());
    maybe(data, "version", whole());
    ObjectNode shape = object();
    with(shape, "id", text());
    with(shape, "number", whole());
    with(
        shape,
        "type",
        oneOf(
            Arrays.stream(ServiceEvent.Kind.values())
                .map(ServiceEvent.Kind::key)
                .toArray(String[]::new)));
    with(shape, "timestamp", time());
    return with(shape, "data", data);
  }

  private static ObjectNode events() {
    ObjectNode shape = object();
    with(shape, "events", list(named("Event")));
    with(shape, "next", whole());
    return with(shape, "more", truth());
  }

  private static ObjectNode webhook() {
    ObjectNode shape = object();
    with(shape, "id", text());
    with(shape, "address", address());
    return with(shape, "created", time());
  }

  private static ObjectNode dead() {
    ObjectNode one = object();
    with(one, "event", named("Event"));
    with(one, "attempts", whole());
    with(one, "reason", text());
    return with(object(), "dead", list(one));
  }
}
